import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import * as commands from '../../src/domain/incident/commands';
import { hospital, seconds } from '../helpers/hospital';
import { outage, started, swept } from '../helpers/outage';
import { worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';

/** Maria at the console, on these events, at this second. */
const now = (events: readonly NewEvent[], at = 100, operator: string | null = 'maria') => ({
  world: worldOf(events),
  plan: hospital,
  at: seconds(at),
  operator,
});

const incident = 'INC-0001';

describe('standing down', () => {
  test('without proof takes a reason, which stands in the record, and the claim "restored" ends', () => {
    const events = commands.standDown(now(outage.slice(0, -3)), { incident, reason: ' false alarm ' });
    const after = worldOf([...outage.slice(0, -3), ...events]);
    expect([
      events.map(({ type, data }) => [type, 'unproven' in data ? data.unproven : undefined]),
      after.incidents[incident]?.phase,
      after.incidents[incident]?.verifiedAt,
      after.services['sign-in']?.condition,
    ]).toEqual([
      [
        ['incident.resolved', 'false alarm'],
        ['service.changed', undefined],
      ],
      'resolved',
      null,
      'unknown',
    ]);
  });
  test('a blank reason is none', () => {
    const stand = () => commands.standDown(now(outage.slice(0, -3)), { incident, reason: '  ' });
    expect(refusal(stand)).toContain('Give a reason');
  });
  const verified = outage.slice(0, -2);
  test('resolves the incident and returns the service to healthy', () => {
    const events = commands.standDown(now(verified), { incident });
    const after = worldOf([...verified, ...events]);
    expect([
      events.map((event) => event.type),
      after.incidents[incident]?.phase,
      after.incidents[incident]?.resolvedAt,
      after.services['sign-in']?.condition,
      after.services['sign-in']?.firstBadAt,
    ]).toEqual([['incident.resolved', 'service.changed'], 'resolved', seconds(100), 'healthy', null]);
  });
  test('states the share of the worst probe, not of the first', () => {
    const second = swept(seconds(76), 1);
    const login = { ...second, data: { ...second.data, probe: 'login' } } as NewEvent;
    const [, event] = commands.standDown(now([...verified, login]), { incident });
    expect(event?.data).toMatchObject({ failing: 1, total: 10, because: 'stood down' });
  });
  test.each([
    [
      'anyone but the Incident Commander',
      verified,
      'jon',
      'Only the Incident Commander stands down. Take command first.',
    ],
    [
      'a service that is only restored',
      outage.slice(0, -3),
      'maria',
      'The service is not verified yet. Restored is not verified. Give a reason to stand down without proof.',
    ],
    [
      'a run that is still going',
      started,
      'maria',
      'RUN-0001 is still running. Stop it or let it end first.',
    ],
    [
      'an incident that is resolved',
      outage,
      'maria',
      'INC-0001 is resolved. Declare a new incident if it is back.',
    ],
    ['nobody', verified, null, 'Say who you are before you stand down.'],
  ])('is refused for %s', (_why, events, operator, words) => {
    expect(refusal(() => commands.standDown(now(events, 100, operator), { incident }))).toBe(
      `refused: ${words}`,
    );
  });
});
