import { describe, expect, test } from 'vitest';
import { bearer, group, head, receiving, token, told } from '../helpers/receiver';

/** The answers to requests made one after the other. */
async function inTurn<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  for (const act of acts) answers.push(await act());
  return answers;
}

const trigger = {
  event_action: 'trigger',
  dedup_key: 'k1',
  payload: { summary: 'Down', source: 'ws-1', severity: 'critical' },
};
const event = {
  specversion: '1.0',
  id: '1',
  source: '/north',
  type: 'disk.full',
  data: { severity: 'high' },
};

describe('what is accepted', () => {
  test('a group of alerts is delivered once, and the answer says how many', async () => {
    const { post, deliveries, receiver } = await receiving();
    const answer = await post('/alertmanager', group([told('f1'), told('f2')], { truncatedAlerts: 3 }));
    expect([
      answer,
      deliveries.map(({ source, alerts, truncated }) => [source, alerts.length, truncated]),
    ]).toEqual(['200 {"accepted":2}', [['alertmanager', 2, 3]]]);
    expect(receiver.counts()).toEqual({
      accepted: 1,
      refused: {},
      heardAt: { alertmanager: expect.any(Number) },
    });
  });
  test('a PagerDuty sender shows the token as its routing_key', async () => {
    const { url, deliveries } = await receiving();
    const send = async (routing_key: unknown) => {
      const body = JSON.stringify({ ...trigger, routing_key });
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      const response = await fetch(url('/v2/enqueue'), { method: 'POST', headers, body });
      return [response.status, await response.json()];
    };
    expect(await inTurn([() => send(token), () => send('wrong'), () => send(7)])).toEqual([
      [202, { status: 'success', message: 'Event processed', dedup_key: 'k1' }],
      ...[401, 401].map((status) => [
        status,
        { error: expect.stringContaining('as routing_key in the body') },
      ]),
    ]);
    expect(deliveries.length).toBe(1);
  });
  test('CloudEvents come structured, in a batch, and in binary mode', async () => {
    const { post, deliveries } = await receiving();
    const answers = await inTurn([
      () => post('/cloudevents', event, { 'content-type': 'application/cloudevents+json' }),
      () =>
        post(
          '/cloudevents',
          [
            { ...event, id: '2' },
            { ...event, id: '3' },
          ],
          {
            'content-type': 'application/cloudevents-batch+json',
          },
        ),
      () =>
        post('/cloudevents', event.data, {
          ...{ 'ce-specversion': '1.0', 'ce-id': '4', 'ce-source': '/north', 'ce-type': 'disk.full' },
        }),
    ]);
    expect([
      answers,
      deliveries.flatMap(({ alerts }) => alerts.map(({ fingerprint }) => fingerprint)),
    ]).toEqual([
      ['200 {"accepted":1}', '200 {"accepted":2}', '200 {"accepted":1}'],
      Array.from({ length: 4 }, () => '/north disk.full'),
    ]);
  });
  test('the same CloudEvent again is answered, counted, and not delivered', async () => {
    const { post, deliveries, receiver } = await receiving();
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    const answers = await inTurn([
      () => post('/cloudevents', [event, event], headers),
      () => post('/cloudevents', [event], headers),
    ]);
    expect([answers, deliveries.map(({ alerts }) => alerts.length), receiver.counts().refused]).toEqual([
      ['200 {"accepted":1,"duplicate":true}', '200 {"accepted":0,"duplicate":true}'],
      [1, 0],
      { duplicate: 2 },
    ]);
  });
  test('whoever asks says it is there, without a token', async () => {
    const { url } = await receiving();
    const response = await fetch(url('/health'));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
  test('a body in chunks is a body', async () => {
    const { dial, deliveries } = await receiving();
    const { socket, heard } = await dial();
    const body = JSON.stringify(group([told('f1')]));
    const headers = { ...bearer, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    socket.write(head('/alertmanager', { ...headers, connection: 'close' }));
    for (const part of [body.slice(0, 10), body.slice(10)])
      socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
    socket.write('0\r\n\r\n');
    expect([(await heard).split('\r\n')[0], deliveries.length]).toEqual(['HTTP/1.1 200 OK', 1]);
  });
});

describe('what is refused', () => {
  test('no token, a wrong one, or one of another kind: 401, before the body is read', async () => {
    const { dial, receiver } = await receiving();
    const shown = [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${token}` }];
    const answers = await inTurn(
      shown.map((headers) => async () => {
        const { socket, heard } = await dial();
        // The body never comes: whoever waited for it would not answer.
        socket.write(
          head('/alertmanager', { ...headers, 'content-type': 'application/json', 'content-length': 999 }),
        );
        await new Promise((resolve) => socket.once('data', resolve));
        socket.destroy();
        return (await heard).split('\r\n')[0];
      }),
    );
    expect([new Set(answers), receiver.counts().refused]).toEqual([
      new Set(['HTTP/1.1 401 Unauthorized']),
      { unauthorised: 3 },
    ]);
  });
  test.each([
    ['an unknown path', '/v1/alerts', 'POST', {}, '', 404, 'not-found', 'There is nothing here'],
    ['another method', '/alertmanager', 'PUT', {}, '{}', 405, 'method', '/alertmanager takes POST'],
    ['a health check that posts', '/health', 'POST', {}, '{}', 405, 'method', '/health takes GET and HEAD'],
    [
      'a form',
      '/alertmanager',
      'POST',
      { 'content-type': 'text/plain' },
      '{}',
      415,
      'content-type',
      'Send application/json',
    ],
    [
      'what is compressed',
      '/alertmanager',
      'POST',
      { 'content-encoding': 'gzip' },
      '{}',
      415,
      'content-type',
      'Send',
    ],
    [
      'JSON that is no event',
      '/cloudevents',
      'POST',
      {},
      '{}',
      415,
      'content-type',
      'Send application/cloudevents',
    ],
    ['broken JSON', '/alertmanager', 'POST', {}, '{"version":', 400, 'malformed', 'The body is not JSON'],
    [
      'another shape',
      '/alertmanager',
      'POST',
      {},
      '{"version":"5","alerts":[]}',
      400,
      'malformed',
      'version must be "4"',
    ],
    [
      'an empty body',
      '/alertmanager',
      'POST',
      { 'content-length': '0' },
      '',
      400,
      'malformed',
      'The body must be an object',
    ],
    [
      'deep nesting',
      '/alertmanager',
      'POST',
      {},
      '['.repeat(200_000),
      400,
      'malformed',
      'The body is not JSON',
    ],
  ] as const)('%s', async (_what, path, method, headers, body, status, reason, words) => {
    const { url, receiver, deliveries } = await receiving();
    const all = { 'content-type': 'application/json', ...bearer, ...headers };
    const response = await fetch(url(path), { method, headers: all, ...(body ? { body } : {}) });
    const { error } = (await response.json()) as { error: string };
    expect([response.status, error.startsWith(words), receiver.counts().refused, deliveries.length]).toEqual([
      ...[status, true, { [reason]: 1 }, 0],
    ]);
  });
  test('bytes that are not UTF-8', async () => {
    const { url } = await receiving();
    const headers = { 'content-type': 'application/json', ...bearer };
    const response = await fetch(url('/alertmanager'), {
      method: 'POST',
      headers,
      body: Buffer.from([0x22, 0xff]),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'The body is not UTF-8. Send JSON in UTF-8.' },
    ]);
  });
  test('no length at all: 411', async () => {
    const { dial } = await receiving();
    const { socket, heard } = await dial();
    socket.end(head('/alertmanager', { ...bearer, 'content-type': 'application/json' }));
    expect((await heard).split('\r\n')[0]).toBe('HTTP/1.1 411 Length Required');
  });
  test('more than a megabyte, announced: 413 before a byte of it is read', async () => {
    const { dial, receiver } = await receiving();
    const { socket, heard } = await dial();
    const headers = { ...bearer, 'content-type': 'application/json', 'content-length': 1_000_001 };
    socket.write(head('/alertmanager', headers));
    expect([(await heard).split('\r\n')[0], receiver.counts().refused]).toEqual([
      'HTTP/1.1 413 Payload Too Large',
      { 'too-large': 1 },
    ]);
  });
  test('more than a megabyte, unannounced: 413 as soon as it is more, and the rest is not read', async () => {
    const { dial, receiver } = await receiving();
    const { socket, heard } = await dial();
    const headers = { ...bearer, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    socket.write(head('/alertmanager', headers));
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk)) {}
    };
    socket.on('drain', pour);
    pour();
    await heard;
    expect(receiver.counts().refused).toEqual({ 'too-large': 1 });
  });
  test('whoever asks before sending is refused before sending', async () => {
    const { dial } = await receiving();
    const { socket, heard } = await dial();
    socket.write(head('/alertmanager', { 'content-length': 10, expect: '100-continue' }));
    const asked = await dial();
    const headers = {
      ...bearer,
      'content-type': 'application/json',
      'content-length': 2,
      connection: 'close',
    };
    asked.socket.write(head('/alertmanager', { ...headers, expect: '100-continue' }));
    await new Promise((resolve) => asked.socket.once('data', resolve));
    asked.socket.write('{}');
    expect(
      [await heard, await asked.heard].map((text) => text.match(/HTTP\/1.1 \d+|connection: close/g)),
    ).toEqual([
      ['HTTP/1.1 401', 'connection: close'],
      ['HTTP/1.1 100', 'HTTP/1.1 400'],
    ]);
  });
  test.each([
    ['what is not HTTP', '\u0016\u0003\u0001\u0002\r\n\r\n', '400 Bad Request'],
    ['endless headers', `GET /health HTTP/1.1\r\nHost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('%s is told and cut', async (_what, bytes, status) => {
    const { dial, receiver } = await receiving();
    const { socket, heard } = await dial();
    socket.write(bytes);
    expect([(await heard).startsWith(`HTTP/1.1 ${status}`), receiver.counts().refused]).toEqual([
      true,
      { malformed: 1 },
    ]);
  });
});

test('a delivery that cannot be recorded is refused, so that its sender sends it again', async () => {
  let broken = true;
  const { post, receiver, faults } = await receiving({
    onDelivery() {
      if (broken) throw new Error('the disk is full');
      return { stale: 2, dropped: 1 };
    },
  });
  const headers = { 'content-type': 'application/cloudevents+json' };
  const first = await post('/cloudevents', event, headers);
  broken = false;
  expect([first, await post('/cloudevents', event, headers), faults, receiver.counts()]).toEqual([
    '503 {"error":"It could not be put on the record. Send it again."}',
    '200 {"accepted":1}',
    [new Error('the disk is full')],
    {
      accepted: 1,
      refused: { 'not-recorded': 1, stale: 2, dropped: 1 },
      heardAt: { cloudevents: expect.any(Number) },
    },
  ]);
});

test('when it is closed its port is free, whoever is still connected', async () => {
  const { receiver, dial } = await receiving();
  const { heard } = await dial();
  await receiver.close();
  const [host, port] = receiver.address.split(':') as [string, string];
  const again = await receiving({ host, port: Number(port) });
  expect([await heard, again.receiver.address]).toEqual(['', receiver.address]);
});
