import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Summary } from '../../src/cli/summary';
import { holdfast } from '../helpers/holdfast';
import { type WorkedFleet, workedFleet } from '../helpers/worked-fleet';

let work: WorkedFleet;
let broken: string;
beforeAll(async () => {
  work = await workedFleet(
    12,
    `steps:
  - { id: mend, command: "test ! -e broken || exit 3; test ! -e odd || { echo no agent here; exit 4; }; echo mend >>did", rollback: "rm -f did" }
waves: { canary: 100, size: 100, max_in_flight: 6 }
budget: { failed: 100%, unreachable: 100%, denied: 100% }
`,
    // One of twelve left is within the share at which the service counts as healthy.
    { look: 'ssh: test -s did', every: '1s' },
  );
  broken = work.names[0] ?? '';
}, 120_000);
afterAll(() => work.close());
beforeEach(async () => {
  await work.forget();
  await work.put(broken, 'broken');
});

const runs = (data: string) =>
  work.runs(data).map(({ id, endpoints }) => [id, Object.keys(endpoints).length]);
const json = async (data: string, ...words: readonly string[]) => {
  const { code, stdout, stderr } = await work.holdfast(data, ...words, '--json');
  return { code, stderr, ...(JSON.parse(stdout) as Summary) };
};

describe('after a run that was verified and stood down', () => {
  test('the rest is repeated in its reopened incident, which stands down again with the RTA that was proven', async () => {
    const first = await json('rest', 'run', 'work');
    const refused = await work.holdfast('rest', 'retry', 'RUN-0001', '--cause', 'failed');
    const nothing = await work.holdfast('rest', 'resume', 'RUN-0001', '--reopen', 'one left');
    const isOpen = work.incident('rest').phase;
    const again = await json('rest', 'retry', 'RUN-0001', '--reopen', 'one left');
    await work.remove(broken, 'broken');
    const second = await json('rest', 'retry', 'RUN-0001', '--reopen', 'it was mended by hand');
    expect([first.code, first.outcome, first.stoodDown, refused.code, nothing.code, isOpen]).toEqual([
      ...[0, 'verified', true],
      ...[3, 3, 'resolved'],
    ]);
    expect(refused.stderr).toContain(
      'INC-0001 is resolved. Reopen it to go on with RUN-0001: --reopen "why". If the service broke anew: npx holdfast run work. Nothing was sent.',
    );
    expect([again.code, again.outcome, second.code, second.outcome, second.stoodDown, second.rtaMs]).toEqual([
      // It failed once more: the service is proven, the retry is not good.
      ...[1, 'verified'],
      ...[0, 'verified', true, first.rtaMs],
    ]);
    expect([runs('rest'), await work.did(broken)]).toEqual([
      [
        ['RUN-0001', 12],
        ['RUN-0002', 1],
        ['RUN-0003', 1],
      ],
      ['mend'],
    ]);
  }, 120_000);

  test('a rollback proves no restoration: it leaves the incident open, whatever was proven before', async () => {
    await work.holdfast('back', 'run', 'work');
    const back = await json('back', 'rollback', 'RUN-0001', '--reopen', 'the agents must go');
    const { phase } = work.incident('back');
    expect([back.code, back.outcome, back.stoodDown, phase === 'resolved']).toEqual([
      ...[0, 'no-proof', false, false],
    ]);
  }, 120_000);
});

describe('an incident that is kept open', () => {
  test('is stood down later, after a look of its own, and not a second time', async () => {
    const run = await json('keep', 'run', 'work', '--keep-open');
    const down = await json('keep', 'stand-down', 'INC-0001');
    const again = await work.holdfast('keep', 'stand-down', 'INC-0001');
    expect([run.code, run.outcome, run.stoodDown, down.code, down.stoodDown, down.rtaMs]).toEqual([
      ...[0, 'verified', false],
      ...[0, true, run.rtaMs],
    ]);
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('INC-0001 is resolved already.')]);
  }, 120_000);

  test('is not stood down when the service broke meanwhile, but for a reason that is told', async () => {
    await work.holdfast('broke', 'run', 'work', '--keep-open');
    await work.forget();
    const refused = await work.holdfast('broke', 'stand-down', 'INC-0001');
    const open = work.incident('broke').phase;
    const told = await work.holdfast(
      'broke',
      'stand-down',
      'INC-0001',
      '--unproven',
      'moved to another site',
    );
    expect([refused.code, open, told.code, work.incident('broke').phase]).toEqual([
      1,
      'active',
      0,
      'resolved',
    ]);
    expect(refused.stdout).toContain('OPEN · INC-0001 · not verified.');
    expect(told.stdout).toContain('STOOD DOWN · INC-0001 · without proof');
  }, 120_000);
});

