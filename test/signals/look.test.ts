import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { look, type OwnLook } from '../../src/signals/look';
import { certificate } from '../helpers/certificate';
import { startNameServer } from '../helpers/name-server';

const dayMs = 86_400_000;
const far = Date.UTC(2090, 0, 1);

/** Listens on loopback until the test has ended; every connection is cut then. */
async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function website(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createHttpServer(answer))}/health`;
}

const http = (url: string, more: Partial<Extract<OwnLook, { by: 'http' }>> = {}) =>
  look({ by: 'http', url, status: [200], ...more }, null, 5_000);

describe('tcp', () => {
  test('a port that accepts is good, and the connection is closed at once', async () => {
    let gone = (): void => {};
    const closed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const server = createServer((socket) => socket.resume().once('close', () => gone()));
    const port = await listening(server);
    const seen = await look({ by: 'tcp', host: '127.0.0.1', port }, null, 5_000);
    await closed;
    expect(seen).toEqual({ result: 'ok', because: 'it accepts connections' });
  });
  test('without a host of its own it asks the address it is given', async () => {
    const port = await listening(createServer());
    const what = { by: 'tcp', host: null, port } as const;
    expect([(await look(what, '127.0.0.1', 5_000)).result, (await look(what, null, 5_000)).because]).toEqual([
      'ok',
      'the probe names no host to connect to',
    ]);
  });
  test('a machine that refuses is there: that is a failing service, not an unreachable endpoint', async () => {
    const seen = await look({ by: 'tcp', host: '127.0.0.1', port: await closedPort() }, null, 5_000);
    expect(seen).toEqual({ result: 'failing', because: 'connection refused: nothing listens there' });
  });
  test('a name that nobody knows is unreachable', async () => {
    const seen = await look({ by: 'tcp', host: 'a..b', port: 1 }, null, 20_000);
    expect(seen.result).toBe('unreachable');
  });
  test('a port that cannot be is told, not thrown', async () => {
    const seen = await look({ by: 'tcp', host: '127.0.0.1', port: 70_000 }, null, 5_000);
    expect([seen.result, seen.because]).toEqual(['failing', expect.stringContaining('70000')]);
  });
});

describe('http', () => {
  test('a listed status is good; the body is not asked for', async () => {
    const url = await website((_request, response) => response.end('x'));
    expect(await http(url)).toEqual({ result: 'ok', because: 'it answers 200' });
  });
  test('another status is failing and both are named', async () => {
    const url = await website((_request, response) => response.writeHead(503).end());
    expect(await http(url, { status: [200, 204] })).toEqual({
      result: 'failing',
      because: 'it answers 503; good is 200, 204',
    });
  });
  test('a redirect is not followed, and is good only where it is listed', async () => {
    let asked = 0;
    const url = await website((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/login' }).end();
    });
    const seen = [await http(url), await http(url, { status: [302] })];
    expect([seen.map(({ because }) => because), asked]).toEqual([
      ['it answers 302 to /login; good is 200', 'it answers 302'],
      2,
    ]);
  });
  test('the body must match what is expected', async () => {
    const url = await website((_request, response) => response.end('state: \u001b[31mred\n'));
    const seen = [await http(url, { expect: '^state: .*red$' }), await http(url, { expect: 'green' })];
    expect(seen.map(({ result, because }) => `${result}: ${because}`)).toEqual([
      'ok: it answers 200 with what is expected',
      'failing: it answers 200, but not with /green/: state: [31mred',
    ]);
  });
  test('of an endless body only the first 64 kB are read', async () => {
    const url = await website((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) {}
      };
      response.on('drain', more).on('error', () => {});
      more();
    });
    expect((await http(url, { expect: 'y' })).result).toBe('failing');
  });
  test('a body cut short is failing', async () => {
    const url = await website((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('begun', () => response.destroy());
    });
    expect((await http(url, { expect: 'begun' })).because).toBe('the connection was cut by the other side');
  });
  test('whoever takes the request and never answers is silent', async () => {
    const url = await website(() => {});
    expect(await look({ by: 'http', url, status: [200] }, null, 50)).toEqual({
      result: 'silent',
      because: 'no answer within 0.05 s',
    });
  });
  test('what does not speak HTTP is failing', async () => {
    const port = await listening(createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect((await http(`http://127.0.0.1:${port}/`)).result).toBe('failing');
  });
  test('a certificate that nobody vouches for is failing, and good with its authority', async () => {
    const own = certificate({ name: 'localhost', notAfter: far });
    const port = await listening(createHttpsServer(own, (_request, response) => response.end()));
    const what = { by: 'http', url: `https://localhost:${port}/`, status: [200] } as const;
    expect([
      (await look(what, null, 5_000)).because,
      (await look(what, null, 5_000, undefined, { ca: own.cert })).result,
    ]).toEqual(['self-signed certificate', 'ok']);
  });
});

