import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

// Posts from a thread of its own, so that whoever receives is the only one on its event loop.

/** @type {{ address: string, token: string, bodies: readonly string[], connections: number }} */
const { address, token, bodies, connections } = workerData;
/** As Alertmanager does, what a receiver has no room for now is sent again. */
const retryMs = 100;
const mostTries = 100;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** @param {string} body @returns {Promise<number>} how often it had to be sent again */
async function deliver(body) {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const status = await post(body);
    if (status === 200) return tries;
    if (status !== 429 && status !== 503) throw new Error(`answered ${status}`);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  throw new Error(`not taken in ${mostTries} tries`);
}

/** @param {string} body @returns {Promise<number>} the status of the answer */
function post(body) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(`http://${address}/alertmanager`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const began = performance.now();
const repeats = await Promise.all(bodies.map(deliver));
const seconds = (performance.now() - began) / 1000;
agent.destroy();
parentPort?.postMessage({ seconds, repeated: repeats.reduce((sum, each) => sum + each, 0) });
