import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import { startRun } from '../../../src/domain/run/start-run';
import type { Service } from '../../../src/domain/service/service';
import { hospital, manifestOf, seconds, signIn, workstations } from '../../helpers/hospital';
import { declared, signedIn } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';

const incident = 'INC-0001';
const reason = 'the wards cannot wait for Jon';
const withAuthority = (change: Partial<Service['authority']>): Plan => ({
  ...hospital,
  services: [{ ...signIn, authority: { ...signIn.authority, ...change } }],
});
function started(plan: Plan, person: string, breakGlass: string | undefined = reason): readonly NewEvent[] {
  const world = worldOf([...declared, signedIn(person, seconds(50))]);
  const command = { run: 'RUN-0001', incident, manifest: manifestOf(plan), breakGlass };
  return startRun({ world, plan, at: seconds(60), operator: person }, command);
}
const said = (events: readonly NewEvent[]) =>
  events.map((event) =>
    event.type === 'authority.granted' || event.type === 'authority.refused'
      ? [event.type, event.data.because]
      : event.type,
  );

describe('breaking the glass', () => {
  test('runs beyond a bound with the reason on record, and the words name the bound', () => {
    const [envelope] = signIn.authority.envelopes;
    const small = withAuthority({ envelopes: envelope ? [{ ...envelope, maxEndpoints: 3 }] : [] });
    const [granted, run] = started(small, 'jon');
    expect([granted?.type === 'authority.granted' && granted.data, run?.type]).toEqual([
      {
        incident,
        person: 'jon',
        runbook: 'restart-agent',
        manifest: manifestOf(small).digest,
        endpoints: 10,
        ground: 'break-glass',
        envelope: 'none',
        because:
          'the glass was broken. Without it: Envelope sign-in/restart-agent: allows 3 endpoints, the manifest has 10.',
        reason,
      },
      'run.started',
    ]);
  });
  test('is for whom the plan names, entitled or not', () => {
    const onlyJon = withAuthority({ initiate: [], breakGlass: ['jon'] });
    const why = (name: string) =>
      `${name} may not start recovery of Clinical sign-in. May: nobody by role, or an Incident Commander whom the plan gives that role.`;
    expect([said(started(onlyJon, 'jon')), said(started(onlyJon, 'eve'))]).toEqual([
      [['authority.granted', `the glass was broken. Without it: ${why('Jon Ade')}`], 'run.started'],
      [['authority.refused', why('Eve Roe')]],
    ]);
  });
  test('stands in for a second person who cannot be reached', () => {
    const two = withAuthority({
      envelopes: signIn.authority.envelopes.map((each) => ({ ...each, mode: 'two-person' })),
    });
    expect(said(started(two, 'maria')).at(-1)).toBe('run.started');
  });
  test('changes nothing for whom the usual way is open: no glass is broken', () => {
    const [granted] = started(hospital, 'maria');
    expect(granted?.type === 'authority.granted' && granted.data.ground).toBe('person');
  });
  test('wants a reason of ten characters', () => {
    expect(refusal(() => started(withAuthority({ initiate: [] }), 'jon', '  because  '))).toBe(
      'refused: Say in at least ten characters why the glass is broken.',
    );
  });
  test('reaches nothing that is not there: an empty manifest stays refused', () => {
    const unknown = { ...hospital, endpoints: workstations(2).map((each) => ({ ...each, hostKeys: [] })) };
    expect(said(started(unknown, 'jon'))).toEqual([
      ['authority.refused', 'The manifest is empty: no endpoint can be reached that the runbook may touch.'],
    ]);
  });
});
