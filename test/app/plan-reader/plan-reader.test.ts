import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { checksAt } from '../../../src/app/plan-holder';
import type { PlanReader } from '../../../src/app/plan-reader/plan-reader';
import { createPlanWorks } from '../../../src/app/plan-reader/plan-works';
import { checkFile, checkWithDraft } from '../../../src/plan/edit/check-draft';
import { readPlan } from '../../../src/plan/read-plan';
import { demoEdits, demoPlanFolder, editDemo } from '../../helpers/edited-demo-plan';
import { temporaryFolder } from '../../helpers/journal-file';
import { goodPlan, planOnDisk } from '../../plan/plan-on-disk';
import { dyingOn, outcome, startReader, threadFile } from './reader';

const nowMs = Date.parse('2026-11-01T00:00:00Z');
const facts = { nowMs, proofs: new Map() };
const file = 'services/sign-in.yaml';

beforeAll(() => ensureBuilt());

async function throughThread(reader: PlanReader, folder: string, draft: string) {
  const { plan, contents: _, ...said } = await reader.read(folder, null, nowMs);
  if (plan === 'same') throw new Error('nothing was in force');
  const findings = plan && (await reader.findings({ folder, digest: plan.digest }, facts));
  const alone = await reader.checkFile(file, draft);
  return { plan, said, findings, alone, whole: await reader.checkWithDraft(folder, file, draft, nowMs) };
}

async function readHere(folder: string, draft: string) {
  const { plan, lint, contents: _, ...said } = await readPlan(folder, checksAt(nowMs));
  const whole = await checkWithDraft(folder, file, draft, checksAt(nowMs));
  return { plan, said, findings: lint?.(facts) ?? null, alone: await checkFile(file, draft), whole };
}

test('of a plan after any edits, and of any draft, the thread says what a reading here says', async () => {
  const { reader, faults } = startReader();
  const drafts = fc.constantFrom('', 'id: sign-in\nname: 7\n', goodPlan[file]);
  await fc.assert(
    fc.asyncProperty(demoEdits(4), drafts, async (edits, draft) => {
      const folder = demoPlanFolder();
      for (const edit of edits) {
        editDemo(folder, edit);
        expect(await throughThread(reader, folder, draft)).toEqual(await readHere(folder, draft));
      }
    }),
    { numRuns: 10, endOnFailure: true },
  );
  expect(faults).toEqual([]);
});

test('what is known of a file is said again of its draft, at its new line, where the draft says the same', async () => {
  const { reader } = startReader();
  const text = goodPlan[file];
  const at = (wanted: string) => text.split('\n').findIndex((line) => line.startsWith(wanted)) + 1;
  const found = ['owner:', 'endpoints:'].map((field) => ({
    ...{ file, line: at(field), column: 1, rule: field, severity: 'warning' as const, message: '', fix: '' },
  }));
  const draft = `# new\n${text.replace(/^endpoints:.*$/m, 'endpoints: site=north')}`;
  const { problems } = await reader.checkFile(file, draft, { text, found });
  expect(problems.map(({ rule, line, path }) => [rule, line, path])).toEqual([
    ['owner:', at('owner:') + 1, ['owner']],
  ]);
});

test('files that steps copy cross with their bytes, and only when the plan is another', async () => {
  const { reader } = startReader();
  const folder = await planOnDisk({
    ...goodPlan,
    'runbooks/restart-agent.yaml': `${goodPlan['runbooks/restart-agent.yaml']}  - { id: put, copy: files/agent.conf, to: /etc/agent.conf }\n`,
    'files/agent.conf': 'level = 1\n',
  });
  const first = await reader.read(folder, null, nowMs);
  const digest = first.plan === 'same' ? null : (first.plan?.digest ?? null);
  expect(first.problems).toEqual([]);
  const again = await reader.read(folder, digest, nowMs);
  expect([
    [...first.contents.values()].map((bytes) => Buffer.from(bytes).toString()),
    [again.plan, again.contents.size],
  ]).toEqual([['level = 1\n'], ['same', 0]]);
});

test('a thread that dies in the middle is told and replaced, and the answer still comes', async () => {
  const folder = demoPlanFolder();
  const { reader, faults } = startReader(dyingOn('checkWithDraft', 'once'));
  const here = await readHere(folder, 'name: 7\n');
  // Both are under way when the thread dies of one of them.
  const read = reader.read(folder, null, nowMs);
  const checked = reader.checkWithDraft(folder, file, 'name: 7\n', nowMs);
  expect([await checked, (await read).plan]).toEqual([here.whole, here.plan]);
  expect(faults.map(({ message }) => message)).toEqual([
    'The thread that reads the plan is gone: it ended. Another one takes over what it was doing.',
  ]);
  expect(await reader.findings({ folder, digest: here.plan?.digest ?? '' }, facts)).toEqual(here.findings);
});

