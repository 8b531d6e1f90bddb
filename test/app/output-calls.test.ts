import { expect, test } from 'vitest';
import { outputCalls } from '../../src/app/output-calls';
import type { Outcome } from '../../src/domain/run/outcome';
import { startRunning } from '../helpers/running';
import { scriptedTransport } from '../helpers/scripted-transport';

/** A run in which every endpoint says its name at length; two of them deviate, and in the check all say nothing. */
async function ended() {
  const running = startRunning({
    endpoints: 40,
    transport: scriptedTransport(({ target, command }): Outcome => {
      const words = /^ws-(3|4)$/.test(target.name) ? 'cache is empty' : 'active';
      const output = command.command.includes('restart')
        ? `${target.name}: ${words}\n${'.'.repeat(9000)}`
        : '';
      return { state: 'ok', exitCode: 0, output, tookMs: 5 };
    }),
  });
  await running.conducting.done;
  const steps = running.run().manifest.steps.map(({ id }) => id);
  return { calls: outputCalls({ core: running } as never), steps };
}

test('all outputs of a step are grouped from the journal, at their full length', async () => {
  const { calls, steps } = await ended();
  const [first = '', last = ''] = steps;
  const asked = (step: string) => calls['run.outputs']({ run: 'RUN-0001', step, exact: false });
  const said = await asked(first);
  const nothing = await asked(last);
  expect([
    said.groups.map(({ endpoints, text }) => [endpoints.length, text.length > 9000, text.split('\n')[0]]),
    nothing.groups.map(({ endpoints, text }) => [endpoints.length, text]),
    said.more,
  ]).toEqual([
    [
      [38, true, 'ws-1: active'],
      [2, true, 'ws-3: cache is empty'],
    ],
    [[40, '']],
    { groups: 0, endpoints: 0 },
  ]);
});

test('every step of one endpoint comes with all that it said', async () => {
  const { calls, steps } = await ended();
  const found = await calls['run.endpointSteps']({ run: 'RUN-0001', endpoint: 'ws-4' });
  expect(
    found.map(({ step, outcome }) => [step, outcome && 'output' in outcome ? outcome.output.length : null]),
  ).toEqual([
    [steps[0], 9021],
    [steps[1], 0],
  ]);
});

test('a run and a step that do not exist are named', async () => {
  const { calls } = await ended();
  const words = (answer: Promise<unknown>) => answer.catch((error: Error) => error.message);
  expect([
    await words(calls['run.outputs']({ run: 'RUN-0009', step: 'restart', exact: false })),
    await words(calls['run.outputs']({ run: 'RUN-0001', step: 'reboot', exact: false })),
    await calls['run.endpointSteps']({ run: 'RUN-0001', endpoint: 'nobody' }),
  ]).toEqual(['The journal holds no run "RUN-0009".', 'RUN-0001 has no step "reboot".', []]);
});