describe('tls', () => {
  const authority = certificate({ name: 'Test authority', notAfter: far, isAuthority: true });
  const at = Date.UTC(2080, 9, 1);
  const serving = async (name: string, notAfter: number, by = authority) =>
    listening(createTlsServer(certificate({ name, notAfter, by })));
  const tls = async (port: number, leastMs: number, ca: string | undefined = authority.cert) =>
    look({ by: 'tls', host: 'localhost', port, leastMs }, null, 5_000, undefined, { ca, now: () => at });

  test('a trusted certificate with enough time left is good, and its days are told', async () => {
    const port = await serving('localhost', at + 41.5 * dayMs);
    expect(await tls(port, 14 * dayMs)).toEqual({
      result: 'ok',
      because: 'its certificate expires in 41 days',
    });
  });
  test('one that expires too soon is failing', async () => {
    const port = await serving('localhost', at + 6 * dayMs);
    expect(await tls(port, 14 * dayMs)).toEqual({
      result: 'failing',
      because: 'its certificate expires in 6 days; at least 14 days are wanted',
    });
  });
  test('one for another name, or of nobody known, is failing', async () => {
    const other = await serving('elsewhere', far);
    const unknown = await serving('localhost', far);
    const stranger = certificate({ name: 'A stranger', notAfter: far, isAuthority: true });
    expect([(await tls(other, 0)).because, (await tls(unknown, 0, stranger.cert)).because]).toEqual([
      expect.stringContaining('not trusted for localhost (ERR_TLS_CERT_ALTNAME_INVALID)'),
      expect.stringContaining('not trusted for localhost (UNABLE_TO_'),
    ]);
  });
  test('one that has expired is failing', async () => {
    const port = await serving('localhost', Date.UTC(2024, 0, 1));
    expect((await tls(port, 0)).because).toMatch(/\(CERT_HAS_EXPIRED\); it expired \d+ days ago$/);
  });
  test('what does not speak TLS is failing', async () => {
    const port = await listening(createServer((socket) => socket.end('220 mail ready\r\n')));
    expect((await tls(port, 0)).result).toBe('failing');
  });
  test('what accepts and then says nothing is silent', async () => {
    const port = await listening(createServer());
    const what = { by: 'tls', host: 'localhost', port, leastMs: 0 } as const;
    expect((await look(what, null, 50)).result).toBe('silent');
  });
});

describe('dns', () => {
  const names = {
    'mail.example': { a: ['192.0.2.7', '192.0.2.8'] },
    'broken.example': { code: 2 },
    'empty.example': {},
    'mute.example': 'silence',
    'half.example': { a: ['192.0.2.7'], mute6: true },
  } as const;
  const dns = async (name: string, expected?: string) =>
    look({ by: 'dns', name, server: await startNameServer(names), expect: expected }, null, 2_000);

  test('a name that resolves is good', async () => {
    expect(await dns('mail.example')).toEqual({
      result: 'ok',
      because: 'it resolves to 192.0.2.7, 192.0.2.8',
    });
  });
  test('the expected address must be among the answers', async () => {
    expect([(await dns('mail.example', '192.0.2.8')).result, await dns('mail.example', '192.0.2.9')]).toEqual(
      ['ok', { result: 'failing', because: 'it resolves to 192.0.2.7, 192.0.2.8, not to 192.0.2.9' }],
    );
  });
  test.each([
    ['gone.example', 'failing', 'the name does not exist there'],
    ['broken.example', 'failing', 'the name server could not answer'],
    ['empty.example', 'failing', 'the name has no address'],
  ])('%s is %s: %s', async (name, result, because) => {
    expect(await dns(name)).toEqual({ result, because });
  });
  test('one good answer is enough, whatever becomes of the other question', async () => {
    expect((await dns('half.example')).result).toBe('ok');
  });
  test('a name server that does not answer is silence', async () => {
    const server = await startNameServer(names);
    const what = { by: 'dns', name: 'mute.example', server } as const;
    expect((await look(what, null, 100)).result).toBe('silent');
  });
  test('a server that is no address is told, not thrown', async () => {
    const seen = await look({ by: 'dns', name: 'a.example', server: 'ns1' }, null, 1_000);
    expect([seen.result, seen.because]).toEqual(['failing', expect.stringContaining('ns1')]);
  });
});

test('a look that is called off ends at once, and one that never began says so', async () => {
  const url = await website(() => {});
  const calling = new AbortController();
  const under = look({ by: 'http', url, status: [200] }, null, 60_000, calling.signal);
  calling.abort();
  const late = look({ by: 'http', url, status: [200] }, null, 60_000, calling.signal);
  const calledOff = { result: 'silent', because: 'the look was called off' };
  expect(await Promise.all([under, late])).toEqual([calledOff, calledOff]);
});
