import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import { authorityBoard } from '../../../src/domain/views/authority-board';
import { hospital, seconds, signIn } from '../../helpers/hospital';
import { adopted, broken, declared, signedIn } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { rule } from '../escalation/scene';

const pass = rule({
  id: 'pass',
  when: { on: 'decision-pending', afterMs: 180_000 },
  acts: [{ do: 'pass-on' }],
});
const plan: Plan = { ...hospital, services: [{ ...signIn, escalation: [pass] }] };
const board = (events: readonly NewEvent[], at = seconds(60)) =>
  authorityBoard(plan, worldOf(events), 'sign-in', null, at);

describe('for a service at any moment the board says', () => {
  test('in calm: who may start, on how many, within which bounds, and who stands first in line', () => {
    expect(board([adopted, signedIn('jon')])).toEqual({
      service: 'sign-in',
      mayStart: [{ person: 'jon', name: 'Jon Ade', because: 'operations lead', isAtConsole: true }],
      endpoints: 10,
      envelopes: [{ ...signIn.authority.envelopes[0], runbookName: 'Restart the auth agent', bound: null }],
      whyNot: null,
      next: { person: 'maria', name: 'Maria Chen', at: null },
    });
  });
  test('in a tabletop: that nothing may run', () => {
    const table = authorityBoard(
      { ...plan, mode: 'tabletop' },
      worldOf([adopted]),
      'sign-in',
      null,
      seconds(60),
    );
    expect(table.envelopes.map(({ bound }) => bound)).toEqual(['a tabletop sends nothing']);
  });
  test('in an incident: the commander who holds the office, and when the decision passes on', () => {
    const { mayStart, next } = board(declared);
    expect([mayStart.map(({ name, because }) => `${name}: ${because}`), next]).toEqual([
      ['Maria Chen: commands INC-0001', 'Jon Ade: operations lead'],
      { person: 'jon', name: 'Jon Ade', at: seconds(32) + 180_000 },
    ]);
  });
  test('after it passed on: by succession since when, and nobody next', () => {
    const data = { incident: 'INC-0001', service: 'sign-in', from: 'maria', to: 'eve', because: 'undecided' };
    const line = { ...signIn, authority: { ...signIn.authority, succession: ['maria', 'eve'] } };
    const world = worldOf([...declared, happened(seconds(210), 'succession.passed', data)]);
    const { mayStart, next } = authorityBoard(
      { ...plan, services: [line] },
      world,
      'sign-in',
      null,
      seconds(220),
    );
    expect([mayStart.at(-1)?.because, next]).toEqual(['by succession since 12:03 UTC', null]);
  });
  test('which bound keeps an envelope shut', () => {
    const late = Date.UTC(2027, 0, 2);
    expect(board(broken, late).envelopes.map((each) => each.bound)).toEqual(['expired on 2027-01-01']);
  });
  test('how many a manifest would leave out', () => {
    const gone = happened(seconds(25), 'probe.swept', {
      ...{ service: 'sign-in', probe: 'agent', total: 10, failing: 2, measured: 'degraded', tookMs: 1 },
      changes: [
        ['ws-1', 'unreachable'],
        ['ws-2', 'host-key'],
      ],
    });
    expect(board([...broken, gone]).endpoints).toBe(8);
  });
});
