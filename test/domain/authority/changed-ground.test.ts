import { describe, expect, test } from 'vitest';
import { dueApprovals, requestApproval } from '../../../src/domain/authority/approval-commands';
import { nextInSuccession, pendingDecision } from '../../../src/domain/authority/succession';
import type { Incident } from '../../../src/domain/incident/incident';
import { startRun } from '../../../src/domain/run/start-run';
import { hospital, manifestOf, seconds, signIn } from '../../helpers/hospital';
import { declared, started } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';

const incident = 'INC-0001';
test('a clock that is set moves the end of a run with it, so that the wait for a decision neither stops nor jumps', () => {
  const ended = [
    ...started,
    happened(seconds(60), 'run.ended', {
      run: 'RUN-0001',
      incident,
      service: 'sign-in',
      result: 'halted',
      ok: 0,
      notOk: 2,
      notSent: 8,
    }),
  ];
  const stepped = [...ended, happened(seconds(70) - 3_600_000, 'clock.stepped', { byMs: -3_600_000 })];
  const world = worldOf(stepped);
  expect(pendingDecision(world, world.incidents[incident] as Incident)?.since).toBe(seconds(60) - 3_600_000);
});

test('a request for another plan than the one in force lapses', () => {
  const envelopes = signIn.authority.envelopes.map((each) => ({ ...each, mode: 'two-person' as const }));
  const plan = { ...hospital, services: [{ ...signIn, authority: { ...signIn.authority, envelopes } }] };
  const manifest = manifestOf(plan);
  const history = [happened(seconds(0), 'operator.enrolled', { person: 'jon' }), ...declared];
  const asked = [
    ...history,
    ...requestApproval(
      { world: worldOf(history), plan, at: seconds(60), operator: 'maria' },
      { incident, manifest },
    ),
  ];
  const edited = { ...plan, digest: 'b'.repeat(64) };
  expect(dueApprovals({ world: worldOf(asked), at: seconds(61), plan: edited }).map((e) => e.type)).toEqual([
    'approval.ended',
  ]);
});

describe('an observer', () => {
  test('of an incident starts no run in it', () => {
    const history = [
      ...declared,
      happened(seconds(33), 'role.assigned', { incident, role: 'observer', person: 'jon' }, 'person:jon'),
    ];
    const [refused] = startRun(
      { world: worldOf(history), plan: hospital, at: seconds(60), operator: 'jon' },
      { run: 'RUN-0001', incident, manifest: manifestOf() },
    );
    expect(refused).toMatchObject({
      type: 'authority.refused',
      data: { because: 'Jon Ade observes INC-0001, and an observer starts nothing. Leave that role first.' },
    });
  });
  test('is not next in the order of succession', () => {
    const service = { ...signIn, authority: { ...signIn.authority, succession: ['maria', 'eve', 'jon'] } };
    const plan = { ...hospital, services: [service] };
    expect(nextInSuccession(plan, service, worldOf(declared).incidents[incident] as Incident)?.id).toBe(
      'jon',
    );
  });
});
test('a commander last in line is followed by those who were not asked yet', () => {
  const service = { ...signIn, authority: { ...signIn.authority, succession: ['jon', 'maria'] } };
  const plan = { ...hospital, services: [service] };
  expect(nextInSuccession(plan, service, worldOf(declared).incidents[incident] as Incident)?.id).toBe('jon');
});
