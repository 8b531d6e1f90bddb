import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createPort } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpRequest, sendRequest } from '../../src/execution/http-request';
import { certificate } from '../helpers/certificate';

type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A server on this machine, and everything that it heard. */
async function serve(answer: (response: ServerResponse) => void, secure?: { key: string; cert: string }) {
  const heard: Heard[] = [];
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    heard.push({ method, url, headers, body });
    answer(response);
  };
  const server = secure ? createSecureServer(secure, hear) : createServer(hear);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { heard, url: `${secure ? 'https://localhost' : 'http://127.0.0.1'}:${port}/zones` };
}

const asked = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  ...{ method: 'GET', url, headers: {}, secrets: [], timeoutMs: 5000 },
  ...more,
});
const never = new AbortController().signal;

describe('a request', () => {
  test('arrives as it is, and the head of the answer comes back', async () => {
    const { heard, url } = await serve((response) => response.writeHead(201).end('made\u001b[31m it\n'));
    const end = await sendRequest(
      asked(url, { method: 'POST', headers: { 'x-key': 'k' }, body: '{"a":"ü"}' }),
      never,
    );
    expect([end, heard]).toMatchObject([
      { state: 'answered', status: 201, output: 'made it\n' },
      [{ method: 'POST', url: '/zones', headers: { 'x-key': 'k' }, body: '{"a":"ü"}' }],
    ]);
  });
  test('follows no redirect', async () => {
    const other = await serve((response) => response.end());
    const { url } = await serve((response) => response.writeHead(302, { location: other.url }).end());
    const end = await sendRequest(asked(url), never);
    expect([end, other.heard]).toEqual([{ state: 'answered', status: 302, output: '' }, []]);
  });
  test('keeps little of a long answer, and does not wait for its end', async () => {
    const { url } = await serve((response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const end = await sendRequest(asked(url), never);
    expect(end.state === 'answered' && end.output.length).toBeLessThan(17_000);
  });
  test('keeps of a secret that is said back only that it was said', async () => {
    const { url } = await serve((response) => response.end('you sent s3cret-token'));
    expect(await sendRequest(asked(url, { secrets: ['s3cret-token'] }), never)).toMatchObject({
      output: 'you sent •••',
    });
  });
});

describe('a request without an answer', () => {
  test('was certainly not sent where nobody listens', async () => {
    const port = createPort();
    await new Promise<void>((resolve) => port.listen(0, '127.0.0.1', resolve));
    const { port: number } = port.address() as AddressInfo;
    await new Promise((resolve) => port.close(resolve));
    expect((await sendRequest(asked(`http://127.0.0.1:${number}/`), never)).state).toBe('not-sent');
  });
  test('may have been received where the other side is silent', async () => {
    const { heard, url } = await serve(() => {});
    const end = await sendRequest(asked(url, { timeoutMs: 300 }), never);
    expect([end, heard.length]).toEqual([{ state: 'unanswered', because: 'no answer within 0.3 s' }, 1]);
  });
  test('is given up when the run is stopped', async () => {
    const stopping = new AbortController();
    const { url } = await serve(() => stopping.abort());
    expect(await sendRequest(asked(url), stopping.signal)).toEqual({
      ...{ state: 'unanswered', because: 'the run was stopped' },
    });
  });
});

describe('a request over TLS', () => {
  test('does not leave for a server that nobody vouches for, and does with the authority of the plan', async () => {
    const { key, cert } = certificate({
      name: 'localhost',
      notAfter: Date.UTC(2100, 0, 1),
      isAuthority: true,
    });
    const { heard, url } = await serve((response) => response.end('in'), { key, cert });
    const strange = await sendRequest(asked(url, { body: 'secret' }), never);
    const before = heard.length;
    const known = await sendRequest(asked(url, { ca: Buffer.from(cert) }), never);
    expect([strange.state, before, known]).toEqual([
      'not-sent',
      0,
      { state: 'answered', status: 200, output: 'in' },
    ]);
  });
});
