import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { z } from 'zod';
import { AppError } from '../errors';
import {
  type ControlAnswer,
  type ControlRequest,
  controlAnswerSchema,
  fleetFileSchema,
} from './control-request';
import { fleetFilePath } from './fleet-files';
import { createLineReader } from './line-reader';

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: controlAnswerSchema }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** An act on a large fleet writes a file per endpoint; longer than this means that nobody answers. */
const answerWithinMs = 30_000;

/** Room for the names of 5,000 endpoints. */
const maxAnswerBytes = 1024 * 1024;

/**
 * Asks the fleet that runs in `dir`. Rejects with `unavailable` when none answers there and with `invalid-input`
 * when it refuses the request.
 */
export async function fleetControl(dir: string, request: ControlRequest): Promise<ControlAnswer> {
  const file = await readFleetFile(dir);
  const line = await askOnce(file.controlPort, JSON.stringify({ token: file.token, ...request }));
  const reply = replySchema.safeParse(parseJson(line));
  if (!reply.success) throw new AppError('unavailable', 'The demo fleet gave an answer that makes no sense');
  if (!reply.data.ok) throw new AppError('invalid-input', `The demo fleet refused: ${reply.data.error}`);
  return reply.data.answer;
}

async function readFleetFile(dir: string) {
  try {
    return fleetFileSchema.parse(JSON.parse(await readFile(fleetFilePath(dir), 'utf8')));
  } catch (error) {
    throw new AppError('unavailable', `No demo fleet runs in ${dir}`, { cause: error });
  }
}

function askOnce(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    const fail = (why: string): void => {
      socket.destroy();
      reject(new AppError('unavailable', `The demo fleet does not answer: ${why}`));
    };
    const reader = createLineReader({
      maxBytes: maxAnswerBytes,
      onLine: (answer) => {
        socket.destroy();
        resolve(answer);
      },
      onTooLong: () => fail('its answer is too long'),
    });
    socket.setTimeout(answerWithinMs, () => fail(`nothing within ${answerWithinMs} ms`));
    socket.on('data', (chunk) => reader(chunk));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('the connection was closed'));
    socket.write(`${line}\n`);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
