import { type ChildProcess, spawn } from 'node:child_process';
import type { Outcome } from '../../domain/run/outcome';
import { cleanText } from '../clean-output';
import type { Transport } from '../transport';
import { type Bridge, openBridge } from './bridge';
import { createHostEnds, type Over } from './host-ends';
import { inventoryOf, type PlaybookHost, variablesFile } from './inventory';
import { type AnsibleProgram, environmentOf, searchPath } from './program';
import { readTold } from './told';
import { makeWorkspace, type Workspace } from './workspace';

export type PlaybookRun = {
  readonly program: AnsibleProgram;
  /** Path in the playbook's folder → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Which of them is played. */
  readonly playbook: string;
  /** On these endpoints and on no others. */
  readonly hosts: readonly PlaybookHost[];
  /** They stand above every variable of the playbook; text in them is data. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly forks: number;
  /** Changes nothing, as far as the modules can say what they would do. */
  readonly isCheck: boolean;
  readonly becomeUser: string | null;
  /** What is answered when sudo asks on an endpoint; ansible never sees it. */
  readonly secret: string | null;
  /** Tasks may run on this machine, which then has its network. */
  readonly mayRunHere: boolean;
  readonly timeoutMs: number;
  readonly transport: Transport;
  /** Once aborted, nothing further is sent and the program is ended. */
  readonly signal: AbortSignal;
  /** True from when on no endpoint is begun with that was not; those that were go on to their end. */
  readonly isHeld: () => boolean;
  /** Told once of every endpoint, as soon as its end is certain. */
  readonly onEnd: (name: string, outcome: Outcome) => void;
};

/** Bytes kept of what an endpoint, or the program itself, said. */
const outputLimitBytes = 16_384;

/**
 * Lets `ansible-playbook` do a step on some endpoints at once. Its only way to them is the bridge, so whatever the
 * playbook says, nothing is sent to anything but these endpoints, each with the host keys of its manifest.
 * @returns why the playbook as a whole could not be played, in words for a person; null = it was
 */
export async function runPlaybook(run: PlaybookRun): Promise<string | null> {
  const startedAt = performance.now();
  const stamp = () => Math.round(performance.now() - startedAt);
  const names = run.hosts.map(({ name }) => name);
  let workspace: Workspace | null = null;
  let bridge: Bridge | null = null;
  const ends = createHostEnds({
    names,
    passed: (name) => bridge?.passed(name) ?? { isSent: false, last: null },
    hasTurnedAway: (name) => bridge?.hasTurnedAway(name) ?? false,
    ...{ secrets: run.secret === null ? [] : [run.secret], outputLimitBytes },
    onEnd: (name, ending) => run.onEnd(name, { ...ending, tookMs: stamp() }),
  });
  let how: Over = 'ended';
  let because: string | null;
  try {
    workspace = await makeWorkspace({
      ...{ files: run.files, playbook: run.playbook },
      inventory: inventoryOf(run.hosts),
      variables: variablesFile({ ...run.variables, ...forced(run) }),
    });
    bridge = await openBridge({
      ...{ file: workspace.socket, transport: run.transport, secret: run.secret, isHeld: run.isHeld },
      targets: new Map(run.hosts.map((host) => [host.name, host])),
      leftMs: () => run.timeoutMs - stamp(),
      onTell: (line) => ends.hear(readTold(line)),
    });
    const played = run.signal.aborted ? ('stopped' as const) : await play(run, workspace, bridge);
    await bridge.drained();
    if (typeof played === 'string') how = played;
    because = typeof played === 'string' ? null : wholeFault(played, ends.hasMentioned());
    await bridge.shut();
  } catch (error) {
    because = `ansible-playbook could not be started: ${cleanText((error as Error).message)}`;
  }
  await bridge?.close();
  ends.finish(how);
  await workspace?.remove();
  return because;
}

/** No variable of a playbook stands above these. */
function forced(run: PlaybookRun): Record<string, unknown> {
  return {
    ...(run.mayRunHere ? {} : { ansible_connection: 'holdfast' }),
    // It only makes sudo ask; what is answered is never here.
    ...(run.secret === null ? {} : { ansible_become_password: 'kept by the console' }),
  };
}

type Played = { readonly code: number | null; readonly words: string };

/** Plays it to its end, or until it has to be ended. */
function play(run: PlaybookRun, at: Workspace, bridge: Bridge): Promise<Played | 'stopped' | 'timed-out'> {
  const { program, becomeUser } = run;
  const words = [
    ...(run.mayRunHere ? [] : program.cutOff),
    program.file,
    ...['-i', at.inventory, '-e', `@${at.variables}`, '-f', String(run.forks)],
    ...(run.isCheck ? ['--check'] : []),
    ...(becomeUser === null ? [] : ['--become', '--become-user', becomeUser]),
    at.playbook,
  ];
  const [file = program.file, ...rest] = words;
  const env = { ...environmentOf(at.root, searchPath()), ANSIBLE_CONFIG: at.config };
  const child = spawn(file, rest, {
    ...{ env, cwd: at.root, detached: true },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-outputLimitBytes);
  });
  return new Promise((resolve, reject) => {
    let ended: 'stopped' | 'timed-out' | null = null;
    const finish = (why: 'stopped' | 'timed-out') => () => {
      ended ??= why;
      void bridge.shut().then(() => endGroup(child));
    };
    const onStop = finish('stopped');
    const timer = setTimeout(finish('timed-out'), run.timeoutMs);
    run.signal.addEventListener('abort', onStop, { once: true });
    const over = (): void => {
      clearTimeout(timer);
      run.signal.removeEventListener('abort', onStop);
      // Whatever it left behind could still ask for commands.
      endGroup(child);
    };
    child.once('error', (error) => {
      over();
      reject(error);
    });
    child.once('exit', over);
    child.once('close', (code) => resolve(ended ?? { code, words: said }));
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/**
 * 2 and 4 say that hosts failed or could not be reached, which is told of each of them; 4 is also what a playbook
 * that cannot be read ends with.
 */
function wholeFault({ code, words }: Played, hasMentioned: boolean): string | null {
  const isUsual = code === 0 || code === 2 || code === 4;
  if (isUsual && hasMentioned) return null;
  if (isUsual && !words.includes('ERROR')) return 'No play of the playbook names any of these endpoints.';
  const lines = words.split('\n').filter((line) => line.trim() !== '' && !/^\[WARNING\]/.test(line));
  const why = lines.slice(-12).map(cleanText).join(' ');
  return `ansible-playbook ended with exit code ${code ?? 'none'}: ${why || 'it said nothing'}`;
}
