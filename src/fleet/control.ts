import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { z } from 'zod';
import { AppError } from '../errors';
import {
  type ControlAnswer,
  controlRequestSchema,
  maxRequestBytes,
  type ParsedControlRequest,
} from './control-request';
import { createLineReader } from './line-reader';

export type ControlServer = { readonly port: number; close(): Promise<void> };

/** A connection that says nothing for this long is closed. */
const idleMs = 60_000;

/**
 * JSON lines on a loopback port: `{ token, act, … }` → `{ ok: true, answer }` or `{ ok: false, error }`. Whoever
 * sends a wrong token, no JSON or more than 64 KiB in a line is told so; the first and the last lose the connection.
 */
export async function startControl(
  token: string,
  act: (request: ParsedControlRequest) => Promise<ControlAnswer>,
): Promise<ControlServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.setTimeout(idleMs, () => socket.destroy());
    const reply = (body: object): void => {
      socket.write(`${JSON.stringify(body)}\n`);
    };
    const read = createLineReader({
      maxBytes: maxRequestBytes,
      onLine: (line) => void answer(line).then(reply),
      onTooLong: () => {
        // What still comes is read and dropped: closing on unread bytes would reset the answer away.
        socket.end(
          `${JSON.stringify({ ok: false, error: `a line is longer than ${maxRequestBytes} bytes` })}\n`,
        );
      },
    });
    socket.on('data', (chunk) => read(chunk));

    async function answer(line: string): Promise<object> {
      try {
        const { token: given, ...request } = tokenSchema.parse(JSON.parse(line));
        if (!isSame(given, token)) {
          setImmediate(() => socket.end());
          return { ok: false, error: 'wrong token' };
        }
        return { ok: true, answer: await act(controlRequestSchema.parse(request)) };
      } catch (error) {
        return { ok: false, error: wordsOf(error) };
      }
    }
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const tokenSchema = z.looseObject({ token: z.string() });

function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof SyntaxError) return 'the line is not JSON';
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : 'it failed';
  return error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
}
