import { createOutputCleaner } from '../clean-output';
import type { Ending } from '../ending';
import type { Passed } from './bridge';
import type { Recap, Told } from './told';

/** Makes of what a playbook tells, and of what really went out, how the step ended on every endpoint. */
export type HostEnds = {
  hear(told: Told): void;
  /** Ends whatever has no end yet. Every endpoint has exactly one after this. */
  finish(how: Over): void;
  /** Whether anything was ever told of any of them. */
  hasMentioned(): boolean;
};

/** How the program itself ended. */
export type Over = 'ended' | 'stopped' | 'timed-out';

type Options = {
  readonly names: readonly string[];
  readonly passed: (name: string) => Passed;
  readonly hasTurnedAway: (name: string) => boolean;
  readonly secrets: readonly string[];
  readonly outputLimitBytes: number;
  readonly onEnd: (name: string, ending: Ending) => void;
};

type Host = {
  lines: string[];
  /** In a play whose end it has not reached. */
  isOpen: boolean;
  isMentioned: boolean;
  task: string;
  failure: Told | null;
};

export function createHostEnds(options: Options): HostEnds {
  const { passed } = options;
  const open = new Map<string, Host>(
    options.names.map((name) => [
      name,
      { lines: [], isOpen: false, isMentioned: false, task: '', failure: null },
    ]),
  );
  let isLastPlay = false;
  let hasMentioned = false;
  let recap: ReadonlyMap<string, Recap> | null = null;

  const clean = (words: string): string => {
    const cleaner = createOutputCleaner(options.outputLimitBytes, options.secrets);
    cleaner.write('stdout', Buffer.from(words));
    return cleaner.finish();
  };
  const end = (name: string, ending: Ending): void => {
    if (!open.delete(name)) return;
    options.onEnd(name, 'output' in ending ? { ...ending, output: clean(ending.output) } : ending);
  };
  /** Sent or not is known from what went through the bridge, whatever ansible thinks of it. */
  const leftOpen = (name: string, cause: 'ConsoleStopped' | 'ConnectionLost', words: string): Ending =>
    passed(name).isSent ? { state: 'unknown', cause, output: words } : { state: 'cancelled' };

  const failed = (name: string, told: Told): Ending => {
    const words = [`Task: ${told.task}`, told.said].filter((each) => each !== '').join('\n');
    const { last, isSent } = passed(name);
    if (options.hasTurnedAway(name)) return leftOpen(name, 'ConsoleStopped', words);
    if (last !== null && 'output' in last && last.state !== 'ok' && last.state !== 'failed') {
      const output = `Task: ${told.task}\n${last.output}`;
      if (last.state !== 'unreachable' || !isSent) return { ...last, output };
      return { state: 'unknown', cause: 'ConnectionLost', output };
    }
    const exitCode = told.exitCode === null || told.exitCode === 0 ? 1 : told.exitCode;
    return { state: 'failed', cause: 'NonZeroExit', exitCode, output: words };
  };
  const byRecap = (name: string, host: Host, counts: Recap): Ending => {
    if (counts.failures > 0 || counts.unreachable > 0) {
      if (host.failure) return failed(name, host.failure);
      return leftOpen(name, 'ConnectionLost', 'ansible counts it as failed, and did not say why');
    }
    if (host.isOpen || !isLastPlay) {
      const after = host.task === '' ? '' : ` after the task ${host.task}`;
      return leftOpen(
        name,
        'ConnectionLost',
        `The playbook was broken off${after}: not all of it was done here`,
      );
    }
    if (counts.ok + counts.skipped === 0)
      return leftOpen(name, 'ConnectionLost', 'ansible does not say what it did here');
    const nothing = 'Every task was skipped: nothing was done here';
    const sum =
      counts.ok === 0 ? nothing : `${counts.ok} ok, ${counts.changed} changed, ${counts.skipped} skipped`;
    return { state: 'ok', exitCode: 0, output: [sum, ...host.lines].join('\n') };
  };

  return {
    hear(told) {
      if (told.what === 'stats') recap = told.recap;
      if (told.what === 'play') isLastPlay = told.isLast;
      for (const name of told.what === 'complete' ? told.hosts : []) {
        const done = open.get(name);
        if (done) done.isOpen = false;
      }
      const host = open.get(told.host);
      if (!host) return;
      hasMentioned = true;
      host.isMentioned = true;
      host.isOpen = true;
      host.task = told.task;
      const words = told.said === '' ? '' : `: ${told.said}`;
      if (told.what === 'ok' && (told.isChanged || words !== ''))
        host.lines.push(`${told.isChanged ? 'changed' : 'ok'}: ${told.task}${words}`);
      if (told.what !== 'failed' && told.what !== 'unreachable') return;
      if (told.isIgnored) host.lines.push(`ignored: ${told.task}${words}`);
      else host.failure = told;
      if (told.isFinal) end(told.host, failed(told.host, told));
    },
    finish(how) {
      for (const [name, host] of [...open]) {
        const at = host.task === '' ? 'before its first task' : `in the task ${host.task}`;
        const counts = recap?.get(name);
        if (how === 'stopped') end(name, leftOpen(name, 'ConsoleStopped', `Stopped ${at}`));
        else if (how === 'timed-out' && passed(name).isSent)
          end(name, { state: 'timed-out', cause: 'CommandTimeout', output: `No end in time: ${at}` });
        else if (counts) end(name, byRecap(name, host, counts));
        else end(name, leftOpen(name, 'ConnectionLost', `ansible ended and said nothing of it: ${at}`));
      }
    },
    hasMentioned: () => hasMentioned,
  };
}
