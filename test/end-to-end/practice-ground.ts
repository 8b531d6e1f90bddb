import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fleetControl } from '../../src/fleet/control-client';
import { environment } from './console';

const root = path.resolve(__dirname, '../..');

/** Real SSH endpoints and a plan folder about them, which the console opens as the plan it had last. */
export type PracticeGround = {
  readonly plan: string;
  break(service: string, share: number): Promise<unknown>;
  /** Every act of a service on every endpoint since it was broken, without times, by the endpoint's name. */
  acts(service: string): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Changes a file of the plan, as somebody with an editor would. */
  edit(file: string, replacements: Replacements): Promise<void>;
  close(): Promise<void>;
};

type Replacements = readonly (readonly [from: string | RegExp, to: string])[];

type Setting = {
  readonly size: number;
  /** The console's data folder: its settings are written so that it opens this plan. */
  readonly data: string;
  /** Files of the plan with what takes the place of what; every place must be there. */
  readonly edits: Readonly<Record<string, Replacements>>;
  /** Further files, by their path in the plan folder; readable by their owner only. */
  readonly files?: Readonly<Record<string, string>>;
};

/** Copies the demo plan, edits it, and starts its fleet in a process of its own. */
export async function preparePracticeGround({
  size,
  data,
  edits,
  files = {},
}: Setting): Promise<PracticeGround> {
  const plan = await mkdtemp(path.join(tmpdir(), 'holdfast-ground-'));
  await cp(path.join(root, 'resources/demo-plan'), plan, { recursive: true });
  const fleetFolder = path.join(plan, 'fleet');
  const fleet = await serveFleet(fleetFolder, size);
  for (const [file, replacements] of Object.entries(edits)) await edit(path.join(plan, file), replacements);
  for (const [file, text] of Object.entries(files)) {
    await writeFile(path.join(plan, file), text);
    await chmod(path.join(plan, file), 0o600);
  }
  await writeFile(path.join(data, 'settings.json'), JSON.stringify({ planFolder: plan }));
  return {
    plan,
    break: (service, share) => fleetControl(fleetFolder, { act: 'break', service, share }),
    async acts(service) {
      const homes = path.join(fleetFolder, 'homes');
      const names = await readdir(homes);
      const logs = await Promise.all(
        names.map(async (name) => {
          const text = await readFile(path.join(homes, name, 'svc', service, 'log'), 'utf8').catch(() => '');
          const acts = text.split('\n').flatMap((line) => line.split(' ').slice(1).join(' ') || []);
          return [name, acts] as const;
        }),
      );
      return Object.fromEntries(logs.filter(([, acts]) => acts.length > 0));
    },
    edit: (file, replacements) => edit(path.join(plan, file), replacements),
    async close() {
      const gone = new Promise((resolve) => fleet.once('exit', resolve));
      fleet.kill('SIGTERM');
      await gone;
      await rm(plan, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function edit(file: string, replacements: Replacements): Promise<void> {
  let text = await readFile(file, 'utf8');
  for (const [from, to] of replacements) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} does not have ${from}`);
    text = changed;
  }
  await writeFile(file, text);
}

/** Resolves when every endpoint listens. */
export function serveFleet(folder: string, size: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['bin/holdfast.mjs', 'fleet', 'serve', '--dir', folder, '--size', String(size), '--json'],
    { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the fleet ended with exit code ${code}`)));
  });
}
