import { expect, test } from 'vitest';
import type { Proof } from '../../src/domain/proof/last-proof';
import { lastProofs } from '../../src/domain/proof/last-proof';
import type { Strategy } from '../../src/domain/service/strategy';
import { waysBack } from '../../src/domain/views/ways-back';
import { hospital, signIn } from '../helpers/hospital';
import { outage } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const proof = lastProofs(worldOf(outage)).get('sign-in') as Proof;
const paper: Strategy = {
  ...{ id: 'paper', mechanism: 'manual', trigger: 'half of the RTO is used', runbook: null },
  ...{ team: ['role:operations-lead', 'maria'], tools: ['forms'], expectedMs: 900_001, fallback: null },
  dependencies: [
    { kind: 'service', service: 'sign-in', name: null },
    { kind: 'console', service: null, name: null },
  ],
};
const restart: Strategy = {
  ...{ id: 'restart', mechanism: 'automated-remediation', trigger: null, runbook: 'restart-agent' },
  ...{ team: [], tools: [], expectedMs: 900_000, fallback: 'Call the vendor.', dependencies: [] },
};

test('a way is told in names, with what it needs, and is late only beyond the RTO', () => {
  const [way] = waysBack(hospital, { ...signIn, restore: undefined, strategies: [paper] }, null);
  expect(way).toEqual({
    ...{ id: 'paper', mechanism: 'manual', trigger: 'half of the RTO is used', runbook: null },
    ...{ team: ['Operations Lead', 'Maria Chen'], tools: ['forms'], expectedMs: 900_001, isLate: true },
    ...{ fallback: null, needs: ['Clinical sign-in', 'the console'], provenAt: null },
  });
  expect(waysBack(hospital, { ...signIn, strategies: [restart] }, null)[0]?.isLate).toBe(false);
});

test('a restore runbook that no strategy names is the first way, and one that a strategy names is no further one', () => {
  const ids = (strategies: readonly Strategy[]) =>
    waysBack(hospital, { ...signIn, strategies }, null).map(({ id, runbook }) => [id, runbook]);
  expect([ids([paper]), ids([paper, restart])]).toEqual([
    [
      [null, 'Restart the auth agent'],
      ['paper', null],
    ],
    [
      ['paper', null],
      ['restart', 'Restart the auth agent'],
    ],
  ]);
});

test('after a way comes what it says, else the next one, else plan B, else nothing', () => {
  const after = (planB?: string) =>
    waysBack(hospital, { ...signIn, planB, strategies: [restart, { ...paper, id: 'a' }, paper] }, null).map(
      ({ fallback }) => fallback,
    );
  expect([after('Open the accounts.'), after()]).toEqual([
    ['Call the vendor.', 'The next way.', 'Plan B.'],
    ['Call the vendor.', 'The next way.', null],
  ]);
});

test('a way is proven only by the runbook that took part in the last proof', () => {
  const other = { ...restart, id: 'other', runbook: 'reimage' };
  const ways = waysBack(hospital, { ...signIn, strategies: [restart, other, paper] }, proof);
  expect(ways.map(({ provenAt }) => provenAt)).toEqual([proof.at, null, null]);
});
