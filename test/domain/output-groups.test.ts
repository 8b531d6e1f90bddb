import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/run/outcome';
import { blurOutput, ownNames } from '../../src/domain/views/blur-output';
import { groupOutputs } from '../../src/domain/views/output-groups';

const ok = (output: string): Outcome => ({ state: 'ok', exitCode: 0, output, tookMs: 1 });
const failed = (output: string, exitCode = 1): Outcome => ({
  ...{ state: 'failed', cause: 'NonZeroExit', exitCode, output, tookMs: 1 },
});
const entry = (endpoint: string) => ({ endpoint, address: '10.0.0.1' });

/** What is left of a group where the test is about who is in it. */
function grouped(said: readonly (readonly [string, Outcome])[], exact = false) {
  const groups = groupOutputs(exact);
  for (const [endpoint, outcome] of said)
    groups.add({ endpoint, outcome, ownNames: ownNames(entry(endpoint)) });
  return groups.list().map(({ state, text, differs, endpoints }) => ({ state, text, differs, endpoints }));
}

describe('outputs', () => {
  test('of ten thousand endpoints become the few distinct ones, the most frequent first', () => {
    const said = Array.from({ length: 10_000 }, (_, index): [string, Outcome] => {
      const name = `ws-${index}.ward.example`;
      const time = new Date(Date.UTC(2026, 10, 23) + index * 997).toISOString();
      const words = index % 100 === 7 ? 'cache is empty' : index % 1000 === 8 ? 'disk is full' : 'active';
      return [name, ok(`${time} ws-${index} agent[${index}]: ${words}\n`)];
    });
    expect(grouped(said).map(({ endpoints, differs }) => [endpoints.length, differs])).toEqual([
      [9890, true],
      [100, true],
      [10, true],
    ]);
  });

  test('are compared letter by letter where that is asked for', () => {
    const said: [string, Outcome][] = [
      ['ws-1', ok('up since 09:14:20')],
      ['ws-2', ok('up since 09:14:21')],
    ];
    expect([grouped(said), grouped(said, true)]).toEqual([
      [{ state: 'ok', text: 'up since 09:14:20', differs: true, endpoints: ['ws-1', 'ws-2'] }],
      [
        { state: 'ok', text: 'up since 09:14:20', differs: false, endpoints: ['ws-1'] },
        { state: 'ok', text: 'up since 09:14:21', differs: false, endpoints: ['ws-2'] },
      ],
    ]);
  });

  test('that are empty are a group of their own, and a failure that says nothing is another', () => {
    const said: [string, Outcome][] = [
      ['ws-1', ok('')],
      ['ws-2', ok(' \n')],
      ['ws-3', failed('')],
      ['ws-4', ok('active')],
    ];
    expect(grouped(said).map(({ state, text, endpoints }) => [state, text, endpoints])).toEqual([
      ['ok', '', ['ws-1', 'ws-2']],
      ['failed', '', ['ws-3']],
      ['ok', 'active', ['ws-4']],
    ]);
  });

  test('with another exit code are another group', () => {
    expect(
      grouped([
        ['ws-1', failed('no', 1)],
        ['ws-2', failed('no', 3)],
      ]),
    ).toHaveLength(2);
  });

  test('of a step that was repeated count once, as the latest word', () => {
    const said: [string, Outcome][] = [
      ['ws-1', failed('no')],
      ['ws-1', ok('active')],
      ['ws-2', ok('active')],
      ['ws-3', ok('active')],
      ['ws-3', { state: 'cancelled', tookMs: 0 }],
    ];
    expect(grouped(said)).toEqual([
      { state: 'ok', text: 'active', differs: false, endpoints: ['ws-1', 'ws-2'] },
    ]);
  });
});

describe('before outputs are compared', () => {
  test.each([
    ['2026-11-23T09:14:20.123Z started', '‹time› started'],
    ['2026-11-23 09:14:20,5 +01:00 started', '‹time› started'],
    ['Nov  3 09:14:20 host sshd[812]: up', '‹time› host sshd[‹pid›]: up'],
    ['Main PID: 4711 (agent)', 'Main PID: ‹pid› (agent)'],
    ['pid=12 at 9:14:20', 'pid=‹pid› at ‹time›'],
    ['on ws-1, not ws-10 nor my-ws-1', 'on ‹own name›, not ws-10 nor my-ws-1'],
    ['WS-1.ward.example answers', '‹own name› answers'],
  ])('what always varies is taken out: %s', (text, blurred) => {
    expect(blurOutput(text, ownNames({ endpoint: 'ws-1.ward.example', address: '10.0.0.7' }))).toBe(blurred);
  });

  test.each(['version 7.4.2', 'sha256:9f3c0a11', '37 of 40 files', 'rack[3]', 'took 873 ms'])(
    'what may be the deviation stays: %s',
    (text) => {
      expect(blurOutput(text, ['ws-1'])).toBe(text);
    },
  );

  test('a name is a name and not an expression', () => {
    expect(blurOutput('wsx1 a.b(c', ['ws.1', 'a.b(c'])).toBe('wsx1 ‹own name›');
  });

  test('a hostile output of its full length is looked through at once', () => {
    for (const piece of ['1:', '1-', '[1', 'pid ', '2026-', 'Nov ', 'ws-', '\n'])
      expect(blurOutput(piece.repeat(16_384 / piece.length), ['ws-1']).length).toBeLessThan(20_000);
  });
});
