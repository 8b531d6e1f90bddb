import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '../domain/incident/incident';
import { AppError } from '../errors';
import { fleetControl } from '../fleet/control-client';
import type { DemoStatus } from '../ipc/snapshot';
import type { Core } from './core';

/** A fleet process that was started for us. */
export type FleetProcess = {
  /** Resolves with words about its end, should it end. */
  readonly ended: Promise<string>;
  stop(): void;
};

export type DemoParts = {
  readonly core: Core;
  /** The demo's own folder; the plan is copied into `plan/` below it, so that it can be edited. */
  readonly folder: string;
  /** Where the demo plan that ships with the product is. */
  readonly shippedPlan: string;
  readonly size: number;
  /** Starts `holdfast fleet serve` on a folder, by whatever means the shell has. */
  readonly startFleet: (fleetFolder: string, size: number) => FleetProcess;
  readonly onStatus: (status: DemoStatus) => void;
};

export type Demo = {
  /** Breaks sign-in on most endpoints and gives a few endpoints a fault of their own. */
  breakSignIn(): Promise<void>;
  stop(): void;
};

/** What goes wrong in the demo: the outage itself, and the odd endpoints that every real fleet has. */
const outageShare = 0.83;
const oddEndpoints = [
  { kind: 'refuse', count: 3 },
  { kind: 'changed-key', count: 2 },
  { kind: 'exit', count: 4 },
] as const;

/**
 * Starts the embedded fleet, writes a working copy of the demo plan and brings it into force.
 * @throws AppError `unavailable` when the fleet does not come up
 */
export async function startDemo(parts: DemoParts): Promise<Demo> {
  const { core, folder, onStatus } = parts;
  const plan = join(folder, 'plan');
  const fleetFolder = join(plan, 'fleet');
  onStatus({ state: 'starting', detail: `Starting ${parts.size} SSH endpoints on this machine` });
  await mkdir(plan, { recursive: true });
  // What a person edited in the working copy stays; a new version's new files are added.
  await cp(parts.shippedPlan, plan, { recursive: true, force: false, errorOnExist: false });
  const fleet = parts.startFleet(fleetFolder, parts.size);
  try {
    await fleetIsUp(fleetFolder, fleet);
    const { plan: good, problems } = await core.plans.open(plan);
    if (!good)
      throw new AppError('invalid-input', `The demo plan has mistakes: ${problems[0]?.message ?? 'unknown'}`);
    await forgetFaults(core, fleetFolder);
  } catch (error) {
    fleet.stop();
    throw error;
  }
  onStatus({ state: 'on', detail: `${parts.size} SSH endpoints on this machine` });
  return {
    async breakSignIn() {
      for (const fault of oddEndpoints) await fleetControl(fleetFolder, { act: 'fault', ...fault });
      await fleetControl(fleetFolder, { act: 'break', service: 'auth-agent', share: outageShare });
    },
    stop: () => fleet.stop(),
  };
}

/** A demo begins with a healthy fleet, unless it was left in the middle of an incident. */
async function forgetFaults(core: Core, fleetFolder: string): Promise<void> {
  if (Object.values(core.ledger.world().incidents).some(isOpen)) return;
  await fleetControl(fleetFolder, { act: 'clear' });
  for (const service of ['auth-agent', 'pacs-viewer', 'directory'])
    await fleetControl(fleetFolder, { act: 'repair', service });
}

const fleetDeadlineMs = 60_000;

async function fleetIsUp(fleetFolder: string, fleet: FleetProcess): Promise<void> {
  let over: string | null = null;
  void fleet.ended.then((words) => {
    over = words;
  });
  for (const deadline = Date.now() + fleetDeadlineMs; Date.now() < deadline; ) {
    if (over !== null) throw new AppError('unavailable', `The demo's endpoints did not start: ${over}`);
    const up = await fleetControl(fleetFolder, { act: 'status' }).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new AppError('unavailable', `The demo's endpoints did not start within ${fleetDeadlineMs / 1000} s.`);
}
