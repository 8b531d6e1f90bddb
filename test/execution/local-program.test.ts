import { describe, expect, test } from 'vitest';
import { runProgram } from '../../src/execution/local-program';

const never = new AbortController().signal;
const sh = (script: string, timeoutMs = 5000) => ({ command: ['/bin/sh', '-c', script], timeoutMs });

describe('a program on this machine', () => {
  test('ends with its code and with what it said, cleaned', async () => {
    expect(await runProgram(sh("printf 'a\\033[1mb'; echo c >&2; exit 4"), never)).toEqual({
      ...{ state: 'exited', exitCode: 4, output: 'abc\n' },
    });
  });
  test('gets its words as they are: no shell reads them', async () => {
    const word = '$(id) `id` "x" \'y\' ; & | > *';
    const end = await runProgram({ command: ['/usr/bin/printf', '%s', word], timeoutMs: 5000 }, never);
    expect(end).toEqual({ state: 'exited', exitCode: 0, output: word });
  });
  test('gets nothing of the environment of this console but the least', async () => {
    process.env.HOLDFAST_TEST_SECRET = 'x';
    const end = await runProgram(sh('env | grep -c HOLDFAST; true'), never);
    delete process.env.HOLDFAST_TEST_SECRET;
    expect(end).toMatchObject({ output: '0\n' });
  });
  test('that is a file of the plan runs with the content that was approved', async () => {
    const content = Buffer.from('#!/bin/sh\necho "approved $1"\n');
    const end = await runProgram({ command: ['tools/run.sh', 'now'], content, timeoutMs: 5000 }, never);
    expect(end).toEqual({ state: 'exited', exitCode: 0, output: 'approved now\n' });
  });
  test('that is not there was certainly not started', async () => {
    const end = await runProgram({ command: ['/nowhere/at-all'], timeoutMs: 5000 }, never);
    expect(end.state).toBe('not-started');
  });
  test('is ended at its time limit, also when it hears no SIGTERM', async () => {
    const end = await runProgram(sh("trap '' TERM; echo begun; while :; do sleep 1; done", 300), never);
    expect(end).toEqual({ state: 'killed', by: 'time', output: 'begun\n' });
  });
  test('keeps nobody waiting for a child that it leaves behind', async () => {
    const end = await runProgram(sh('sleep 30 & echo done'), never);
    expect(end).toEqual({ state: 'exited', exitCode: 0, output: 'done\n' });
  });
  test('is not started after a stop', async () => {
    expect(await runProgram(sh('echo x'), AbortSignal.abort())).toMatchObject({ state: 'not-started' });
  });
});
