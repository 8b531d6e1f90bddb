import { expect, test } from 'vitest';
import { noon } from '../helpers/hospital';
import { bearer, group, head, receiving, told } from '../helpers/receiver';

const json = { 'content-type': 'application/json' };
const statusOf = (answer: string) => answer.slice(0, 3);
function counted(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of answers) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

test('beyond its allowance a sender is told when to come again, and may then', async () => {
  let at = noon;
  const { url, receiver } = await receiving({
    now: () => at,
    limits: { trusted: { burst: 3, perSecond: 0.5 } },
  });
  const send = async () => {
    const body = JSON.stringify(group([told('f1')]));
    const response = await fetch(url('/alertmanager'), {
      method: 'POST',
      headers: { ...json, ...bearer },
      body,
    });
    return `${response.status} ${response.headers.get('retry-after')}`;
  };
  const first = [await send(), await send(), await send(), await send()];
  at += 1000;
  first.push(await send());
  at += 1000;
  first.push(await send());
  // A wall clock that is set back neither gives nor takes.
  at -= 3_600_000;
  first.push(await send());
  expect([first, receiver.counts().refused]).toEqual([
    ['200 null', '200 null', '200 null', '429 2', '429 1', '200 null', '429 2'],
    { shed: 3 },
  ]);
});

test('whoever floods without the token uses up nothing of those who have it', async () => {
  const { post, receiver } = await receiving({ limits: { anonymous: { burst: 10, perSecond: 0.001 } } });
  const flood = await Promise.all(
    Array.from({ length: 200 }, () => post('/alertmanager', '{}', { authorization: 'Bearer guess' })),
  );
  const honest = await post('/alertmanager', group([told('f1')]));
  expect([counted(flood.map(statusOf)), honest, receiver.counts().refused]).toEqual([
    { 401: 10, 429: 190 },
    '200 {"accepted":1}',
    { unauthorised: 10, shed: 190 },
  ]);
});

test('bodies that never end take only the room there is for them', async () => {
  const { dial, post, receiver, url } = await receiving({
    limits: {
      ...{ inFlight: 4, anonymousInFlight: 2, requestTimeoutMs: 60_000 },
      anonymous: { burst: 100_000, perSecond: 1 },
    },
  });
  const begun = head('/v2/enqueue', { ...json, 'content-length': 100 });
  const dialled = await Promise.all(Array.from({ length: 5 }, dial));
  for (const { socket } of dialled) socket.write(begun);
  const shed = await Promise.race(dialled.map(({ heard }) => heard));
  expect([shed.split('\r\n')[0], await post('/alertmanager', group([told('f1')]))]).toEqual([
    'HTTP/1.1 429 Too Many Requests',
    '200 {"accepted":1}',
  ]);
  for (const { socket } of dialled) socket.destroy();
  await Promise.all(dialled.map(({ heard }) => heard));
  expect(receiver.counts().refused).toEqual({ shed: 3 });
  // The room is given back as soon as the receiver sees that they are gone.
  const enqueue = () => fetch(url('/v2/enqueue'), { method: 'POST', headers: json, body: '{}' });
  let status = (await enqueue()).status;
  while (status === 429) status = (await enqueue()).status;
  expect(status).toBe(401);
});

test('all bodies together hold no more bytes than they may', async () => {
  const { dial } = await receiving({ limits: { inFlightBytes: 100_000 } });
  const { socket, heard } = await dial();
  socket.write(head('/alertmanager', { ...json, ...bearer, 'content-length': 500_000 }));
  socket.write('x'.repeat(200_000));
  expect((await heard).split('\r\n')[0]).toBe('HTTP/1.1 429 Too Many Requests');
});

test('connections held open shut nobody out: the oldest idle one makes room', async () => {
  const { dial, post, receiver } = await receiving({ limits: { connections: 20 } });
  const held = await Promise.all(Array.from({ length: 20 }, dial));
  for (const { socket } of held) socket.write('POST /alertmanager HTTP/1.1\r\nHost: a\r\nx-');
  const answer = await post('/alertmanager', group([told('f1')]));
  expect([answer, await held[0]?.heard, receiver.counts().refused]).toEqual([
    '200 {"accepted":1}',
    '',
    { shed: 1 },
  ]);
});

