import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/comms/channel';
import { createSend } from '../../src/notify/send';
import { delivery, httpReceiver, message, never } from './receivers';

const send = createSend();
const slack: Channel = { id: 'chat', name: 'Chat', kind: 'slack', secret: 'secrets/chat' };
const pager = (url: string): Channel => ({
  id: 'pd',
  name: 'Pager',
  kind: 'pagerduty',
  url,
  secret: 'secrets/pd',
});

test('a Slack webhook gets the words at its secret address, and nothing in them is a command', async () => {
  const { url, received } = await httpReceiver(() => ({ status: 200, body: 'ok' }));
  const loud = { ...message, subject: '<!channel> a & b', text: 'See <https://x|here>' };
  expect([
    await send(slack, `${url}?token=T0/B0/x`, delivery, loud, never),
    received.map(({ path, body }) => [path, JSON.parse(body)]),
  ]).toEqual([
    { ok: true },
    [['/hook?token=T0/B0/x', { text: '*&lt;!channel&gt; a &amp; b*\nSee &lt;https://x|here&gt;' }]],
  ]);
});

test('on servers that speak as Slack does, words cannot call everybody either', async () => {
  const { url, received } = await httpReceiver(() => ({ status: 200, body: 'ok' }));
  const loud = { ...message, subject: '@channel @HERE', text: 'ops@all.example (@everyone) @alley' };
  await send(slack, url, delivery, loud, never);
  expect(JSON.parse(received[0]?.body ?? '').text).toBe(
    '*@\u2060channel @\u2060HERE*\nops@all.example (@\u2060everyone) @alley',
  );
});

test('a Slack address that is missing, none, or in the clear to another machine is refused', async () => {
  const sent = [null, 'T0/B0/x', 'http://hooks.slack.example/services/T0/B0/x'].map((secret) =>
    send(slack, secret, delivery, message, never),
  );
  expect(await Promise.all(sent)).toEqual([
    { ok: false, because: 'it has no secret with its address', permanent: true },
    { ok: false, because: 'its address is not a URL', permanent: true },
    { ok: false, because: 'its address is not https, and it is a secret', permanent: true },
  ]);
});

test('PagerDuty gets a trigger with the routing key and one dedup_key for every attempt', async () => {
  const { url, received } = await httpReceiver();
  const update = { ...message, kind: 'update' as const, subject: 'x'.repeat(2000) };
  const sent = [
    await send(pager(url), 'R0UT1NGKEY', delivery, message, never),
    await send(pager(url), 'R0UT1NGKEY', { ...delivery, dedupe: 'y'.repeat(300) }, update, never),
  ];
  const [page, info] = received.map(({ body }) => JSON.parse(body));
  expect([sent, page, info.dedup_key.length, info.payload.severity, info.payload.summary.length]).toEqual([
    [{ ok: true }, { ok: true }],
    {
      ...{
        routing_key: 'R0UT1NGKEY',
        event_action: 'trigger',
        dedup_key: delivery.dedupe,
        client: 'Holdfast',
      },
      payload: {
        ...{ summary: message.subject, source: 'INC-0001', severity: 'critical', class: 'page' },
        timestamp: '2026-10-01T12:00:00.000Z',
        custom_details: { text: message.text, to: 'jon@hospital.example' },
      },
    },
    64,
    'info',
    1024,
  ]);
});

test('PagerDuty without a routing key is refused before anything is sent', async () => {
  const { url, received } = await httpReceiver();
  expect([await send(pager(url), null, delivery, message, never), received]).toEqual([
    { ok: false, because: 'it has no secret with its routing key', permanent: true },
    [],
  ]);
});
