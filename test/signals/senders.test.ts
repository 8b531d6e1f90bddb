import { describe, expect, test } from 'vitest';
import { readAlertmanager } from '../../src/signals/receiver/alertmanager';
import { fromHeaders, readCloudEvents } from '../../src/signals/receiver/cloudevents';
import { readPagerDuty } from '../../src/signals/receiver/pagerduty';
import { noon } from '../helpers/hospital';
import { group, told } from '../helpers/receiver';
import firing from './fixture/alertmanager-v4-firing.json';
import oneResolved from './fixture/alertmanager-v4-one-resolved.json';

/** What a body is refused with, or `accepted`. */
function words(read: () => unknown): string {
  try {
    read();
    return 'accepted';
  } catch (error) {
    return `${(error as { status: number }).status} ${(error as Error).message}`;
  }
}

describe('Alertmanager', () => {
  const read = (body: unknown) => readAlertmanager(body, noon).delivery;

  test('what Alertmanager 0.25 really posted is read whole', () => {
    expect(read(firing)).toEqual({
      source: 'alertmanager',
      truncated: 0,
      alerts: ['b9e061fd0d6b4f8e', 'c4369e9ae6f0c65b'].map((fingerprint, index) => ({
        ...{ fingerprint, name: 'SignInErrors', severity: 'SEV-1' },
        summary: `Sign-in fails on ws-${index + 1}`,
        labels: {
          ...{ alertname: 'SignInErrors', service: 'sign-in', severity: 'critical' },
          ...{ instance: `ws-${index + 1}:9100`, site: index === 0 ? 'north' : 'south' },
        },
        startsAt: Date.parse('2026-11-24T11:35:12.728Z'),
        endsAt: null,
        runbookUrl: 'https://runbooks.example/sign-in',
      })),
    });
  });
  test('an end of year 1 is still firing, and a resolved alert ends when it says', () => {
    expect(read(oneResolved).alerts.map(({ endsAt }) => endsAt)).toEqual([
      Date.parse('2026-11-24T11:35:12.737Z'),
      null,
    ]);
  });
  test('a start of year 1 was never set: it began now, as far as anybody knows', () => {
    const [alert] = read(group([told('f1', { startsAt: '0001-01-01T00:00:00Z' })])).alerts;
    expect([alert?.startsAt, alert?.untimed]).toEqual([noon, true]);
  });
  test('resolved without an end is resolved now', () => {
    expect(read(group([told('f1', { status: 'resolved' })])).alerts[0]?.endsAt).toBe(noon);
  });
  test('what the group says stands behind what the alert says', () => {
    const { alerts, truncated } = read(
      group([told('f1', { labels: { site: 'north' }, annotations: {} })], {
        truncatedAlerts: 12,
        groupLabels: { site: 'south', service: 'sign-in' },
        commonLabels: { alertname: 'Slow', priority: 'p4' },
        commonAnnotations: { description: 'Slow\nsince noon', runbook_url: 'javascript:alert(1)' },
      }),
    );
    const { labels, name, severity, summary, runbookUrl } = alerts[0] ?? {};
    expect([labels, name, severity, summary, runbookUrl, truncated]).toEqual([
      { site: 'north', service: 'sign-in', alertname: 'Slow', priority: 'p4' },
      ...['Slow', 'SEV-4', 'Slow since noon', undefined, 12],
    ]);
  });
  test('fields nobody knows yet are let be', () => {
    const body = { ...group([told('f1', { silencedBy: [] })]), future: { deep: [1] } };
    expect(words(() => read(body))).toBe('accepted');
  });
  test.each([
    ['another version', { ...group([]), version: '3' }, 'version must be "4", the format of webhook'],
    ['no body', undefined, 'The body must be an object'],
    ['a list', [], 'The body must be an object'],
    ['no alerts', { version: '4' }, 'alerts must be a list of alerts'],
    ['an alert that is none', group([told('f1'), 7 as never]), 'alerts[1] must be an object'],
    ['no fingerprint', group([told('')]), 'alerts[0].fingerprint must be text of 1 to 500 characters'],
    ['a long fingerprint', group([told('x'.repeat(501))]), 'alerts[0].fingerprint must be text of 1 to 500'],
    ['an unknown status', group([told('f1', { status: 'new' })]), 'alerts[0].status must be "firing" or'],
    ['no start', group([told('f1', { startsAt: 'noon' })]), 'alerts[0].startsAt must be a date and time'],
    [
      'an impossible day',
      group([told('f1', { startsAt: '2026-02-31T00:00:00Z' })]),
      'alerts[0].startsAt must',
    ],
    ['labels that are none', group([told('f1', { labels: [] })]), 'alerts[0].labels must be an object'],
    ['a share left out', group([], { truncatedAlerts: -0.5 }), 'truncatedAlerts must be a whole number'],
  ])('%s is refused with the place and what would be right', (_what, body, start) => {
    expect(words(() => read(body)).startsWith(`400 ${start}`)).toBe(true);
  });
});

