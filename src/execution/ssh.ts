import { connect, type Socket } from 'node:net';
import { NodeSSH } from 'node-ssh';
import type { ParsedKey, PublicKeyAuthMethod } from 'ssh2';
import { parseClientKey } from './client-key';
import { connectFailure } from './connect-failure';
import { cancelled, type NotSent, unreachable } from './ending';
import { fingerprintOf } from './host-key';
import { type LiveConnection, watchConnection } from './live-connection';
import { performOn } from './perform';
import type { Target, Transport } from './transport';
import { createWarmConnections } from './warm-connections';

export type SshTransportOptions = {
  /** PEM or OpenSSH text, not encrypted. */
  readonly privateKey: string;
  /** From the first packet to the accepted login. Default 5,000. Waiting for a handshake slot does not count. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long a connection without a command is kept open. Default 60,000. */
  readonly keepIdleMs?: number | undefined;
  /** Handshakes in progress at the same time; commands in progress are not limited here. Default 32. */
  readonly maxHandshakes?: number | undefined;
  /** Bytes of output kept per command. Default 16 KiB. */
  readonly outputLimitBytes?: number | undefined;
  /** How long an endpoint may take to open a channel, and again to accept the command. Default 5,000. */
  readonly execDeadlineMs?: number | undefined;
};

/**
 * Commands over SSH, with strict host keys and one kept connection per target.
 * Throws `invalid-input` when the private key cannot be used. Kept connections keep the process alive until `close`.
 */
export function createSshTransport(options: SshTransportOptions): Transport {
  const key = parseClientKey(options.privateKey);
  const timeoutMs = options.connectTimeoutMs ?? 5_000;
  const connections = createWarmConnections({
    dial: (target, abandoned) => dial({ target, key, timeoutMs, abandoned }),
    maxHandshakes: options.maxHandshakes ?? 32,
    keepIdleMs: options.keepIdleMs ?? 60_000,
  });
  const limits = {
    execDeadlineMs: options.execDeadlineMs ?? 5_000,
    outputLimitBytes: options.outputLimitBytes ?? 16 * 1024,
  };
  return {
    perform: (target, command, signal) => performOn(connections, { target, command, limits, signal }),
    close: () => connections.close(),
  };
}

/** A silent endpoint is given up after this many unanswered questions, this far apart. */
const keepAlive = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/** SHA-1 signatures (`ssh-rsa`) are out; RSA keys still work with SHA-2. The rest stays as this Node can do it. */
const algorithms = { serverHostKey: { append: [], prepend: [], remove: ['ssh-rsa' as const] } };

type DialOptions = {
  readonly target: Target;
  readonly key: ParsedKey;
  readonly timeoutMs: number;
  readonly abandoned: AbortSignal;
};

/** Opens a connection or says why not. Credentials are only offered once the host key was accepted. */
function dial({ target, key, timeoutMs, abandoned }: DialOptions): Promise<LiveConnection | NotSent> {
  return new Promise((resolve) => {
    let presented = '';
    let firstError: Error | undefined;
    let socket: Socket;
    const shell = new NodeSSH();
    const login: PublicKeyAuthMethod = { type: 'publickey', username: target.user, key };
    try {
      // Our own socket, because ssh2's client has no way to close one that the other side half closed.
      socket = connect({ host: target.address, port: target.port, noDelay: true });
    } catch (error) {
      return resolve(connectFailure(error instanceof Error ? error : undefined));
    }
    const connecting = shell.connect({
      ...keepAlive,
      sock: socket,
      username: target.user,
      readyTimeout: 0,
      algorithms,
      hostVerifier: (publicKey: Buffer) => {
        presented = fingerprintOf(publicKey);
        return target.hostKeys.includes(presented);
      },
      authHandler: [login],
    });
    const client = shell.connection;
    if (client === null) {
      socket.destroy();
      void connecting.catch((error: unknown) =>
        resolve(connectFailure(error instanceof Error ? error : undefined)),
      );
      return;
    }
    client.on('error', (error) => {
      firstError ??= error;
    });
    const connection = watchConnection(client, socket);

    const settle = (result: LiveConnection | NotSent): void => {
      clearTimeout(timer);
      abandoned.removeEventListener('abort', onAbandon);
      if ('state' in result) void connection.destroy('the connection attempt ended');
      resolve(result);
    };
    const onAbandon = (): void => settle(cancelled);
    const timer = setTimeout(
      () => settle(unreachable('ConnectTimeout', `No SSH login within ${timeoutMs} ms`)),
      timeoutMs,
    );
    abandoned.addEventListener('abort', onAbandon, { once: true });
    const failed = (): void => {
      const isMismatch = presented !== '' && !target.hostKeys.includes(presented);
      settle(isMismatch ? mismatch(target, presented) : connectFailure(firstError));
    };
    connecting.then(() => (connection.isUsable() ? settle(connection) : failed()), failed);
  });
}

function mismatch(target: Target, presented: string): NotSent {
  const words = `The endpoint presented ${presented}; on file: ${target.hostKeys.join(', ')}`;
  return { state: 'denied', cause: 'HostKeyMismatch', output: words };
}