test('a retry that brings the service back is verified, stood down and exported like a run', async () => {
  for (const name of work.names) await work.put(name, 'broken');
  const first = await json('late', 'run', 'work');
  for (const name of work.names) await work.remove(name, 'broken');
  const { code, stdout, stderr } = await work.holdfast('late', 'retry', 'RUN-0001');
  expect([first.code, first.outcome, first.stoodDown, code]).toEqual([1, 'not-verified', false, 0]);
  expect(stdout).toMatch(/^VERIFIED · INC-0001 stood down · RUN-0002 completed$/m);
  expect(stderr).toMatch(/^Service {5}Work verified .* after impact, RTO 15 min/m);
}, 120_000);

test('what did not end well is told with what it said, and the next command does exactly that', async () => {
  const [, odd = '', lost = ''] = work.names;
  await work.put(odd, 'odd');
  await work.fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [lost] });
  const text = await work.holdfast('told', 'run', 'work', '--verify-within', '1');
  await work.fleet.fleet.control({ act: 'clear' });
  const lines = text.stdout.split('\n');
  const at = lines.indexOf('Not well');
  expect(lines.slice(at + 1, at + 5)).toEqual([
    `           1 failed, exit 3 (${broken})`,
    `           1 failed, exit 4: no agent here (${odd})`,
    'Left out',
    `           1 unreachable (${lost})`,
  ]);
  const next = nextOf(text.stdout);
  expect(next.slice(0, 6)).toEqual(['npx', 'holdfast', 'retry', 'RUN-0001', '--cause', 'failed']);
  await work.remove(broken, 'broken');
  await work.remove(odd, 'odd');
  const { stdout } = await holdfast(...next.slice(2), '--yes', '--json');
  const { endpoints, outcome, failures, next: then } = JSON.parse(stdout) as Summary;
  expect([endpoints.states.ok, outcome, failures, then]).toEqual([2, 'verified', [], null]);
}, 120_000);

test('after the stand-down the next command reopens, and names the one cause there is', async () => {
  const run = await json('named', 'run', 'work');
  await work.remove(broken, 'broken');
  expect(run.failures).toEqual([{ state: 'failed', cause: 'exit 3', words: '', endpoints: [broken] }]);
  expect(run.next).toContain("retry RUN-0001 --cause failed --reopen '1 endpoint is left' --plan");
  const { code } = await holdfast(...nextOf(`Next       ${run.next}`).slice(2), '--yes');
  expect(code).toBe(0);
}, 120_000);

test('whoever may not start the run does not reopen its incident for it', async () => {
  const run = await json('may', 'run', 'work');
  const next = nextOf(`Next       ${run.next}`).slice(2);
  const file = path.join(next[next.indexOf('--plan') + 1] ?? '', 'plan.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace('fleet:', '  - { id: jon.ade, name: Jon Ade, roles: [operations-lead] }\nfleet:'),
  );
  const { code, stderr } = await holdfast(...next, '--yes', '--as', 'jon.ade');
  expect([code, work.incident('may').phase, runs('may').length]).toEqual([3, 'resolved', 1]);
  expect(stderr).toContain('Jon Ade may not start recovery of Work.');
  expect(stderr).toContain('Nothing was sent, and INC-0001 was not reopened.');
}, 120_000);

/** The words of the next command, as a shell would part them. */
const nextOf = (text: string): string[] =>
  (/^Next {7}(.*)$/m.exec(text)?.[1] ?? '').match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ??
  [];