describe('PagerDuty Events v2', () => {
  const payload = { summary: 'Nobody can sign in', source: 'ws-1', severity: 'critical' };
  const read = (body: unknown) => readPagerDuty(body, noon);

  test('a trigger is an alert, named by its dedup_key', () => {
    const more = {
      ...{ timestamp: '2026-10-01T11:58:00.000+00:00', component: 'auth', group: 'ward', class: 'login' },
      custom_details: { service: 'sign-in', failing: 0.92, nested: {}, runbook_url: 'https://r.example/' },
    };
    const { delivery, answer } = read({
      event_action: 'trigger',
      dedup_key: 'key-1',
      payload: { ...payload, ...more },
    });
    expect([delivery.alerts, answer]).toEqual([
      [
        {
          ...{ fingerprint: 'key-1', name: 'login', severity: 'SEV-1', summary: 'Nobody can sign in' },
          labels: {
            ...{ source: 'ws-1', severity: 'critical', component: 'auth', group: 'ward', class: 'login' },
            ...{ service: 'sign-in', failing: '0.92', runbook_url: 'https://r.example/' },
          },
          ...{ startsAt: noon - 120_000, endsAt: null, runbookUrl: 'https://r.example/' },
        },
      ],
      { status: 'success', message: 'Event processed', dedup_key: 'key-1' },
    ]);
  });
  test('a trigger without a key gets one of its payload: the same again is the same alert', () => {
    const keys = [payload, payload, { ...payload, source: 'ws-2' }].map(
      (each) => read({ event_action: 'trigger', payload: each }).delivery.alerts[0]?.fingerprint,
    );
    expect([keys[0] === keys[1], keys[0] === keys[2], keys[0]?.length]).toEqual([true, false, 32]);
  });
  test('resolve ends what the key names; acknowledge changes nothing', () => {
    const done = (event_action: string) => read({ event_action, dedup_key: 'key-1' }).delivery.alerts;
    expect([
      done('resolve').map(({ fingerprint, endsAt, untimed }) => [fingerprint, endsAt, untimed]),
      done('acknowledge'),
    ]).toEqual([[['key-1', noon, true]], []]);
  });
  test.each([
    [
      'an unknown act',
      { event_action: 'snooze' },
      'event_action must be "trigger", "acknowledge" or "resolve"',
    ],
    ['resolve without a key', { event_action: 'resolve' }, 'dedup_key must name the alert to resolve'],
    ['no payload', { event_action: 'trigger' }, 'payload must be an object'],
    [
      'no summary',
      { event_action: 'trigger', payload: { ...payload, summary: 7 } },
      'payload.summary must be text',
    ],
    [
      'no source',
      { event_action: 'trigger', payload: { ...payload, source: '' } },
      'payload.source must say where',
    ],
    [
      'an unknown severity',
      { event_action: 'trigger', payload: { ...payload, severity: 'bad' } },
      'payload.severity must be one of critical, error, warning, info',
    ],
    [
      'a long key',
      { event_action: 'trigger', dedup_key: 'k'.repeat(256), payload },
      'dedup_key must be text of 1',
    ],
  ])('%s is refused with the place and what would be right', (_what, body, start) => {
    expect(words(() => read(body)).startsWith(`400 ${start}`)).toBe(true);
  });
});