test('of a large plan every endpoint crosses, in pieces, also when the thread dies between two of them', async () => {
  const names = Array.from({ length: 1_201 }, (_, index) => `ws-${index}`);
  const rows = names.map((name, index) => `${name},10.1.${index >> 8}.${index & 255},22,,workstation\n`);
  const inventory = `name,address,port,user,role\n${rows.join('')}`;
  const folder = await planOnDisk({ ...goodPlan, 'fleet/inventory.csv': inventory });
  const { reader, faults } = startReader(dyingOn('a piece', 'once'));
  const [read, again] = [await reader.read(folder, null, nowMs), await reader.read(folder, null, nowMs)];
  const here = (await readPlan(folder, checksAt(nowMs))).plan;
  expect([read.plan, again.plan, here?.endpoints.length, faults.length]).toEqual([here, here, 1_201, 1]);
});

test('a work of which every thread dies fails in words, and others go on', async () => {
  const folder = demoPlanFolder();
  const { reader, faults } = startReader(dyingOn('checkFile', 'always'));
  await expect(reader.checkFile(file, '')).rejects.toThrow(
    'unavailable: This could not be read: the thread that reads the plan ended twice over it (it ended).'.slice(
      13,
    ),
  );
  expect([faults.length, (await reader.read(folder, null, nowMs)).plan]).toEqual([
    2,
    (await readHere(folder, '')).plan,
  ]);
});

test('a thread that cannot start is told with its reason, and so is whoever asked', async () => {
  const broken = startReader(threadFile(temporaryFolder(), `throw new Error('no room');`));
  const missing = startReader('/nowhere/plan-reader.js');
  await expect(broken.reader.checkFile(file, '')).rejects.toThrow('ended twice over it (no room)');
  await expect(missing.reader.checkFile(file, '')).rejects.toThrow('/nowhere/plan-reader.js');
  expect(broken.faults[0]?.message).toContain('no room');
});

test('what a plan lacks is known to the next thread too, unless its folder says something else by then', async () => {
  const folder = await planOnDisk(goodPlan);
  const dying = dyingOn('listFiles', 'once');
  const { reader } = startReader(dying);
  const { plan } = await reader.read(folder, null, nowMs);
  const of = { folder, digest: plan === 'same' ? '' : (plan?.digest ?? '') };
  const lacking = await reader.findings(of, facts);
  await reader.listFiles(folder, [], []);
  expect(await reader.findings(of, facts)).toEqual(lacking);
  const other = startReader(dying).reader;
  writeFileSync(path.join(folder, 'plan.yaml'), 'organisation: [');
  const risks = { nowMs, incidents: {}, proofs: new Map() };
  expect([
    lacking?.length !== 0,
    await other.findings(of, facts),
    await outcome(other.risks(of, risks)),
  ]).toEqual([true, null, expect.stringMatching(/^unavailable: Risks cannot be read just now/)]);
});

test('what is refused in the thread is refused with its code, and a fault there is one here', async () => {
  const { reader } = startReader();
  expect(await outcome(reader.checkFile('../x', ''))).toMatch(/^invalid-input: "..\/x" is no file of a plan/);
  await expect(reader.editFile(file, '', null as never)).rejects.toThrow(/not iterable/);
});

test('a closed reader refuses what it has not answered and what is asked from then on', async () => {
  const { reader, faults } = startReader();
  const folder = demoPlanFolder();
  const asked = outcome(reader.read(folder, null, nowMs));
  await reader.close();
  const words = 'unavailable: The console closes; the plan is not read any more.';
  expect([await asked, await outcome(reader.checkFile(file, '')), faults]).toEqual([words, words, []]);
});

test('without a thread the same works are done here', async () => {
  const folder = demoPlanFolder();
  const works = { ...createPlanWorks(), close: async () => {} };
  expect(await throughThread(works, folder, '')).toEqual(await readHere(folder, ''));
});

test('a reader that is closed keeps no process from ending', async () => {
  const { reader } = startReader();
  await reader.checkFile(file, goodPlan[file]);
  const held = () => process.getActiveResourcesInfo().length;
  const before = held();
  await reader.close();
  expect(held()).toBeLessThan(before);
});
