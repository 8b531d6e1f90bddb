import { describe, expect, test } from 'vitest';
import { authorise } from '../../src/domain/authority/authorise';
import type { NewEvent } from '../../src/domain/events';
import type { Incident } from '../../src/domain/incident/incident';
import type { Person, Plan } from '../../src/domain/plan/plan';
import {
  countExclusions,
  primaryAction,
  type RunPreview,
  serviceInFocus,
} from '../../src/domain/views/primary-action';
import { emptyWorld } from '../../src/domain/world';
import { agentProbe, hospital, manifestOf, seconds, signIn } from '../helpers/hospital';
import { adopted, broken, changed, declared, outage, signedIn, started, swept } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const incident = 'INC-0001';
const run = 'RUN-0001';
const preview = (events: readonly NewEvent[], person = 'maria'): RunPreview => ({
  ...{
    incident,
    service: 'sign-in',
    runbookName: 'Restart the auth agent',
    manifest: manifestOf(),
    retryOf: null,
  },
  authority: authorise({
    plan: hospital,
    person: hospital.people.find((each) => each.id === person) as Person,
    service: signIn,
    incident: worldOf(events).incidents[incident] as Incident,
    manifest: manifestOf(),
    at: seconds(40),
  }),
});
const act = (events: readonly NewEvent[], shown: RunPreview | null = null, plan: Plan = hospital) =>
  primaryAction(plan, worldOf(events), 'sign-in', shown);

const restored = outage.slice(0, -5);
const verified = outage.slice(0, -2);

describe('the one next act', () => {
  test('is to sign in while nobody is there, or somebody the plan does not name', () => {
    expect([act([adopted]), act([...broken, signedIn('mallory')])]).toEqual([
      { kind: 'sign-in' },
      { kind: 'sign-in' },
    ]);
  });
  test('is nothing while nothing is in focus or it works', () => {
    expect([
      primaryAction(hospital, worldOf(broken), null, null),
      primaryAction(hospital, worldOf(broken), 'mail', null),
      act(broken.slice(0, 5)),
    ]).toEqual([{ kind: 'calm' }, { kind: 'calm' }, { kind: 'calm' }]);
  });
  test('is to declare what fails, with its share and since when', () => {
    expect(act(broken)).toEqual({
      ...{ kind: 'declare', service: 'sign-in', failing: 8, total: 10, since: seconds(20) },
    });
  });
  test('is to take command while nobody has it', () => {
    expect(act(declared.slice(0, -1))).toEqual({ kind: 'take-command', incident });
  });
  test('is to wait while the manifest is made, also when the one at hand is of another incident', () => {
    const other = { ...preview(declared), incident: 'INC-0009' };
    expect([act(declared), act(declared, other)]).toEqual([
      { kind: 'preparing', incident, service: 'sign-in' },
      { kind: 'preparing', incident, service: 'sign-in' },
    ]);
  });
  test('is to run what is authorised', () => {
    expect(act(declared, preview(declared))).toEqual({
      kind: 'run',
      preview: preview(declared),
      approval: null,
    });
  });
  test('says why where it is not authorised', () => {
    const shown = preview(declared, 'eve');
    expect(act([...declared, signedIn('eve')], shown)).toEqual({
      kind: 'not-allowed',
      preview: shown,
      mayBreakGlass: true,
      because:
        'Eve Roe may not start recovery of Clinical sign-in. May: role:operations-lead, or an Incident Commander whom the plan gives that role.',
    });
  });
  test('names the missing runbook of a service without one', () => {
    const plan = { ...hospital, services: [{ ...signIn, restore: undefined }] };
    expect(act(declared, null, plan)).toEqual({ kind: 'no-runbook', incident, service: 'sign-in' });
  });
  test('is to stop a run while it goes, with what that means in numbers', () => {
    const sending = happened(seconds(41), 'run.sending', {
      run,
      step: 'restart',
      endpoints: ['ws-1', 'ws-2'],
    });
    const events = [...started, sending];
    expect(act(events)).toEqual({ kind: 'stop', run: worldOf(events).runs[run], inFlight: 2, unsent: 8 });
  });
  test('is to wait once a stop was asked for', () => {
    const events = [
      ...started,
      happened(seconds(45), 'run.stop-requested', { run, inFlight: 0, unsent: 10 }),
    ];
    expect(act(events)).toEqual({ kind: 'stopping', run: worldOf(events).runs[run], inFlight: 0 });
  });
  test('is to verify what was restored, by the probe that has proven least', () => {
    const login = { ...agentProbe, id: 'login' };
    const plan = { ...hospital, services: [{ ...signIn, probes: [agentProbe, login] }] };
    const half = [...restored, swept(seconds(60), 0)];
    expect([act(restored), act(half), act(half, null, plan)]).toEqual([
      { kind: 'verifying', incident, service: 'sign-in', good: 0, needed: 2 },
      { kind: 'verifying', incident, service: 'sign-in', good: 1, needed: 2 },
      { kind: 'verifying', incident, service: 'sign-in', good: 0, needed: 2 },
    ]);
  });
  test('is to stand down what was verified, with the recovery time', () => {
    expect(act(verified)).toEqual({ kind: 'stand-down', incident, rtaMs: 55_000 });
  });
  test('is nothing again after that', () => {
    expect(act(outage)).toEqual({ kind: 'calm' });
  });
});

describe('the service in focus', () => {
  const other = { ...signIn, id: 'mail', name: 'Mail', tier: 3 };
  const plan = { ...hospital, services: [other, signIn] };
  const down = (service: string, to: 'down' | 'degraded') => {
    const event = changed(seconds(1), 'healthy', to);
    return { ...event, stream: `service/${service}`, data: { ...event.data, service } } as NewEvent;
  };
  test('is the one with an incident, else the worst by tier, else none', () => {
    expect([
      serviceInFocus(plan, worldOf([...declared, down('mail', 'down')])),
      serviceInFocus(plan, worldOf([down('mail', 'down'), down('sign-in', 'down')])),
      serviceInFocus(plan, worldOf([down('mail', 'down'), down('sign-in', 'degraded')])),
      serviceInFocus(plan, worldOf([down('mail', 'degraded')])),
      serviceInFocus(plan, emptyWorld),
    ]).toEqual(['sign-in', 'sign-in', 'mail', 'mail', null]);
  });
});

test('exclusions are counted by reason, the largest first', () => {
  const seen = { 'ws-1': 'login', 'ws-2': 'unreachable', 'ws-3': 'unreachable' } as const;
  expect(countExclusions(manifestOf(hospital, seen))).toEqual([
    ['unreachable', 2],
    ['login refused', 1],
  ]);
});
