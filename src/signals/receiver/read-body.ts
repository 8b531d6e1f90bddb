import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Room } from './in-flight';
import { malformed, Refusal } from './refusal';

/** Pieces one body may come in: each costs far more to hold than a byte, and no honest sender needs so many. */
const mostPieces = 4096;

/** The length a request announces; null when it comes in chunks. Refuses what has none, or too much. */
export function announcedLength(request: IncomingMessage, most: number): number | null {
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  if (length === undefined && transfer === undefined)
    throw new Refusal(
      411,
      'length',
      'The request has no Content-Length. Send one, or send the body in chunks.',
    );
  if (length === undefined) return null;
  if (Number(length) > most) throw tooLarge(most);
  return Number(length);
}

/**
 * Reads the whole body; refuses as soon as it grows too large or there is no room for it.
 * @returns null when the sender went away before its end
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  room: Room,
  most: number,
): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (refusal: Refusal): void => {
      request.pause();
      request.removeAllListeners('data');
      reject(refusal);
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) stop(tooLarge(most));
      else if (chunks.length >= mostPieces)
        stop(malformed(`The body comes in more than ${mostPieces} pieces. Send larger chunks.`));
      else if (!room.grow(chunk.length)) stop(noRoom());
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.once('close', () => resolve(null));
    if (request.headers.expect !== undefined) response.writeContinue();
  });
}

export const noRoom = (): Refusal =>
  new Refusal(429, 'shed', 'Too much at once. Send it again in a second.', {
    'retry-after': '1',
    connection: 'close',
  });

const tooLarge = (most: number): Refusal =>
  new Refusal(
    413,
    'too-large',
    `The body is larger than ${most} bytes. Send fewer alerts in one request (Alertmanager: max_alerts in webhook_configs, or a finer group_by).`,
  );
