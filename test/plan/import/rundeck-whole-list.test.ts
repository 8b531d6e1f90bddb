import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { importRundeckJobs } from '../../../src/plan/import/rundeck-job/import-jobs';
import { planOnDisk } from '../plan-on-disk';

/*
 * Nothing is passed over in silence: whatever field is taken out of a job, the runbook or the list changes, and whatever
 * field is added, the list names it. What is said of as a whole needs no word on its parts.
 */
const fixture = fileURLToPath(new URL('../../fixtures/rundeck-jobs.yaml', import.meta.url));
const [written] = parse(readFileSync(fixture, 'utf8')) as unknown[];
/** A job that says more of the same. */
const job = Object.assign(structuredClone(written) as Record<string, unknown>, {
  logging: { limit: '20MB' },
  nodefilters: {
    dispatch: { threadcount: '20', keepgoing: true, rankOrder: 'ascending' },
    filter: 'tags: web',
    filterExclude: 'name: web-9',
  },
});

type Path = readonly (string | number)[];

/** Told by one sentence each. */
const asAWhole: readonly RegExp[] = [
  /^(schedule|notification|logging)\//,
  /^options\/2\//,
  /errorhandler\//,
  /^sequence\/commands\/4\//,
];
/** What Rundeck does anyway, and what is true of every parameter. */
const ofNoConsequence: readonly RegExp[] = [
  /^executionEnabled$/,
  /^multipleExecutions$/,
  /^sequence\/(keepgoing|strategy)$/,
  /^options\/\d\/required$/,
];
const isOneOf = (path: Path, of: readonly RegExp[]) => of.some((each) => each.test(path.join('/')));

function* partsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value))
    yield* partsOf(each, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The part at a path of a copy, with what holds it. */
function copyWith(path: Path, change: (holder: Record<string, unknown>, key: string) => void): unknown {
  const copy = structuredClone(job) as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  change(holder as Record<string, unknown>, String(path.at(-1)));
  return copy;
}

async function resultOf(one: unknown) {
  const folder = await planOnDisk({ 'jobs.json': JSON.stringify([one]) });
  const { runbooks, problems } = await importRundeckJobs(`${folder}/jobs.json`, 'maria.chen');
  return { runbooks, said: problems.map(({ message }) => message) };
}

test('no field of a job can be taken out without the runbook or the list changing', async () => {
  const whole = await resultOf(job);
  const unnoticed: string[] = [];
  for (const path of partsOf(job)) {
    if (typeof path.at(-1) === 'number' || isOneOf(path, [...asAWhole, ...ofNoConsequence])) continue;
    const without = await resultOf(copyWith(path, (holder, key) => delete holder[key]));
    if (JSON.stringify(without) === JSON.stringify(whole)) unnoticed.push(path.join('/'));
  }
  expect(unnoticed).toEqual([]);
});

test('a field that nobody knows is named wherever it stands', async () => {
  const unnamed: string[] = [];
  const groups = [...partsOf({ job })].slice(1).filter((path) => {
    const part = path.slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], job);
    return typeof part === 'object' && part !== null && !Array.isArray(part);
  });
  for (const path of [['job', 'x'], ...groups.map((each) => [...each, 'x'])]) {
    const inJob = path.slice(1);
    if (isOneOf(inJob, asAWhole)) continue;
    const copy = copyWith(inJob, (holder) => {
      holder.neverHeardOf = 'x';
    });
    const { said } = await resultOf(copy);
    if (!said.some((message) => message.includes('neverHeardOf'))) unnamed.push(inJob.join('/'));
  }
  expect(unnamed).toEqual([]);
});
