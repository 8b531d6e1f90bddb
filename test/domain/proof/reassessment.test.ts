import { describe, expect, test } from 'vitest';
import type { Endpoint, Hop, Plan } from '../../../src/domain/plan/plan';
import { changeSince } from '../../../src/domain/proof/change-since';
import { changedShare } from '../../../src/domain/proof/inventory-change';
import { lastProofs } from '../../../src/domain/proof/last-proof';
import { reassess } from '../../../src/domain/proof/reassessment';
import type { Step } from '../../../src/domain/run/runbook';
import { endpoint, hospital, manifestOf, restartAgent, signIn, workstations } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';

const proofs = lastProofs(worldOf(outage));
const none = { added: [], removed: [], moved: [], rerouted: [], relabelled: [], rekeyed: [] };
const [first, second, ...rest] = workstations(10) as [Endpoint, Endpoint, ...Endpoint[]];
const bastion: Hop = {
  name: 'bastion',
  address: '10.0.0.1',
  port: 22,
  user: 'ops',
  hostKeys: ['SHA256:bastion'],
};

/** What changed since a proof on `before`, when the plan has `now`. */
function since(before: Partial<Plan>, now: Partial<Plan>) {
  const manifest = manifestOf({ ...hospital, ...before });
  const events = outage.map((event) =>
    event.type === 'run.started' ? { ...event, data: { ...event.data, manifest } } : event,
  );
  const proof = lastProofs(worldOf(events)).get('sign-in');
  return proof && changeSince({ ...hospital, ...now }, signIn, proof);
}

describe('since the proof of a service', () => {
  test('an endpoint is reached another way when its user, a machine on the way or that machine’s key is another', () => {
    const behind = (hop: Hop) => ({ endpoints: [{ ...first, jump: [hop] }, second, ...rest] });
    const changes = [
      since({}, { endpoints: [{ ...first, user: 'root' }, second, ...rest] }),
      since({}, behind(bastion)),
      since(behind(bastion), {}),
      since(behind(bastion), behind({ ...bastion, hostKeys: ['SHA256:other'] })),
      since(
        behind(bastion),
        behind({ ...bastion, name: 'gate', hostKeys: ['SHA256:more', 'SHA256:bastion'] }),
      ),
    ];
    expect(changes.map((change) => change?.rerouted)).toEqual([['ws-1'], ['ws-1'], ['ws-1'], ['ws-1'], []]);
  });

  test('a label counts only where the steps read it', () => {
    const [restart, check] = restartAgent.steps as [Step, Step];
    const reading = {
      runbooks: [{ ...restartAgent, steps: [{ ...restart, command: 'restart {{ label.site }}' }, check] }],
    };
    const moved = [{ ...first, labels: { ...first.labels, site: 'west', rack: '7' } }, second, ...rest];
    expect([
      since({}, { endpoints: moved })?.relabelled,
      since(reading, { endpoints: moved })?.relabelled,
    ]).toEqual([[], ['ws-1']]);
  });

  test('whatever is other of an endpoint counts, and an endpoint once', () => {
    const other = { ...first, address: '10.9.9.9', user: 'root', hostKeys: ['SHA256:other'] };
    const change = since({}, { endpoints: [other, { ...second, user: 'root' }, ...rest] });
    expect(change && [change, changedShare(change)]).toEqual([
      { ...none, moved: ['ws-1'], rerouted: ['ws-1', 'ws-2'], rekeyed: ['ws-1'], total: 10 },
      0.2,
    ]);
    expect(changedShare({ ...none, relabelled: ['ws-1'], rekeyed: ['ws-2'], total: 10 })).toBe(0.1);
  });
});

describe('between two inventories', () => {
  const { runbooks } = hospital;

  test('each service says what is new, gone and other, how much that is, and what to prove anew', () => {
    const services = [
      signIn,
      { ...signIn, id: 'north', endpoints: 'name=ws-1' },
      { ...signIn, id: 'south', endpoints: 'name=ws-2' },
    ];
    const now = [{ ...first, hostKeys: ['SHA256:other'] }, second, ...rest, endpoint('ws-11')];
    expect(reassess(workstations(10), { services, runbooks, endpoints: now }, proofs, 0.1)).toEqual([
      {
        service: 'sign-in',
        change: { ...none, added: ['ws-11'], rekeyed: ['ws-1'], total: 11 },
        share: 1 / 11,
        isTooMuch: true,
        proveAnew: ['restart-agent'],
      },
      {
        service: 'north',
        change: { ...none, rekeyed: ['ws-1'], total: 1 },
        share: 0,
        isTooMuch: true,
        proveAnew: [],
      },
    ]);
  });

  test('nothing is proven anew for what the plan allows, nor with a runbook that is gone', () => {
    const endpoints = [...workstations(10), endpoint('ws-11')];
    const proveAnew = (most: number, kept: Plan['runbooks']) =>
      reassess(workstations(10), { services: [signIn], runbooks: kept, endpoints }, proofs, most).map(
        (each) => [each.isTooMuch, each.proveAnew],
      );
    expect([proveAnew(0.1, runbooks), proveAnew(0.05, runbooks), proveAnew(0.05, [])]).toEqual([
      [[false, []]],
      [[true, ['restart-agent']]],
      [[true, []]],
    ]);
  });

  test('a user that the earlier one leaves open is not compared, and neither are labels that no step reads', () => {
    const before = workstations(10).map((each) => ({
      ...each,
      user: '',
      labels: { ...each.labels, rack: '1' },
    }));
    expect(
      reassess(before, { services: [signIn], runbooks, endpoints: hospital.endpoints }, proofs, 0.1),
    ).toEqual([]);
  });
});
