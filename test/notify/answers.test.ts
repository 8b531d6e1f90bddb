import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/comms/channel';
import { createSend } from '../../src/notify/send';
import { closedPort, delivery, httpReceiver, message, never } from './receivers';

const send = createSend();
const hook = (url: string): Channel => ({ id: 'hook', name: 'Hook', kind: 'webhook', url });
const post = (url: string, secret: string | null = null) => send(hook(url), secret, delivery, message, never);

test('2xx has arrived; 4xx is final but for 408 and 429; all else may be tried again', async () => {
  const statuses = [200, 202, 204, 400, 401, 404, 408, 410, 422, 429, 500, 502, 503];
  const { url } = await httpReceiver((index) => ({ status: statuses[index] ?? 200 }));
  const verdicts: string[] = [];
  for (const status of statuses) {
    const sent = await post(url);
    verdicts.push(`${status}: ${sent.ok ? 'arrived' : sent.permanent ? 'final' : 'again'}`);
  }
  expect(verdicts).toEqual([
    ...[
      '200: arrived',
      '202: arrived',
      '204: arrived',
      '400: final',
      '401: final',
      '404: final',
      '408: again',
    ],
    ...['410: final', '422: final', '429: again', '500: again', '502: again', '503: again'],
  ]);
});

test('what the other side says is quoted on one line, without control characters, and cut', async () => {
  const body = `bad\u001b[31m key\r\n${'x'.repeat(100_000)}`;
  const { url } = await httpReceiver(() => ({ status: 400, body }));
  const head = 'it answered 400: bad [31m key ';
  expect(await post(url)).toEqual({ ok: false, because: `${head}${'x'.repeat(146)}…`, permanent: true });
});

test('a redirect is not followed', async () => {
  const elsewhere = await httpReceiver();
  const { url } = await httpReceiver(() => ({ status: 307, headers: { location: elsewhere.url } }));
  expect([await post(url, 'the-token'), elsewhere.received]).toEqual([
    { ok: false, because: 'it answered with a redirect (307), which is not followed', permanent: false },
    [],
  ]);
});

test('an answer that repeats the secret, whole, in part or as base64, is left out', async () => {
  const secret = 'xoxb-Very-Secret-Token-42';
  const said = [
    `token ${secret} is revoked`,
    'no such token: very-secret-to…',
    Buffer.from(secret).toString('base64'),
    'unknown token',
  ];
  const { url } = await httpReceiver((index) => ({ status: 403, body: said[index] ?? '' }));
  const because: string[] = [];
  for (const _ of said) {
    const sent = await post(url, secret);
    because.push(sent.ok ? 'arrived' : sent.because);
  }
  const left = 'the answer is left out because it repeats the secret';
  expect(because).toEqual([left, left, left, 'it answered 403: unknown token']);
});

test('a refused connection, a broken one and a name that is nobody are told in words and may be tried again', async () => {
  const { url } = await httpReceiver(() => (response) => response.destroy());
  const sent = [
    await post(`http://127.0.0.1:${await closedPort()}/`),
    await post(url),
    await post('http://nobody.invalid/'),
    await post('http://127.0.0.1:25/'),
  ];
  expect(sent).toEqual([
    { ok: false, because: 'nothing listens there: the connection was refused', permanent: false },
    { ok: false, because: 'the connection broke', permanent: false },
    { ok: false, because: expect.stringMatching(/^its name cannot be resolved/), permanent: false },
    { ok: false, because: 'its port is one that no HTTP client may use', permanent: false },
  ]);
});

test('a receiver that never answers ends at the deadline; one that arrived and dribbles on has arrived', async () => {
  const silent = await httpReceiver(() => () => {});
  const dribbling = await httpReceiver(() => (response) => {
    response.writeHead(200);
    response.write('o');
  });
  const impatient = createSend({ deadlineMs: 100 });
  expect([
    await impatient(hook(silent.url), null, delivery, message, never),
    await impatient(hook(dribbling.url), null, delivery, message, never),
  ]).toEqual([{ ok: false, because: 'no answer within 0.1 s', permanent: false }, { ok: true }]);
});

test('closing the console breaks an attempt off and leaves nothing listening', async () => {
  const closing = new AbortController();
  const { url } = await httpReceiver(() => () => closing.abort());
  const sent = await send(hook(url), null, delivery, message, closing.signal);
  const after = await send(hook(url), null, delivery, message, closing.signal);
  const broken = { ok: false, because: 'it was broken off because the console closes', permanent: false };
  expect([sent, after, getEventListeners(closing.signal, 'abort')]).toEqual([broken, broken, []]);
});
