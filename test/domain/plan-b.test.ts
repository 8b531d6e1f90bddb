import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { choosePlanB, duePlanB } from '../../src/domain/incident/plan-b';
import { seconds } from '../helpers/hospital';
import { changed, declared, outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { at, incident, said, staffed } from '../helpers/staffed';

/** Impact began at second 20, and the RTO is 900 s. */
const due = (events: readonly NewEvent[], second: number) =>
  duePlanB({ world: worldOf(events), plan: staffed, at: seconds(second) });
const choose = (events: readonly NewEvent[], operator: string, text = 'paper charts') =>
  choosePlanB(at(events, 100, operator), { incident, text });

describe('a plan B', () => {
  test('is asked for once, when half of the RTO is used', () => {
    const asked = due(declared, 470);
    expect([due(declared, 469), said(asked), due([...declared, ...asked], 900)]).toEqual([
      [],
      [{ type: 'plan-b.due', data: { incident, rtoUsed: 0.5 } }],
      [],
    ]);
  });
  test('is not asked for where it is chosen, or the service verified, or the incident over', () => {
    const verified = [...declared, changed(seconds(60), 'restored', 'verified', incident)];
    expect(
      [[...declared, ...choose(declared, 'maria')], verified, outage].map((events) => due(events, 900)),
    ).toEqual([[], [], []]);
  });
  test('is due at once where the plan allows no time at all', () => {
    const hopeless = declared.map((event) =>
      event.type === 'incident.declared'
        ? { ...event, data: { ...event.data, objectives: { rtoMs: 0, mtpdMs: 1 } } }
        : event,
    );
    expect(due(hopeless, 30).map((event) => event.data)).toEqual([{ incident, rtoUsed: 1 }]);
  });
  test('is for the Incident Commander or the Deputy to choose, and a later one takes its place', () => {
    const deputy = happened(
      seconds(60),
      'role.assigned',
      { incident, role: 'deputy', person: 'jon' },
      'person:maria',
    );
    const events = [...declared, deputy, ...choose(declared, 'maria')];
    const later = choose(events, 'jon', 'divert');
    expect([
      worldOf([...events, ...later]).incidents[incident]?.planB,
      refusal(() => choose(declared, 'ana')),
      refusal(() => choose(declared, 'maria', ' ')),
    ]).toEqual([
      { dueAt: null, text: 'divert' },
      'refused: The Incident Commander or the Deputy chooses plan B. Take command, or propose it as a decision.',
      'refused: A plan B needs words.',
    ]);
  });
});
