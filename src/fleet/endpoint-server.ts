import { createServer, type Server as NetServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type Server, type Session } from 'ssh2';
import type { FaultKind } from './control-request';
import { newKey } from './keys';
import type { ShellPool } from './shell-pool';

export type Fault = { readonly kind: FaultKind; readonly delayMs: number };

export type EndpointServerOptions = {
  readonly hostKey: string;
  readonly user: string;
  /** The one public key that may log in. */
  readonly clientKey: ParsedKey;
  readonly home: string;
  readonly shells: ShellPool;
};

export type EndpointServer = {
  /** Rejects when the address is taken. Port 0 takes any; resolves to the port. */
  listen(address: string, port: number): Promise<number>;
  fault(): Fault | undefined;
  /** Takes effect at once, on kept connections too; undefined heals. Rejects when its port was lost to another. */
  setFault(fault: Fault | undefined): Promise<void>;
  close(): Promise<void>;
};

/** A real SSH server for one demo endpoint: public key login and `exec`, nothing else. */
export function createEndpointServer(options: EndpointServerOptions): EndpointServer {
  const sockets = new Map<string, Socket>();
  // Besides by peer, because a client that is gone again when its connection arrives has no peer any more.
  const connected = new Set<Socket>();
  const genuine = sshServer(options.hostKey);
  let impostor: Server | undefined;
  let listener: NetServer | undefined;
  let place = { address: '', port: 0 };
  let fault: Fault | undefined;

  function sshServer(hostKey: string): Server {
    return new ssh2.Server({ hostKeys: [hostKey] }, (client, info) => {
      // A client may send anything; its errors end its connection and nothing else.
      client.on('error', () => {});
      client.on('authentication', (login) => answerLogin(login));
      client.on('session', (accept) => serveSession(accept(), client, `${info.ip}:${info.port}`));
    });
  }

  function answerLogin(login: AuthContext): void {
    const { clientKey, user } = options;
    if (login.method !== 'publickey' || fault?.kind === 'auth') {
      login.reject(['publickey']);
      return;
    }
    const isMine = login.username === user && login.key.data.equals(clientKey.getPublicSSH());
    const { blob, signature } = login;
    // Without a signature it is only the question whether the key would do.
    const isQuestion = isMine && signature === undefined;
    const isProven =
      isMine && signature && blob && clientKey.verify(blob, signature, login.hashAlgo) === true;
    if (isQuestion || isProven) login.accept();
    else login.reject(['publickey']);
  }

  function serveSession(session: Session, client: Connection, peer: string): void {
    session.on('exec', (accept, _reject, { command }) => {
      const channel = accept();
      channel.on('error', () => {});
      if (fault?.kind === 'hang') return;
      const isDropped = fault?.kind === 'drop';
      let end = (): void => {};
      const begin = (): void => {
        end = options.shells.run({
          command,
          home: options.home,
          channel,
          onStarted: isDropped ? () => sockets.get(peer)?.resetAndDestroy() : undefined,
        });
      };
      const timer = setTimeout(begin, fault?.kind === 'slow' ? fault.delayMs : 0);
      const stop = (): void => {
        clearTimeout(timer);
        client.off('close', stop);
        // A dropped command has its effect; only its answer is lost.
        if (!isDropped) end();
      };
      session.once('close', stop);
      client.on('close', stop);
    });
  }

  const welcome = (socket: Socket): void => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    connected.add(socket);
    sockets.set(peer, socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      connected.delete(socket);
      sockets.delete(peer);
    });
    socket.setNoDelay(true);
    if (fault?.kind === 'changed-key') impostor ??= sshServer(newKey('impostor').privateKey);
    const server = fault?.kind === 'changed-key' ? impostor : genuine;
    server?.injectSocket(socket);
  };

  const open = (address: string, port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createServer(welcome);
      server.once('error', reject);
      server.listen({ host: address, port, backlog: 511 }, () => {
        server.off('error', reject);
        server.on('error', () => {});
        listener = server;
        const bound = server.address();
        resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
      });
    });

  const shut = async (): Promise<void> => {
    const closing = listener;
    listener = undefined;
    const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
    for (const socket of connected) socket.destroy();
    await closed;
  };

  return {
    async listen(address, port) {
      place = { address, port: await open(address, port) };
      return place.port;
    },
    fault: () => fault,
    async setFault(next) {
      const cutsConnections = new Set<FaultKind | undefined>(['refuse', 'changed-key', 'auth']);
      const isCut = cutsConnections.has(next?.kind) || cutsConnections.has(fault?.kind);
      fault = next;
      if (isCut) await shut();
      if (next?.kind !== 'refuse' && listener === undefined) await open(place.address, place.port);
    },
    close: shut,
  };
}
