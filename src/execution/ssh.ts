import { NodeSSH } from 'node-ssh';
import { connectFailure, mayPass } from './connect-failure';
import { cancelled, type NotSent, unreachable } from './ending';
import { fingerprintOf } from './host-key';
import { type Wire, watchConnection } from './live-connection';
import { type LoginAttempt, loginMethods, type SshLogin } from './login-methods';
import { performOn } from './perform';
import { type Attempt, createReach } from './reach';
import { signAtOnce } from './sign-at-once';
import type { Target, Transport } from './transport';
import { createWarmConnections } from './warm-connections';
import { warmUp } from './warm-up';

export type SshTransportOptions = SshLogin & {
  /** From the first packet to the accepted login. Default 5,000. Waiting for a handshake slot does not count. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long a connection without a command is kept open. Default 60,000. */
  readonly keepIdleMs?: number | undefined;
  /** Handshakes in progress at the same time; commands in progress are not limited here. Default 32. */
  readonly maxHandshakes?: number | undefined;
  /**
   * Of them, at one address or through one jump host. Default 8: an OpenSSH server begins to turn away logins when
   * ten are under way (MaxStartups 10:30:100).
   */
  readonly maxHandshakesPerDoor?: number | undefined;
  /** Bytes of output kept per command. Default 16 KiB. */
  readonly outputLimitBytes?: number | undefined;
  /** How long an endpoint may take to open a channel, and again to accept the command. Default 5,000. */
  readonly execDeadlineMs?: number | undefined;
};

/**
 * Commands over SSH, with strict host keys on every hop and one kept connection per target and per jump host.
 * Throws `invalid-input` when the private key cannot be used. Kept connections keep the process alive until `close`.
 */
export function createSshTransport(options: SshTransportOptions): Transport {
  const attemptFor = loginMethods(options);
  const timeoutMs = options.connectTimeoutMs ?? 5_000;
  const keepIdleMs = options.keepIdleMs ?? 60_000;
  const reach = createReach({
    login: (target, wire, abandoned) => login({ target, wire, by: attemptFor(target), timeoutMs, abandoned }),
    ...{ timeoutMs, keepIdleMs },
    maxHandshakes: options.maxHandshakes ?? 32,
    maxHandshakesPerDoor: options.maxHandshakesPerDoor ?? 8,
  });
  const connections = createWarmConnections({ dial: reach.dial, keepIdleMs });
  const limits = {
    execDeadlineMs: options.execDeadlineMs ?? 5_000,
    outputLimitBytes: options.outputLimitBytes ?? 16 * 1024,
  };
  return {
    perform: (target, command, signal) => performOn(connections, { target, command, limits, signal }),
    warm: (warm, signal) => warmUp(connections, warm, signal),
    close: async () => {
      await Promise.all([connections.close(), reach.close()]);
    },
  };
}

/** A silent endpoint is given up after this many unanswered questions, this far apart. */
const keepAlive = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/** SHA-1 signatures (`ssh-rsa`) are out; RSA keys still work with SHA-2. The rest stays as this Node can do it. */
const algorithms = { serverHostKey: { append: [], prepend: [], remove: ['ssh-rsa' as const] } };

type LoginOptions = {
  readonly target: Target;
  readonly wire: Wire;
  readonly by: LoginAttempt;
  readonly timeoutMs: number;
  readonly abandoned: AbortSignal;
};

/** Logs in over a wire or says why not. Credentials are only offered once the host key was accepted. */
function login({ target, wire, by, timeoutMs, abandoned }: LoginOptions): Promise<Attempt> {
  if (by.refusal) {
    wire.destroy();
    return Promise.resolve({ ending: by.refusal, mayPass: false });
  }
  return new Promise((resolve) => {
    let presented = '';
    let firstError: Error | undefined;
    const shell = new NodeSSH();
    const connecting = shell.connect({
      ...keepAlive,
      sock: wire,
      username: target.user,
      readyTimeout: 0,
      algorithms,
      hostVerifier: (publicKey: Buffer) => {
        presented = fingerprintOf(publicKey);
        return target.hostKeys.includes(presented);
      },
      authHandler: by.handler,
    });
    const client = shell.connection;
    if (client === null) {
      wire.destroy();
      void connecting.catch((error: unknown) => {
        const ending = connectFailure(error instanceof Error ? error : undefined);
        resolve({ ending, mayPass: false });
      });
      return;
    }
    client.on('error', (error) => {
      firstError ??= error;
    });
    const connection = watchConnection(client, wire);
    if (by.key) signAtOnce(client, by.key);

    const settle = (attempt: Attempt): void => {
      clearTimeout(timer);
      abandoned.removeEventListener('abort', onAbandon);
      if ('ending' in attempt) void connection.destroy('the connection attempt ended');
      resolve(attempt);
    };
    const give = (ending: NotSent): void => settle({ ending: by.judge(ending), mayPass: false });
    const onAbandon = (): void => give(cancelled);
    const timer = setTimeout(
      () => give(unreachable('ConnectTimeout', `No SSH login within ${timeoutMs} ms`)),
      timeoutMs,
    );
    abandoned.addEventListener('abort', onAbandon, { once: true });
    const failed = (): void => {
      const isMismatch = presented !== '' && !target.hostKeys.includes(presented);
      if (isMismatch) give(mismatch(target, presented));
      else {
        const ending = by.judge(connectFailure(firstError));
        settle({ ending, mayPass: ending.state !== 'denied' && mayPass(firstError) });
      }
    };
    connecting.then(() => (connection.isUsable() ? settle({ connection }) : failed()), failed);
  });
}

function mismatch(target: Target, presented: string): NotSent {
  const words = `The endpoint presented ${presented}; on file: ${target.hostKeys.join(', ')}`;
  return { state: 'denied', cause: 'HostKeyMismatch', output: words };
}
