import { expect, test } from 'vitest';
import type { Service } from '../../src/domain/service/service';
import { continuityRows } from '../../src/domain/views/continuity';
import { hospital, restartAgent, seconds, signIn } from '../helpers/hospital';
import { outage } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const minuteMs = 60_000;
const objectives = (rtoMinutes: number) => ({ ...signIn.objectives, rtoMs: rtoMinutes * minuteMs });
const service = (id: string, change: Partial<Service> = {}): Service => ({
  ...signIn,
  id,
  name: id,
  ...change,
});
const rowsOf = (services: readonly Service[], events = outage, change = {}) =>
  continuityRows({ ...hospital, ...change, services }, worldOf(events), seconds(100));

test('the most critical service stands first, then the one that has to be back sooner, then by id', () => {
  const services = [
    service('d', { tier: 2 }),
    service('a', { objectives: objectives(20) }),
    service('c', { objectives: objectives(15) }),
    service('b', { objectives: objectives(15) }),
    service('e', { tier: 3, objectives: objectives(1) }),
  ];
  const ids = (of: readonly Service[]) => rowsOf(of).map((row) => row.service.id);
  expect([ids(services), ids([...services].reverse())]).toEqual([
    ['b', 'c', 'a', 'd', 'e'],
    ['b', 'c', 'a', 'd', 'e'],
  ]);
});

test('a row says what a day costs, by which ways it comes back and how that is known', () => {
  const [row] = rowsOf([signIn]);
  expect([row?.impact?.map(({ operations }) => operations), row?.paths, row?.circular]).toEqual([
    ['shared logins', 'paper', 'paper'],
    1,
    0,
  ]);
  expect([row?.proof?.incident, row?.freshness.state, row?.slower]).toEqual(['INC-0001', 'proven', null]);
});

test('what nobody analysed has no impact, and what nothing restored no proof', () => {
  const [row] = rowsOf([service('portal', { impact: [] })]);
  expect([row?.impact, row?.proof, row?.freshness.state]).toEqual([null, null, 'unproven']);
});

test('only what is slower than the service itself is named as slower', () => {
  const slower = (own: number) =>
    rowsOf([
      service('portal', { tier: 1, dependsOn: ['network'], objectives: objectives(own) }),
      service('network', { tier: 2, objectives: objectives(30) }),
    ]).map((row) => row.slower?.service ?? null);
  expect([slower(29), slower(30)]).toEqual([
    ['network', null],
    [null, null],
  ]);
});

test('every means of recovery that needs what it recovers is counted', () => {
  const need = { kind: 'identity', service: 'sign-in', name: null } as const;
  const runbooks = [{ ...restartAgent, dependencies: [need] }];
  const circular = (change: object) => rowsOf([signIn], outage, change).map((row) => row.circular);
  expect([circular({ runbooks }), circular({ runbooks, consoleNeeds: [need] })]).toEqual([[1], [2]]);
});
