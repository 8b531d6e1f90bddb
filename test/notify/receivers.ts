import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { Delivery, Message } from '../../src/domain/comms/message';
import { noon } from '../helpers/hospital';

/** One request as a receiver had it. */
export type Request = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
};

/** Answers the n-th request (from 0); a function takes the response over itself. */
export type Answering = (index: number, request: Request) => Answer | ((response: ServerResponse) => void);

const taken: Answer = { status: 202, body: 'ok' };

/** A real HTTP server on loopback for this test alone. `port`: where it must listen; free when absent. */
export async function httpReceiver(answering: Answering = () => taken, port = 0) {
  const received: Request[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const seen = { method: request.method, path: request.url, headers: request.headers, body };
      const answer = answering(received.push(seen) - 1, seen);
      if (typeof answer === 'function') return answer(response);
      response.writeHead(answer.status, answer.headers ?? {});
      return response.end(answer.body ?? '');
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  const { port: at } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${at}/hook`, port: at, received, close };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/** A loopback port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await httpReceiver();
  await close();
  return port;
}

/** One mail as a server had it. */
export type Mail = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

/** A real SMTP server on loopback for this test alone. */
export async function smtpSink(options: SMTPServerOptions = {}) {
  const received: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({
          from,
          to: rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks).toString(),
        });
        callback();
      });
    },
    ...options,
  });
  // A client that does not trust the certificate hangs up; that is what the test is about.
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (listener.address() as AddressInfo).port, received };
}

export const delivery: Delivery = {
  ...{ id: 'hook', channel: 'hook', kind: 'webhook', to: 'jon@hospital.example', state: 'sending' },
  dedupe: 'INC-0001/P1/0/jon/hook/2026-10-01T12:00:00.000Z',
  ...{ attempts: 1, retryAt: null, because: null, releasedAt: null, endedAt: null },
};

export const message: Message = {
  ...{ id: 'MSG-0001', kind: 'page', incident: 'INC-0001', audience: null, person: 'jon', paging: 'P1' },
  subject: 'SEV-1 Clinical sign-in is down',
  text: 'It fails on 8 of 10 endpoints.\nAcknowledge at the console.',
  ...{ queuedAt: noon, nextUpdateAt: null, expiresAt: noon + 3_600_000, deliveries: { hook: delivery } },
};

/** A signal that nobody ever gives. */
export const never = new AbortController().signal;
