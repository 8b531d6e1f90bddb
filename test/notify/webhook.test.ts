import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/comms/channel';
import { createSend } from '../../src/notify/send';
import { delivery, httpReceiver, message, never } from './receivers';

const send = createSend();
const hook = (url: string): Channel => ({ id: 'hook', name: 'Hook', kind: 'webhook', url });

test('a webhook gets a CloudEvent with the dedupe key as its id and as Idempotency-Key, and the bearer secret', async () => {
  const { url, received } = await httpReceiver();
  const sent = await send(hook(url), 'the-token', delivery, message, never);
  const [request] = received;
  expect([sent, request?.method, request?.path, JSON.parse(request?.body ?? '')]).toEqual([
    { ok: true },
    'POST',
    '/hook',
    {
      ...{ specversion: '1.0', id: delivery.dedupe, source: '/holdfast', type: 'holdfast.message.page' },
      ...{ time: '2026-10-01T12:00:00.000Z', subject: 'INC-0001', datacontenttype: 'application/json' },
      data: {
        ...{ message: 'MSG-0001', kind: 'page', incident: 'INC-0001', audience: null, person: 'jon' },
        ...{ to: 'jon@hospital.example', subject: message.subject, text: message.text },
        ...{ nextUpdateAt: null, expiresAt: '2026-10-01T13:00:00.000Z' },
      },
    },
  ]);
  expect(request?.headers).toMatchObject({
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'idempotency-key': delivery.dedupe,
    authorization: 'Bearer the-token',
  });
});

test('without a secret there is no Authorization, without an incident no subject', async () => {
  const { url, received } = await httpReceiver();
  await send(hook(url), null, delivery, { ...message, incident: null, nextUpdateAt: 0 }, never);
  const body = JSON.parse(received[0]?.body ?? '');
  expect([received[0]?.headers.authorization, 'subject' in body, body.data.nextUpdateAt]).toEqual([
    undefined,
    false,
    '1970-01-01T00:00:00.000Z',
  ]);
});

test('a dedupe key that no header can hold goes as its digest, the same for every attempt', async () => {
  const { url, received } = await httpReceiver();
  const odd = { ...delivery, dedupe: 'INC-0001/東京\r\nX-Evil: 1' };
  const sent = [
    await send(hook(url), null, odd, message, never),
    await send(hook(url), null, odd, message, never),
  ];
  const keys = received.map(({ headers }) => headers['idempotency-key']);
  expect([sent, new Set(keys).size, String(keys[0]), received[0]?.body === received[1]?.body]).toEqual([
    [{ ok: true }, { ok: true }],
    1,
    expect.stringMatching(/^[0-9a-f]{64}$/),
    true,
  ]);
});

test('an address that is none, of another protocol or with a password in it is refused without being repeated', async () => {
  const urls = ['hook', 'file:///etc/passwd', 'http://user:hunter2@127.0.0.1:1/'];
  expect(await Promise.all(urls.map((url) => send(hook(url), null, delivery, message, never)))).toEqual([
    { ok: false, because: 'its address is not a URL', permanent: true },
    { ok: false, because: 'its address is not http or https', permanent: true },
    {
      ok: false,
      because: 'its address holds a user name or password; put that into a secret file',
      permanent: true,
    },
  ]);
});