describe('CloudEvents', () => {
  const event = {
    specversion: '1.0',
    id: '1',
    source: '/monitoring/north',
    type: 'com.example.sign-in.firing',
    subject: 'ws-1',
    time: '2026-10-01T11:59:00Z',
    data: { severity: 'high', summary: 'Nobody can sign in', labels: { service: 'sign-in', type: 'mine' } },
  };
  const read = (body: unknown) => readCloudEvents(body, noon);
  const firstOf = (body: unknown) => read(body).delivery.alerts[0];

  test('an event is an alert of its subject at its source', () => {
    expect(read(event)).toEqual({
      delivery: {
        source: 'cloudevents',
        truncated: 0,
        alerts: [
          {
            ...{ fingerprint: '/monitoring/north ws-1', name: 'com.example.sign-in', severity: 'SEV-2' },
            summary: 'Nobody can sign in',
            labels: { service: 'sign-in', source: event.source, type: event.type, subject: 'ws-1' },
            ...{ startsAt: noon - 60_000, endsAt: null },
          },
        ],
      },
      keys: ['["/monitoring/north","1"]'],
    });
  });
  test('a type that ends in .resolved, or a status, ends the same alert', () => {
    const ends = [
      { ...event, type: 'com.example.sign-in.resolved', data: undefined },
      { ...event, data: { status: 'resolved' } },
    ].map(firstOf);
    expect(ends.map((each) => [each?.fingerprint, each?.endsAt])).toEqual([
      ['/monitoring/north ws-1', noon - 60_000],
      ['/monitoring/north ws-1', noon - 60_000],
    ]);
  });
  test('without a subject the type names it, firing or resolved', () => {
    const names = ['disk.firing', 'disk.resolved', 'disk'].map(
      (type) => firstOf({ ...event, subject: undefined, type })?.fingerprint,
    );
    expect(new Set(names)).toEqual(new Set(['/monitoring/north disk']));
  });
  test('without data or time it still says what, and that it is now', () => {
    const bare = firstOf({ specversion: '1.0', id: '2', source: 's', type: 'disk.full' });
    expect([bare?.name, bare?.summary, bare?.severity, bare?.startsAt, bare?.untimed]).toEqual([
      ...['disk.full', 'disk.full', 'SEV-3', noon, true],
    ]);
  });
  test('in binary mode the attributes stand in headers', () => {
    const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a%20b', 'ce-type': 't' };
    const { delivery } = read(fromHeaders({ ...headers, 'ce-subject': '%E0%A4%A' }, { summary: 'Full' }));
    expect(delivery.alerts.map(({ fingerprint, summary }) => [fingerprint, summary])).toEqual([
      ['/a b %E0%A4%A', 'Full'],
    ]);
  });
  test.each([
    ['another version', { ...event, specversion: '0.3' }, 'specversion must be "1.0"'],
    ['no id', { ...event, id: 7 }, 'id must be text of 1 to 500 characters'],
    ['a bad one in a batch', [event, { ...event, source: '' }], '[1].source must be text of 1 to 500'],
    ['a bad time', { ...event, time: 'now' }, 'time must be a date and time such as'],
    ['nothing', null, 'The body must be an object'],
  ])('%s is refused with the place and what would be right', (_what, body, start) => {
    expect(words(() => read(body)).startsWith(`400 ${start}`)).toBe(true);
  });
});
