import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { boundConnections } from './connections';
import { createHandler, type Handling } from './handle-request';
import { defaultLimits, type Limits } from './limits';
import type { RefusalReason } from './refusal';

export type ReceiverOptions = Pick<Handling, 'token' | 'onDelivery'> & {
  /** An IPv4 address of this machine. */
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** Told of everything that was turned away, as it happens. */
  readonly onRefusal?: ((reason: RefusalReason, count: number) => void) | undefined;
  /** Told of what should not have happened. */
  readonly onFault?: ((error: unknown) => void) | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Unix milliseconds. */
  readonly now: () => number;
};

/** Counts since it was opened. `heardAt`: when each source last delivered (Unix ms). */
export type ReceiverCounts = {
  readonly accepted: number;
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  readonly heardAt: Readonly<Record<string, number>>;
};

export type Receiver = {
  /** `127.0.0.1:9099` */
  readonly address: string;
  counts(): ReceiverCounts;
  /** Cuts every connection; resolves when the port is free again. */
  close(): Promise<void>;
};

/**
 * Listens for alerts: `POST /alertmanager`, `/v2/enqueue` and `/cloudevents` with the token, `GET /health` without.
 * A request is answered when its delivery is on the record, and never before.
 * @throws the error of the operating system when it cannot listen there
 */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  let accepted = 0;
  const refused: Partial<Record<RefusalReason, number>> = {};
  const heardAt: Record<string, number> = {};
  const refuse = (reason: RefusalReason, count = 1): void => {
    refused[reason] = (refused[reason] ?? 0) + count;
    options.onRefusal?.(reason, count);
  };
  const onFault = options.onFault ?? (() => {});
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16_384,
  });
  server.maxHeadersCount = 100;
  const handle = createHandler({
    token: options.token,
    limits,
    now: options.now,
    connections: boundConnections(server, limits.connections, () => refuse('shed')),
    onDelivery(delivery) {
      const taken = options.onDelivery(delivery);
      accepted += 1;
      heardAt[delivery.source] = options.now();
      return taken;
    },
    onRefusal: refuse,
    onFault,
  });
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void handle(request, response).catch(onFault);
  server.on('request', answer);
  // Whoever asks first whether to send the body is told after the headers have been judged.
  server.on('checkContinue', answer);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => onBroken(error, socket, refuse));
  await listen(server, options.host, options.port);
  // A machine that is out of file descriptors says so here, and goes on.
  server.on('error', onFault);
  const bound = server.address() as AddressInfo;
  return {
    address: `${bound.address}:${bound.port}`,
    counts: () => ({ accepted, refused: { ...refused }, heardAt: { ...heardAt } }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const gone: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

/** What is not HTTP, or comes too slowly, never becomes a request. */
function onBroken(
  { code }: NodeJS.ErrnoException,
  socket: Socket,
  refuse: (reason: RefusalReason) => void,
): void {
  // Whoever went away in the middle of a request will not read an answer.
  if (gone.has(code ?? '') || !socket.writable) {
    socket.destroy();
    return;
  }
  const isSlow = code === 'ERR_HTTP_REQUEST_TIMEOUT';
  refuse(isSlow ? 'too-slow' : 'malformed');
  const status = isSlow
    ? '408 Request Timeout'
    : code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
