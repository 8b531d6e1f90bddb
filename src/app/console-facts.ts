import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Plan } from '../domain/plan/plan';
import type { ConsoleFacts } from '../domain/readiness/console-facts';
import { programsNeeded } from '../domain/readiness/runbook-items';
import { needsPassphrase } from '../execution/client-key';
import type { ReadPlan } from '../plan/read-plan';

type Here = {
  /** Socket of the SSH agent; undefined = there is none. */
  readonly agentSocket: string | undefined;
  /** Who has a PIN at this console; null = it is not known. */
  readonly pins: readonly string[] | null;
  readonly nowMs: number;
  /** As the shell has it. */
  readonly path: string | undefined;
};

/** What this machine has of what a restoration needs. Opens the private key to see whether it is locked, nothing else secret. */
export function consoleFacts(
  plan: Plan,
  files: Pick<ReadPlan, 'identityFile' | 'secretFiles'>,
  here: Here,
): ConsoleFacts {
  const { sudoSecret } = plan;
  const hasSecret = sudoSecret !== undefined && Object.hasOwn(files.secretFiles, sudoSecret);
  return {
    nowMs: here.nowMs,
    login: loginBy(files.identityFile, here.agentSocket),
    hosts: hostsIn(readOrNothing(hostsFile(process.platform))),
    sudoSecret:
      sudoSecret === undefined
        ? null
        : hasSecret && isFile(files.secretFiles[sudoSecret])
          ? 'there'
          : 'missing',
    programs: new Set(programsNeeded(plan).filter((program) => isOnPath(program, here.path))),
    pins: here.pins && new Set(here.pins),
  };
}

/** How this machine would sign in with the private key of a plan (absolute path), or without one. */
export function loginBy(identityFile: string | null, agentSocket: string | undefined): ConsoleFacts['login'] {
  const key = identityFile === null ? '' : readOrNothing(identityFile);
  if (key !== '') return needsPassphrase(key) ? 'locked-key' : 'key';
  return agentSocket !== undefined && existsSync(agentSocket) ? 'agent' : 'none';
}

/** The names in a hosts file, in small letters. */
export function hostsIn(text: string): ReadonlySet<string> {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return new Set(lines.flatMap(([, ...names]) => names.map((name) => name.toLowerCase())));
}

const hostsFile = (platform: NodeJS.Platform) =>
  platform === 'win32'
    ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isFile(file: string | undefined): boolean {
  return file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function isOnPath(program: string, path = ''): boolean {
  return path.split(delimiter).some((folder) => {
    if (folder === '') return false;
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
