import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { createServer } from 'node:net';
import ssh2 from 'ssh2';

// Thousands of SSH endpoints in one process: one listener hears all of 127.0.0.0/8, and a command is answered without
// a shell. What is asked over IPC first says which addresses misbehave, and how.

/**
 * @typedef {'auth' | 'changed-key' | 'hang' | 'drop' | 'exit'} LightFault a refused connection needs no endpoint
 * @typedef {object} LightOrder
 * @property {string} hostKey private key text
 * @property {string} otherHostKey the one that endpoints with a changed key show
 * @property {string} clientKey private key text of who may log in
 * @property {Readonly<Record<string, LightFault>>} faults by address
 */

/** ssh2 reads the key again at every signature, which would make the endpoints cost more than the client. @param {string} text */
function quickKey(text) {
  const parsed = /** @type {any} */ (ssh2.utils.parseKey(text));
  const opened = createPrivateKey(parsed.getPrivatePEM());
  const known = createPublicKey(parsed.getPublicPEM());
  parsed.sign = (/** @type {Buffer} */ data) => sign(null, data, opened);
  parsed.verify = (/** @type {Buffer} */ data, /** @type {Buffer} */ signature) =>
    verify(null, data, known, signature);
  return parsed;
}

/**
 * What is said in one turn leaves together, as from an sshd: ssh2 writes every packet by itself, which costs both sides
 * more than the packets do.
 * @param {import('node:net').Socket} socket
 */
function writeTogether(socket) {
  const write = socket.write.bind(socket);
  Object.assign(socket, {
    write: (/** @type {Uint8Array} */ chunk) => {
      if (socket.writableCorked === 0) {
        socket.cork();
        setImmediate(() => socket.uncork());
      }
      return write(chunk);
    },
  });
}

/** @param {LightOrder} order */
function serve(order) {
  const clientKey = quickKey(order.clientKey);
  const serverWith = (/** @type {string} */ hostKey) =>
    new ssh2.Server({ hostKeys: [{ key: quickKey(hostKey) }] }, (client) => {
      const { socket, fault } = /** @type {any} */ (client)._sock.light;
      client.on('error', () => {});
      client.on('authentication', (login) => {
        if (login.method !== 'publickey' || fault === 'auth') return login.reject(['publickey']);
        const { blob, signature } = login;
        const isMine = login.key.data.equals(clientKey.getPublicSSH());
        if (isMine && (!signature || !blob || clientKey.verify(blob, signature))) login.accept();
        else login.reject(['publickey']);
      });
      client.on('session', (accept) => {
        const session = accept();
        // ansible asks for a terminal and for variables whether it needs them or not.
        session.on('pty', (acceptPty) => acceptPty?.());
        session.on('env', (acceptEnv) => acceptEnv?.());
        session.on('exec', (acceptExec) => {
          const channel = acceptExec();
          channel.on('error', () => {});
          if (fault === 'hang') return;
          if (fault === 'drop') return socket.resetAndDestroy();
          channel.exit(fault === 'exit' ? 3 : 0);
          channel.end();
        });
      });
    });
  const genuine = serverWith(order.hostKey);
  const impostor = serverWith(order.otherHostKey);
  const listener = createServer({ noDelay: true }, (socket) => {
    const fault = order.faults[socket.localAddress ?? ''];
    Reflect.set(socket, 'light', { socket, fault });
    socket.on('error', () => {});
    writeTogether(socket);
    (fault === 'changed-key' ? impostor : genuine).injectSocket(socket);
  });
  listener.listen({ host: '0.0.0.0', port: 0, backlog: 4096 }, () => {
    const bound = listener.address();
    process.send?.({ port: typeof bound === 'object' && bound ? bound.port : 0 });
  });
}

process.once('message', (order) => serve(/** @type {LightOrder} */ (order)));
process.once('disconnect', () => process.exit(0));
