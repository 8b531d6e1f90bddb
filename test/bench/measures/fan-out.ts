import { fork } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startLightFleet } from '../../helpers/light-fleet';
import { type BenchFleet, type FleetKind, hasSshd, startBenchFleet } from '../fan-out/bench-fleet';
import { isInstalled, type Peer, type PeerFiles, peerFiles, peers, runPeer } from '../fan-out/peers';
import { fanOutTable, type Round } from '../fan-out/table';
import type { BareTaken, Cost, FanOutRun, FanOutTaken, FanOutTask } from '../fan-out/task';
import { quietRounds } from '../quiet-rounds.mjs';
import type { Measured } from '../statistics.mjs';

export { fanOut } from '../fan-out/holdfast';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const sizesIn = (variable: string, otherwise: string): number[] =>
  (process.env[variable] ?? otherwise)
    .split(',')
    .filter((each) => each !== '')
    .map(Number);
const sizes = sizesIn('BENCH_SIZES', '100,1000,5000');
/** Above this size only Holdfast and bare ssh2 run: a tool that forks per endpoint takes minutes there. */
const peersUpTo = Number(process.env.BENCH_PEERS_UP_TO ?? 1000);

/** What stands in the table one below the other. `isTuned`: the peers' ssh is told the quick algorithms. */
type Part = { readonly kind: FleetKind; readonly size: number; readonly isTuned: boolean };
const parts: readonly Part[] = [
  ...sizes.map((size) => ({ kind: 'light' as const, size, isTuned: true })),
  ...sizesIn('BENCH_SSHD_SIZES', '100,500').map((size) => ({ kind: 'sshd' as const, size, isTuned: true })),
  // Only a real server can do what OpenSSH chooses by itself, and there the choice costs both sides several times as much.
  ...sizesIn('BENCH_DEFAULT_SIZES', '100').map((size) => ({ kind: 'sshd' as const, size, isTuned: false })),
];
const fanOutWidth = 64;
const folder = path.resolve('.cache/bench/fan-out');
/** A folder for CPU profiles of Holdfast and its threads and of bare ssh2; with them every figure is too high. */
const profiles = process.env.BENCH_PROFILE;
const execArgv = profiles === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profiles];

/** One command on thousands of endpoints, cold: Holdfast with everything, against the tools people use. */
export async function measure(): Promise<Measured> {
  await mkdir(folder, { recursive: true });
  const missing = peers.filter((peer) => !isInstalled(peer)).map(({ name }) => name);
  const absent = [...missing, ...(hasSshd() ? [] : ['sshd, with all that runs on it'])];
  if (absent.length > 0) console.error(`not installed, and left out: ${absent.join(', ')}`);
  const taken = new Map<string, readonly Round[]>();
  const facts: Record<string, string | number> = {};
  for (const part of parts) {
    if (part.kind === 'sshd' && !hasSshd()) continue;
    const name = nameOf(part);
    console.error(`── ${name} endpoints ──`);
    const fleet = await startBenchFleet(part.kind, part.size);
    try {
      const files = await peerFiles(fleet, path.join(folder, name.replaceAll(' ', '-')), part.isTuned);
      const most = (peer: Peer) => Math.min(peersUpTo, peer.upTo ?? peersUpTo);
      const there = peers.filter((peer) => !missing.includes(peer.name) && part.size <= most(peer));
      const played = await quietRounds(rounds, (round) => playRound(fleet, there, files, round));
      taken.set(name, played.results);
      for (const [fact, value] of Object.entries(played.facts)) facts[`${fact} (${name})`] = value;
    } finally {
      await fleet.close();
    }
  }
  const faulty = sizes.length === 0 ? {} : await withFaults(Math.max(...sizes));
  await rm(folder, { recursive: true, force: true });
  return {
    title: `fan-out of \`true\`, cold, ${fanOutWidth} at a time; a size alone: light endpoints; sshd: a real one; peers with tuned key exchange, or with their default where it says so; medians, ratios paired by round`,
    rows: fanOutTable(taken),
    facts: { ...facts, ...faulty, 'left out': absent.join(', ') || 'none' },
  };
}

