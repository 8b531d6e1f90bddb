import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AlertDelivery } from '../../domain/signal/alert';
import { createAllowances } from './allowances';
import type { Connections } from './connections';
import { createInFlight, type Room } from './in-flight';
import type { Limits } from './limits';
import { announcedLength, noRoom, readBody } from './read-body';
import { readJson } from './read-json';
import { Refusal, type RefusalReason } from './refusal';
import { mediaTypeOf, type Route, routes, type Told } from './route';
import { createSeenEvents } from './seen-events';
import { bearerOf, tokenCheck } from './token';
import { createTurns } from './turns';

/** What became of a delivery: how many of its alerts were stale or had to be dropped. */
export type Taken = { readonly stale: number; readonly dropped: number };

export type Handling = {
  readonly token: string;
  readonly limits: Limits;
  readonly now: () => number;
  readonly connections: Connections;
  /** Returns when the delivery is on the record; throws when it could not be put there. */
  readonly onDelivery: (delivery: AlertDelivery) => Taken;
  readonly onRefusal: (reason: RefusalReason, count: number) => void;
  /** Told of what should not have happened; the sender is then asked to send it again. */
  readonly onFault: (error: unknown) => void;
};

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Refusal['headers'] };

/** One request from its headers to its answer. What is cheap to refuse is refused before the body is read. */
export function createHandler(handling: Handling) {
  const { limits, now, connections, onDelivery, onRefusal, onFault } = handling;
  const isToken = tokenCheck(handling.token);
  const allowances = {
    trusted: createAllowances(limits.trusted, now),
    anonymous: createAllowances(limits.anonymous, now),
  };
  const takeRoom = createInFlight(limits);
  const seen = createSeenEvents();
  const turn = createTurns();

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const ends: (() => void)[] = [];
    try {
      const answer = await handle(request, response, (end) => ends.push(end));
      if (answer) send(request, response, answer, limits.bodyBytes);
    } catch (error) {
      if (!(error instanceof Refusal)) onFault(error);
      const refusal = error instanceof Refusal ? error : notRecorded();
      onRefusal(refusal.reason, 1);
      const { status, message, headers } = refusal;
      send(request, response, { status, body: { error: message }, headers }, limits.bodyBytes);
    } finally {
      for (const end of ends) end();
    }
  };

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    atEnd: (end: () => void) => void,
  ): Promise<Answer | null> {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const bearer = bearerOf(request.headers.authorization);
    const isTrusted = bearer !== null && isToken(bearer);
    pass(isTrusted, request.socket.remoteAddress ?? '');
    const route = routeOf(path, request.method ?? '');
    if (route === null) return { status: 200, body: { status: 'ok' } };
    if (!isTrusted && (bearer !== null || !route.tokenIn)) throw unauthorised(route);
    checkType(route, request);
    announcedLength(request, limits.bodyBytes);
    const room: Room | null = takeRoom(isTrusted);
    if (!room) throw noRoom();
    atEnd(room.release);
    if (isTrusted) atEnd(connections.serve(request.socket));
    const bytes = await readBody(request, response, room, limits.bodyBytes);
    if (!bytes) return null;
    await turn();
    const body = readJson(bytes);
    if (!isTrusted && !isToken(route.tokenIn?.(body) ?? '')) throw unauthorised(route);
    return take(route.tell(body, request.headers, now()));
  }

  function pass(isTrusted: boolean, address: string): void {
    const waitS = allowances[isTrusted ? 'trusted' : 'anonymous'](address);
    if (waitS !== null)
      throw new Refusal(429, 'shed', `Too many requests. Send it again in ${waitS} s.`, {
        'retry-after': `${waitS}`,
        connection: 'close',
      });
  }

  function take({ delivery, answer, keys }: Told): Answer {
    const fresh = new Set<string>();
    const alerts = delivery.alerts.filter((_, index) => {
      const key = keys?.[index];
      if (key === undefined) return true;
      if (fresh.has(key) || seen.has(key)) return false;
      fresh.add(key);
      return true;
    });
    const { stale, dropped } = onDelivery({ ...delivery, alerts });
    for (const key of fresh) seen.add(key);
    const duplicate = delivery.alerts.length - alerts.length;
    for (const [reason, count] of Object.entries({ duplicate, stale, dropped }))
      if (count > 0) onRefusal(reason as RefusalReason, count);
    if (answer) return { status: 202, body: answer };
    return { status: 200, body: { accepted: alerts.length, ...(duplicate > 0 ? { duplicate: true } : {}) } };
  }
}

/** The route of a path; null for the one that only says that somebody is there. */
function routeOf(path: string, method: string): Route | null {
  const isHealth = path === '/health';
  const route = routes.get(path) ?? null;
  if (!isHealth && !route)
    throw new Refusal(
      404,
      'not-found',
      `There is nothing here. Alerts go to ${[...routes.keys()].join(', ')}.`,
    );
  const allowed = isHealth ? ['GET', 'HEAD'] : ['POST'];
  if (!allowed.includes(method))
    throw new Refusal(405, 'method', `${path} takes ${allowed.join(' and ')}.`, {
      allow: allowed.join(', '),
    });
  return route;
}

function checkType(route: Route, { headers }: IncomingMessage): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!route.accepts(mediaTypeOf(headers), headers) || encoding !== 'identity')
    throw new Refusal(415, 'content-type', `Send ${route.takes.join(', or ')}, not compressed.`);
}

function unauthorised(route: Route): Refusal {
  const other = route.tokenIn ? ', or as routing_key in the body' : '';
  return new Refusal(
    401,
    'unauthorised',
    `The token is missing or wrong. Send it as "Authorization: Bearer <token>"${other}.`,
    { 'www-authenticate': 'Bearer' },
  );
}

const notRecorded = (): Refusal =>
  new Refusal(503, 'not-recorded', 'It could not be put on the record. Send it again.', {
    'retry-after': '5',
  });

function send(request: IncomingMessage, response: ServerResponse, answer: Answer, most: number): void {
  if (response.headersSent || response.destroyed) return;
  const text = `${JSON.stringify(answer.body)}\n`;
  // The rest of a body of known, bearable length is let in and thrown away; anything else ends with its connection.
  // Whoever asked whether to send it need not send it at all.
  const length = Number(
    request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? NaN : 0),
  );
  const isBounded = request.complete || (length <= most && request.headers.expect === undefined);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(isBounded ? {} : { connection: 'close' }),
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
