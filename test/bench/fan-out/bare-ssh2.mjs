import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

// The peer without a product: ssh2 in one thread, as a script would use it. The host key is checked, for all of them do.

/** @import { FanOutTask } from './task' */

/** @param {FanOutTask['targets'][number]} target @param {string} privateKey @returns {Promise<number | null>} */
function doOn({ address, port, user, hostKeys }, privateKey) {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    /** @type {number | null} */
    let code = null;
    client.on('error', () => resolve(null)).on('close', () => resolve(code));
    client.on('ready', () => {
      client.exec('true', (error, channel) => {
        if (error) return client.end();
        channel.on('exit', (/** @type {number | null} */ exitCode) => {
          code = exitCode;
        });
        channel.on('close', () => client.end());
        channel.resume();
        channel.stderr.resume();
      });
    });
    client.connect({
      ...{ host: address, port, username: user, privateKey, readyTimeout: 20_000 },
      hostVerifier: (/** @type {Buffer} */ key) =>
        hostKeys.includes(`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`),
    });
  });
}

/** @param {FanOutTask} task */
async function fanOut({ targets, clientKey, maxInFlight }) {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  let next = 0;
  let ok = 0;
  const lane = async () => {
    for (let target = targets[next++]; target; target = targets[next++])
      if ((await doOn(target, clientKey)) === 0) ok += 1;
  };
  await Promise.all(Array.from({ length: maxInFlight }, lane));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000, ok };
}

process.once('message', async (task) => {
  process.send?.(await fanOut(/** @type {FanOutTask} */ (task)), () => process.exit(0));
});
