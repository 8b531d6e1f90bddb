import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import ssh2 from 'ssh2';

// The peer without a product: ssh2 in one thread, as a script would use it. The host key is checked, for all of them do.

/** @import { FanOutTask } from './task' */
/** @import { Client } from 'ssh2' */

/** Resolves the exit code: when the connection is closed, or at once where it is kept. @param {Client} client @param {boolean} isKept */
function run(client, isKept) {
  return new Promise((/** @type {(code: number | null) => void} */ resolve) => {
    /** @type {number | null} */
    let code = null;
    client.on('close', () => resolve(code));
    client.exec('true', (error, channel) => {
      if (error) return client.end();
      channel.on('exit', (/** @type {number | null} */ exitCode) => {
        code = exitCode;
      });
      channel.on('close', () => (isKept ? resolve(code) : client.end()));
      channel.resume();
      channel.stderr.resume();
    });
  });
}

/** @param {FanOutTask['targets'][number]} target @param {string} privateKey @param {boolean} isKept @returns {Promise<Client | null>} */
function logIn({ address, port, user, hostKeys }, privateKey, isKept) {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    client.on('error', () => resolve(null)).on('close', () => resolve(null));
    client.on('ready', () => resolve(client));
    client.connect({
      // Without it every command waits for the endpoint's acknowledgement of the packet before.
      ...(isKept ? { sock: connect({ host: address, port, noDelay: true }) } : { host: address, port }),
      ...{ username: user, privateKey, readyTimeout: 20_000 },
      hostVerifier: (/** @type {Buffer} */ key) =>
        hostKeys.includes(`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`),
    });
  });
}

/**
 * Does this with every item, so many at a time.
 * @template T
 * @param {readonly T[]} items @param {number} lanes @param {(item: T) => Promise<number | null>} act
 */
async function timed(items, lanes, act) {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const queue = items.values();
  let ok = 0;
  const lane = async () => {
    for (const item of queue) if ((await act(item)) === 0) ok += 1;
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000, ok };
}

/**
 * Cold; where the task says armed, the connections stay and everything is done once more over them: what is left then
 * is the least that a click can cost over ssh2 in one thread.
 * @param {FanOutTask} task
 */
async function fanOut({ targets, clientKey, maxInFlight, armed }) {
  /** @type {Client[]} */
  const open = [];
  const cold = await timed(targets, maxInFlight, async (target) => {
    const client = await logIn(target, clientKey, armed);
    if (client && armed) open.push(client);
    return client && run(client, armed);
  });
  return armed ? { ...cold, open: await timed(open, maxInFlight, (each) => run(each, true)) } : cold;
}

process.once('message', async (task) => {
  process.send?.(await fanOut(/** @type {FanOutTask} */ (task)), () => process.exit(0));
});
