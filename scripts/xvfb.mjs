import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * @typedef {object} VirtualDisplay
 * @property {string} display value for $DISPLAY, such as `:99`
 * @property {() => Promise<void>} stop ends Xvfb and waits until it has ended; may be repeated
 */

/**
 * The shell is a watchdog: its standard input is a pipe that only we hold, so it closes when this process ends in
 * whatever way, SIGKILL included, and Xvfb goes with it.
 */
const WATCHDOG = 'Xvfb "$@" & server=$!; exec 3>&-; read -r _; kill "$server" 2>/dev/null; wait "$server"';

const START_LIMIT_MS = 20_000;
const ATTEMPTS = 3;

/**
 * Starts an X server without a screen on a display that it finds free itself.
 * Throws when there is no Xvfb or it does not come up. It ends with this process and does not keep it alive.
 * @param {{ width?: number, height?: number }} [size] pixels; default 1920 × 1080
 * @returns {Promise<VirtualDisplay>}
 */
export async function startXvfb({ width = 1920, height = 1080 } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(`${width}x${height}x24`);
    } catch (error) {
      // Two servers that start at once can settle on the same display; the loser just tries again.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** @param {string} geometry @returns {Promise<VirtualDisplay>} */
async function startOnce(geometry) {
  const serverArguments = ['-displayfd', '3', '-screen', '0', geometry, '-nolisten', 'tcp', '-noreset'];
  const watchdog = spawn('sh', ['-c', WATCHDOG, 'sh', ...serverArguments], {
    // Its own group: Ctrl-C is for this process, which may still need the display to finish properly.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  const [input, , errors, answers] = /** @type {import('node:net').Socket[]} */ (
    /** @type {unknown} */ (watchdog.stdio)
  );
  if (!input || !errors || !answers) throw new Error('The pipes to Xvfb could not be opened.');
  let complaints = '';
  errors.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  const ended = once(watchdog, 'close').catch(() => []);
  // Writing never happens; the pipe may still report that the other side is gone.
  input.on('error', () => {});

  const stop = async () => {
    // Waiting for it must keep this process alive, or a program whose last act this is would break off here.
    for (const handle of [watchdog, errors, answers]) handle.ref();
    input.destroy();
    await ended;
  };
  try {
    const number = await firstLine(answers);
    watchdog.unref();
    for (const pipe of [input, errors, answers]) pipe.unref();
    return { display: `:${number}`, stop };
  } catch (error) {
    await stop();
    throw new Error(`Xvfb did not start: ${complaints.trim() || /** @type {Error} */ (error).message}`);
  }
}

/** @param {import('node:net').Socket} stream @returns {Promise<string>} */
function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Error(`no answer in ${START_LIMIT_MS / 1000} s`)),
      START_LIMIT_MS,
    );
    const settle = (/** @type {() => void} */ action) => {
      clearTimeout(timer);
      action();
    };
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) settle(() => resolve(text.trim()));
    });
    stream.on('end', () => settle(() => reject(new Error('it ended before it had a display'))));
  });
}