test('a connection that is being served is not cut for another', async () => {
  const { dial, receiver } = await receiving({ limits: { connections: 2 } });
  const body = JSON.stringify(group([told('f1')]));
  const honest = await dial();
  const headers = { ...json, ...bearer, 'content-length': body.length, connection: 'close' };
  honest.socket.write(head('/alertmanager', { ...headers, expect: '100-continue' }));
  await new Promise((resolve) => honest.socket.once('data', resolve));
  const others = [await dial(), await dial(), await dial()];
  await Promise.all(others.slice(0, 2).map(({ heard }) => heard));
  honest.socket.write(body);
  expect([(await honest.heard).includes('{"accepted":1}'), receiver.counts().refused]).toEqual([
    true,
    { shed: 2 },
  ]);
});

test('headers that come a byte at a time are cut when their time is up', async () => {
  const { dial, post, receiver } = await receiving({
    limits: { headersTimeoutMs: 100, requestTimeoutMs: 200 },
  });
  const { socket, heard } = await dial();
  socket.write('POST /alertmanager HTTP/1.1\r\nHost: a\r\n');
  const drip = setInterval(() => socket.write('x'), 20);
  const answer = await heard;
  clearInterval(drip);
  expect([
    answer.split('\r\n')[0],
    receiver.counts().refused,
    await post('/alertmanager', group([])),
  ]).toEqual(['HTTP/1.1 408 Request Timeout', { 'too-slow': 1 }, '200 {"accepted":0}']);
});

test('a body that comes a byte at a time is cut when its time is up', async () => {
  const { dial, receiver } = await receiving({ limits: { headersTimeoutMs: 100, requestTimeoutMs: 200 } });
  const { socket, heard } = await dial();
  socket.write(head('/alertmanager', { ...json, ...bearer, 'content-length': 5000 }));
  const drip = setInterval(() => socket.write(' '), 20);
  const answer = await heard;
  clearInterval(drip);
  expect([answer.split('\r\n')[0], receiver.counts()]).toEqual([
    'HTTP/1.1 408 Request Timeout',
    { accepted: 0, refused: { 'too-slow': 1 }, heardAt: {} },
  ]);
});

test('a body in a flood of one-byte chunks is refused long before it is whole', async () => {
  const { dial, receiver } = await receiving();
  const { socket, heard } = await dial();
  // No token yet: a sender of PagerDuty's convention has it in the body.
  socket.write(head('/v2/enqueue', { ...json, 'transfer-encoding': 'chunked' }));
  socket.write('1\r\n \r\n'.repeat(900_000));
  expect([(await heard).split('\r\n')[0], receiver.counts().refused]).toEqual([
    'HTTP/1.1 400 Bad Request',
    { malformed: 1 },
  ]);
});

test('labels common to thousands of alerts are read once', async () => {
  const { post, deliveries } = await receiving();
  // A megabyte that would be four gigabytes if every alert looked at, and kept, its own copy.
  const wide = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`k${index}`, {}]));
  const long = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`v${index}`, 'a  '.repeat(600)]));
  const alerts = Array.from({ length: 4000 }, (_, index) => ({
    ...{ status: 'firing', fingerprint: `f${index}`, startsAt: '2026-10-01T11:59:00Z' },
    labels: { own: index },
  }));
  const answer = await post('/alertmanager', { version: '4', alerts, commonLabels: { ...wide, ...long } });
  const labels = deliveries[0]?.alerts.map((alert) => alert.labels) ?? [];
  expect([answer, labels.length, Object.keys(labels[3999] ?? {}).length, labels[3999]?.own]).toEqual([
    '200 {"accepted":4000}',
    4000,
    64,
    '3999',
  ]);
});
