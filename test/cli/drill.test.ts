import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Summary } from '../../src/cli/summary';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';

let folder: string;
let summary: Summary;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  const { code, stdout, stderr } = await holdfast('drill', '--json', '--dir', folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  summary = JSON.parse(stdout) as Summary;
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a drill ends verified with every one of 240 endpoints accounted for', () => {
  const { total, manifest, excluded, states } = summary.endpoints;
  const ended = Object.values(states).reduce((sum, many) => sum + many, 0);
  expect({ outcome: summary.outcome, total, sum: manifest + excluded, ended, mode: summary.mode }).toEqual({
    outcome: 'verified',
    total: 240,
    sum: 240,
    ended: manifest,
    mode: 'drill',
  });
});

test('the odd endpoints of the drill end as what they are', () => {
  const { states, excluded } = summary.endpoints;
  // Three refuse connections and two show another key (left out by the sweep); four cannot start the agent.
  expect({ failed: states.failed, ok: states.ok, excluded, unknown: states.unknown }).toEqual({
    failed: 4,
    ok: 231,
    excluded: 5,
    unknown: 0,
  });
});

test('the phases of a drill sum exactly to its RTA', () => {
  expect(summary.phases.reduce((sum, phase) => sum + phase.tookMs, 0)).toBe(summary.rtaMs);
});

test('the Markdown timeline of a drill tells the thread from impact to stand-down in order', async () => {
  const markdown = await readFile(summary.exported.markdown, 'utf8');
  const marks = [
    'is down',
    'declared SEV-1',
    'took command',
    'Authorised',
    'started',
    'canary',
    'completed',
    'verified',
    'stood down',
  ];
  const places = marks.map((mark) => markdown.indexOf(mark, markdown.indexOf('## Timeline')));
  expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
});

test('the bundle of a drill verifies, and one changed letter in it is found', async () => {
  const { bundle } = summary.exported;
  const good = await holdfast('verify', bundle, '--json');
  const forged = `${bundle}.forged.json`;
  await writeFile(
    forged,
    (await readFile(bundle, 'utf8')).replace('took', 'gave').replace('"SEV-1"', '"SEV-2"'),
  );
  const bad = await holdfast('verify', forged, '--json');
  expect([good.code, JSON.parse(good.stdout).ok, bad.code, JSON.parse(bad.stdout).ok]).toEqual([
    0,
    true,
    1,
    false,
  ]);
});

test('status reads the journal of the drill and says that it verifies', async () => {
  const { code, stdout } = await holdfast('status', '--data', folder, '--json');
  const status = JSON.parse(stdout);
  expect([code, status.incidents[0].id, status.incidents[0].phase]).toEqual([0, 'INC-0001', 'resolved']);
});

test('export writes the incident again from the journal alone', async () => {
  const { code, stdout } = await holdfast('export', 'INC-0001', '--data', folder, '--out', folder, '--json');
  const { bundle } = JSON.parse(stdout);
  const verdict = await holdfast('verify', bundle);
  expect([code, verdict.code]).toEqual([0, 0]);
});
