import { describe, expect, test } from 'vitest';
import { staffOf } from '../../src/domain/authority/staff';
import { canonicalJson } from '../../src/domain/canonical-json';
import type { NewEvent } from '../../src/domain/events';
import * as commands from '../../src/domain/incident/commands';
import { hospital, seconds, signIn } from '../helpers/hospital';
import { adopted, broken, changed, declared, outage, swept } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { staff, toldHospital } from './comms/told-hospital';

/** Maria at the console, on these events, at this second. */
const now = (events: readonly NewEvent[], at = 100, operator: string | null = 'maria') => ({
  world: worldOf(events),
  plan: hospital,
  at: seconds(at),
  operator,
});

const incident = 'INC-0001';
const sev1 = { service: 'sign-in', severity: 'SEV-1' } as const;

describe('declaring', () => {
  test('takes it from an alert that is as severe or that a rule acts upon, not from an old warning', () => {
    const fires = (name: string, severity: 'SEV-1' | 'SEV-3' | 'SEV-5', at: number) =>
      happened(seconds(20), 'alerts.changed', {
        ...{ service: 'sign-in', source: 'alertmanager', resolved: [] },
        fired: [{ fingerprint: name, name, severity, summary: '', startsAt: seconds(at) }],
      });
    const storm = [fires('DiskHalfFull', 'SEV-5', -604_800), fires('Down', 'SEV-1', 15)];
    const slow = fires('Slow', 'SEV-3', 10);
    const rule = { id: 'r', forMs: 0, clearForMs: 0, acts: [] };
    const asked = { ...signIn, escalation: [{ ...rule, when: { on: 'alert', severity: 'SEV-3' } as const }] };
    const startOf = (events: readonly NewEvent[], service = signIn) =>
      commands
        .declare({ ...now(events, 30), plan: { ...hospital, services: [service] } }, sev1)
        .flatMap((event) => (event.type === 'incident.declared' ? [event.data.impactStart] : []));
    expect([startOf(storm), startOf([...storm, slow]), startOf([...storm, slow], asked)]).toEqual([
      [seconds(15)],
      [seconds(15)],
      [seconds(10)],
    ]);
  });
  test('takes the impact start from the first bad sweep', () => {
    expect(commands.declare(now(broken, 30), sev1)).toEqual([
      {
        type: 'incident.declared',
        stream: 'incident/INC-0001',
        occurredAt: seconds(30),
        actor: 'person:maria',
        data: {
          ...{ incident, service: 'sign-in', title: 'Clinical sign-in is down', severity: 'SEV-1' },
          ...{ mode: 'drill', impactStart: seconds(20), impactStartFrom: 'probe', detectedAt: seconds(20) },
          objectives: { rtoMs: 900_000, mtpdMs: 14_400_000, rpoMs: 0 },
          staff: staffOf(hospital, signIn),
          audiences: [],
          needs: [],
          envelopes: { 'sign-in/restart-agent': canonicalJson(signIn.authority.envelopes[0]) },
        },
      },
    ]);
  });
  test('puts on record whom the plan wants told, and how soon: an edited plan owes nobody less', () => {
    const [event] = commands.declare({ ...now(broken, 30), plan: toldHospital }, sev1);
    const { id, name, firstMs } = staff;
    expect(event?.data).toMatchObject({ audiences: [{ id, name, firstMs }] });
  });
  test('takes a moment that a person gives over the probe, and says so', () => {
    const [event] = commands.declare(now(broken, 30), { ...sev1, impactStart: seconds(3) });
    expect(event?.data).toMatchObject({ impactStart: seconds(3), impactStartFrom: 'person' });
  });
  test('takes the present moment when nobody measured or said anything', () => {
    const [event] = commands.declare(now([adopted], 30), sev1);
    expect(event?.data).toMatchObject({ impactStart: seconds(30), impactStartFrom: 'person' });
  });
  test('is possible on a clock that was set back behind the first bad sweep', () => {
    const [event] = commands.declare(now(broken, 10), sev1);
    expect(event?.data).toMatchObject({ impactStart: seconds(10), impactStartFrom: 'probe' });
  });
  test('numbers incidents on from the highest, and a stood-down service may break again', () => {
    const again = [...outage, swept(seconds(200), 9), changed(seconds(200), 'healthy', 'down')];
    const [event] = commands.declare(now(again, 210), sev1);
    expect(event?.data).toMatchObject({ incident: 'INC-0002', impactStart: seconds(200) });
  });
  test.each([
    [
      'nobody signed in',
      now(broken, 30, null),
      sev1,
      'refused: Say who you are before you declare an incident.',
    ],
    [
      'an operator that the plan does not name',
      now(broken, 30, 'mallory'),
      sev1,
      'not-found: The plan names no person "mallory". It names: maria, jon, eve.',
    ],
    [
      'an unknown service',
      now(broken, 30),
      { ...sev1, service: 'mail' },
      'not-found: The plan has no service "mail". It has: sign-in.',
    ],
    [
      'a second incident for one service',
      now(declared, 40),
      sev1,
      'refused: INC-0001 is already open for Clinical sign-in. Add what you know to it with a note.',
    ],
    [
      'an impact in the future',
      now(broken, 30),
      { ...sev1, impactStart: seconds(31) },
      'refused: Impact cannot start in the future. Give the moment people first felt it.',
    ],
  ])('is refused for %s', (_why, circumstances, command, words) => {
    expect(refusal(() => commands.declare(circumstances, command))).toBe(words);
  });
});
