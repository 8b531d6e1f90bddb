import { onTestFinished } from 'vitest';
import type { Outcome } from '../../src/domain/run/outcome';
import type { PlaybookHost } from '../../src/execution/ansible/inventory';
import { type AnsibleProgram, findAnsible } from '../../src/execution/ansible/program';
import { type PlaybookRun, runPlaybook } from '../../src/execution/ansible/run-playbook';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport } from '../../src/execution/transport';
import type { TestFleet } from './fleet';

/** The ansible-playbook of this machine; a test without it fails and says so. */
export async function realAnsible(): Promise<AnsibleProgram> {
  const found = await findAnsible();
  if ('because' in found) throw new Error(found.because);
  return found;
}

export const hostOf = (
  target: Target,
  labels: Record<string, string> = {},
  groups: string[] = [],
): PlaybookHost => ({
  ...target,
  labels,
  groups,
});

export type Played = { readonly because: string | null; readonly ends: Record<string, Outcome> };

type Setting = Partial<PlaybookRun> & {
  readonly text?: string;
  readonly stop?: AbortController;
  /** Called for every command before it is sent. */
  readonly onCommand?: (target: Target, command: string) => unknown;
};

/** Plays a playbook on endpoints of a fleet with the real program. */
export const playOn = (fleet: TestFleet, hosts: readonly PlaybookHost[], setting: Setting): Promise<Played> =>
  play(fleet.privateKey, hosts, setting);

/** Plays a playbook on endpoints that this key may sign in to. */
export async function play(
  privateKey: string,
  hosts: readonly PlaybookHost[],
  setting: Setting,
): Promise<Played> {
  const { text, stop = new AbortController(), onCommand, ...given } = setting;
  const ssh = createSshTransport({ privateKey });
  onTestFinished(() => ssh.close());
  const transport: Transport = {
    ...ssh,
    perform(target, command, signal) {
      onCommand?.(target, command.command);
      return ssh.perform(target, command, signal);
    },
  };
  const ends: Record<string, Outcome> = {};
  const because = await runPlaybook({
    program: await realAnsible(),
    files: new Map([['site.yml', Buffer.from(text ?? '')]]),
    playbook: 'site.yml',
    hosts,
    variables: {},
    forks: 10,
    isCheck: false,
    becomeUser: null,
    secret: null,
    mayRunHere: false,
    timeoutMs: 120_000,
    transport,
    signal: stop.signal,
    isHeld: () => false,
    onEnd: (name, outcome) => {
      if (name in ends) throw new Error(`${name} ended twice`);
      ends[name] = outcome;
    },
    ...given,
  });
  return { because, ends };
}