const nameOf = ({ kind, size, isTuned }: Part): string =>
  `${kind === 'light' ? '' : 'sshd '}${size}${isTuned ? '' : ' default'}`;

async function playRound(
  fleet: BenchFleet,
  there: readonly Peer[],
  files: PeerFiles,
  round: number,
): Promise<Round> {
  const size = fleet.targets.length;
  const costs: Record<string, Cost> = {};
  const entrants = ['holdfast', 'bare ssh2', 'bare ssh2, kept', ...there.map(({ name }) => name)];
  let holdfast: FanOutTaken | undefined;
  let kept: BareTaken | undefined;
  // Whoever comes first finds the machine as the round before left it, so each comes first in turn.
  for (let turn = 0; turn < entrants.length; turn += 1) {
    const name = entrants[(turn + round) % entrants.length] ?? '';
    const peer = there.find((each) => each.name === name);
    if (peer) costs[name] = await runPeer(peer, files, fanOutWidth);
    else if (name === 'holdfast') {
      holdfast = await runHoldfast(taskOf(fleet, { armed: true }));
      refuseLoss(holdfast.cold, size);
      if (holdfast.armed) refuseLoss(holdfast.armed, size);
      costs[name] = holdfast.cold;
    } else if (name === 'bare ssh2') costs[name] = await runBare(taskOf(fleet, {}));
    else kept = await runBare(taskOf(fleet, { armed: true }));
  }
  if (!holdfast || !kept?.open) throw new Error('Holdfast and bare ssh2 did not take part');
  return { size, costs, holdfast, bare: { cold: kept, open: kept.open } };
}

/** A canary, then the rest, of which two in a hundred misbehave: every one has to be told as what it is. */
async function withFaults(size: number): Promise<Record<string, string | number>> {
  const fleet = await startLightFleet({ size, faulty: 0.02, seed: 20_261_124 });
  try {
    // A canary halts at its first failure, which is not what is measured here.
    const order = [...fleet.endpoints].sort(
      (a, b) => Number(a.fault !== undefined) - Number(b.fault !== undefined),
    );
    const targets = order.map(({ target }) => target);
    const { clientKey } = fleet;
    const { cold } = await runHoldfast(taskOf({ clientKey, targets }, { canary: 10 }));
    const due = order.filter(({ fault }) => fault === undefined).length;
    const told = Object.values(cold.states).reduce((sum, many) => sum + many, 0);
    if (told !== size || cold.states.ok !== due)
      throw new Error(`of ${size} endpoints ${told} were told, ${cold.states.ok} of ${due} as ok`);
    return {
      [`${size} with 2 % faults, s`]: (cold.wallMs / 1000).toFixed(1),
      [`${size} with 2 % faults, states`]: JSON.stringify(cold.states),
    };
  } finally {
    await fleet.close();
  }
}

const taskOf = (
  { targets, clientKey }: Pick<BenchFleet, 'targets' | 'clientKey'>,
  change: Partial<FanOutTask>,
): FanOutTask => ({
  ...{ targets, clientKey },
  maxInFlight: fanOutWidth,
  maxHandshakes: fanOutWidth,
  canary: 0,
  timeoutMs: 10_000,
  armed: false,
  folder,
  ...change,
});

function refuseLoss({ states, result }: FanOutRun, size: number): void {
  if (states.ok !== size || result !== 'completed')
    throw new Error(`${result}: of ${size} endpoints only ${JSON.stringify(states)}`);
}

const runHoldfast = (task: FanOutTask) =>
  inProcess<FanOutTaken>(['test/bench/fan-out/run-holdfast.mjs', import.meta.url], task);

async function runBare(task: FanOutTask): Promise<BareTaken> {
  const taken = await inProcess<BareTaken>(['test/bench/fan-out/bare-ssh2.mjs'], task);
  const reached = Math.min(taken.ok, taken.open?.ok ?? taken.ok);
  if (reached !== task.targets.length) throw new Error(`bare ssh2 reached only ${reached}`);
  return taken;
}

function inProcess<T>([file = '', ...words]: readonly string[], task: FanOutTask): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(path.resolve(file), words, {
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (found) => resolve(found as T));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    child.send(task);
  });
}
