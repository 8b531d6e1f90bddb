import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fingerprintOf } from '../../src/execution/host-key';
import { fakeSudo } from '../helpers/fake-sudo';
import { serveFleet } from './practice-ground';

/** Real SSH endpoints, and all that a stranger has of them: an Ansible inventory with its group_vars. */
export type InventoryGround = {
  readonly inventory: string;
  /** Folder for whatever else a test needs; goes with it. */
  readonly root: string;
  /** `SHA256:…` of each endpoint's key, as the fleet itself knows it. */
  readonly hostKeys: readonly string[];
  close(): Promise<void>;
};

/** Starts endpoints and writes their inventory: wards and clinics, both children of hospital, and a dead one. */
export async function prepareInventory(size: number): Promise<InventoryGround> {
  const root = await mkdtemp(path.join(tmpdir(), 'holdfast-start-'));
  const fleet = path.join(root, 'fleet');
  const child = await serveFleet(fleet, size);
  await giveSudo(fleet);
  const [, ...rows] = (await readFile(path.join(fleet, 'inventory.csv'), 'utf8')).trim().split('\n');
  const hosts = rows.map((row) => {
    const [name, address, port] = row.split(',');
    return `${name} ansible_host=${address} ansible_port=${port}`;
  });
  const half = Math.ceil(hosts.length / 2);
  const folder = path.join(root, 'inventories');
  const vars = path.join(folder, 'group_vars');
  await mkdir(vars, { recursive: true });
  const user = rows[0]?.split(',')[3] ?? '';
  await writeFile(
    path.join(folder, 'hosts.ini'),
    [
      ...['[wards]', ...hosts.slice(0, half), '', '[clinics]', ...hosts.slice(half)],
      // Nothing listens there, and it is the way of real inventories.
      ...['retired ansible_host=127.0.0.1 ansible_port=1', 'here ansible_connection=local', ''],
      ...['[hospital:children]', 'wards', 'clinics', ''],
    ].join('\n'),
  );
  await writeFile(
    path.join(vars, 'all.yml'),
    `ansible_ssh_private_key_file: ${path.join(fleet, 'id_ed25519')}\nansible_python_interpreter: /usr/bin/python3\n`,
  );
  await writeFile(path.join(vars, 'hospital.yml'), `ansible_user: ${user}\n`);
  const known = (await readFile(path.join(fleet, 'known_hosts'), 'utf8')).trim().split('\n');
  return {
    inventory: path.join(folder, 'hosts.ini'),
    root,
    hostKeys: known.map(fingerprint),
    close: () => end(child, root),
  };
}

/** Whether this machine has sudo must not matter: endpoints have one that asks nobody. */
async function giveSudo(fleet: string): Promise<void> {
  await writeFile(path.join(fleet, 'bin', 'sudo'), fakeSudo, { mode: 0o755 });
  const homes = path.join(fleet, 'homes');
  for (const name of await readdir(homes)) await writeFile(path.join(homes, name, 'nopasswd'), '');
}

function fingerprint(line: string): string {
  const [, , blob = ''] = line.split(' ');
  return fingerprintOf(Buffer.from(blob, 'base64'));
}

async function end(child: ChildProcess, root: string): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
}
