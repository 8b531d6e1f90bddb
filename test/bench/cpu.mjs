import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The kernel counts in hundredths of a second wherever Node runs. */
const tickMs = 10;

/** @typedef {{ at: number, busyMs: number, ownMs: number }} CpuReading */

/**
 * How much CPU the whole machine, and the bench with everything that it started, have used so far. Only Linux tells;
 * elsewhere all of it is zero.
 * @returns {CpuReading}
 */
export function readCpu() {
  const at = performance.now();
  if (process.platform !== 'linux') return { at, busyMs: 0, ownMs: 0 };
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] =
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/\s+/).slice(1).map(Number) ?? [];
  const busyTicks = user + nice + system + interrupts + softInterrupts;
  return { at, busyMs: busyTicks * tickMs, ownMs: ownTicks() * tickMs };
}

/**
 * What others used between two readings, as a share of all cores; never below 0.
 * @param {CpuReading} before @param {CpuReading} after
 */
export function foreignShare(before, after) {
  const foreignMs = after.busyMs - before.busyMs - (after.ownMs - before.ownMs);
  return Math.max(0, foreignMs / ((after.at - before.at) * cpus().length));
}

/** Of the bench and all that descends from it; whoever has ended counts with the parent that waited for it. */
function ownTicks() {
  /** @type {Map<number, { parent: number, ticks: number }>} */
  const processes = new Map();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null;
    if (stat) processes.set(Number(entry), stat);
  }
  // A measure in a process of its own has the bench, and its display, above it.
  const root = Number(process.env.HOLDFAST_BENCH_PID ?? process.pid);
  const isOwn = (/** @type {number} */ id) => {
    for (let at = id; at > 1; at = processes.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  return [...processes].reduce((sum, [id, { ticks }]) => sum + (isOwn(id) ? ticks : 0), 0);
}

/** @param {string} id */
function statOf(id) {
  try {
    // The name of a program may hold spaces and brackets; the numbers follow its last bracket.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return { parent: fields[1] ?? 0, ticks };
  } catch {
    // It has ended since the folder was listed.
    return null;
  }
}
