import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksAt } from '../../src/app/plan-holder';
import { keepParsedFiles, type ParsedFiles } from '../../src/plan/parsed-files';
import { readPlan } from '../../src/plan/read-plan';
import { demoEdits, demoPlanFolder, editDemo } from '../helpers/edited-demo-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';

const nowMs = Date.parse('2026-11-01T00:00:00Z');
const readings = { numRuns: 15, endOnFailure: true };

/** Everything that a reading says, with what the plan lacks and on which lines. */
async function readingOf(folder: string, parsed?: ParsedFiles) {
  const { lint, ...said } = await readPlan(folder, { ...checksAt(nowMs), parsed });
  return { ...said, findings: lint?.({ nowMs, proofs: new Map() }) };
}

test('after any edits, a reading that kept what it parsed says what a first reading says', async () => {
  await fc.assert(
    fc.asyncProperty(demoEdits(6), async (edits) => {
      const folder = demoPlanFolder();
      const parsed = keepParsedFiles();
      await readingOf(folder, parsed);
      for (const edit of edits) {
        editDemo(folder, edit);
        expect(await readingOf(folder, parsed)).toEqual(await readingOf(folder));
      }
    }),
    readings,
  );
});

const fixtures = path.resolve(import.meta.dirname, '../fixtures/inventories');

test.each([
  ['cluster/inventory.ini', 'cluster/group_vars/all/access.yml', 'ansible_user: somebody\n'],
  ['wards/hosts.yml', 'wards/hosts.yml', '# nothing more\n'],
  ['rundeck/resources.yaml', 'rundeck/resources.yaml', 'late: { nodename: late, hostname: 10.9.9.9 }\n'],
  ['ssh/config', 'ssh/config.d/lab.conf', 'Host late\n  HostName 10.9.9.9\n'],
  ['cluster/list.json', 'known_hosts', '@revoked nonsense\n'],
])('of the inventory %s, %s is read anew when it has changed', async (inventory, file, more) => {
  const plan = goodPlan['plan.yaml'].replace('fleet:', `fleet:\n  inventory: fleet/${inventory}`);
  const folder = await planOnDisk({ ...goodPlan, 'plan.yaml': plan });
  cpSync(fixtures, path.join(folder, 'fleet'), { recursive: true });
  const parsed = keepParsedFiles();
  const before = await readingOf(folder, parsed);
  expect(await readingOf(folder, parsed)).toEqual(before);
  appendFileSync(path.join(folder, 'fleet', file), more);
  const after = await readingOf(folder, parsed);
  expect(after).toEqual(await readingOf(folder));
  expect([after.plan?.digest, after.problems]).not.toEqual([before.plan?.digest, before.problems]);
});

test('a file is parsed once while its bytes are the same, and again as something else', () => {
  const parsed = keepParsedFiles();
  const [plan, service] = [{}, {}];
  let times = 0;
  const read = (as: object, text: string) =>
    parsed.of('plan.yaml', as, Buffer.from(text), () => (times += 1));
  const made = [read(plan, 'a'), read(plan, 'a'), read(plan, 'b'), read(service, 'b'), read(service, 'b')];
  parsed.keepOnly(new Map());
  expect([...made, read(service, 'b')]).toEqual([1, 1, 2, 3, 3, 4]);
});
