import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const serviceStates = ['running', 'stopped', 'broken', 'stuck'] as const;

/** `stuck` looks broken and cannot be started. */
export type ServiceState = (typeof serviceStates)[number];

/** Makes the files of a service that an endpoint does not have yet, running; leaves others as they are. */
export async function installService(home: string, service: string): Promise<void> {
  await mkdir(folderOf(home, service), { recursive: true });
  const file = path.join(folderOf(home, service), 'state');
  await writeFile(file, 'running\n', { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

/** What the state file says now; `broken` when it says nothing that `svc` would understand. */
export async function readServiceState(home: string, service: string): Promise<ServiceState> {
  const text = await readFile(path.join(folderOf(home, service), 'state'), 'utf8').catch(() => '');
  return serviceStates.find((state) => state === text.trim()) ?? 'broken';
}

/** Sets the state as `svc` on the endpoint would, and notes it in the log. */
export async function writeServiceState(home: string, service: string, state: ServiceState): Promise<void> {
  const folder = folderOf(home, service);
  const cache = path.join(folder, 'credential-cache');
  if (state === 'broken') await writeFile(cache, 'corrupt\n');
  else await rm(cache, { force: true });
  const draft = path.join(folder, 'state.control');
  await writeFile(draft, `${state}\n`);
  await rename(draft, path.join(folder, 'state'));
  await appendFile(path.join(folder, 'log'), `${new Date().toISOString()} set ${state}\n`);
}

function folderOf(home: string, service: string): string {
  return path.join(home, 'svc', service);
}
