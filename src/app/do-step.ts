import { readySign, secretPrompt } from '../domain/run/become';
import { commandOf, type Sent } from '../domain/run/command-of';
import { judgeStep } from '../domain/run/judge-step';
import type { Manifest, ManifestEntry, ManifestStep } from '../domain/run/manifest';
import type { Outcome } from '../domain/run/outcome';
import type { Command, Transport } from '../execution/transport';
import { keepTrying } from './keep-trying';

/** Does one step of a run on one endpoint and says how it ended, measured by what the step calls success. */
export type DoStep = (entry: ManifestEntry, step: ManifestStep, signal: AbortSignal) => Promise<Outcome>;

/** What a run needs besides its manifest. None of it is in the journal. */
export type Means = {
  readonly transport: Transport;
  /** The files that steps copy, by their SHA-256 (hex). */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** What answers when sudo asks; null when the plan names nothing. Asked once, by the first step that needs it. */
  readonly becomeSecret: () => Promise<BecomeSecret>;
};

export type BecomeSecret = { readonly secret: string } | { readonly because: string } | null;

/**
 * Renders each step of a manifest for each of its endpoints, and does it.
 * @param wrap puts a rendered command into another; never asked where another user is become first, because what is
 * said about that has to be heard at once
 */
export function createDoStep(
  means: Means,
  manifest: Manifest,
  wrap: (step: ManifestStep, command: string) => string = (_step, command) => command,
): DoStep {
  const { transport, contents } = means;
  let asked: Promise<BecomeSecret> | undefined;

  const prepare = async (
    entry: ManifestEntry,
    step: ManifestStep,
  ): Promise<Command | { because: string }> => {
    asked ??= step.become === undefined ? undefined : means.becomeSecret();
    const found = step.become === undefined ? null : ((await asked) ?? null);
    if (found !== null && 'because' in found) return found;
    const secret = found?.secret;
    const sent = commandOf(step, entry, manifest.values ?? {}, secret !== undefined);
    const stdin = inputOf(sent, contents);
    return {
      command: step.become === undefined ? wrap(step, sent.command) : sent.command,
      timeoutMs: step.timeoutMs,
      ...(stdin === undefined ? {} : { stdin }),
      ...(secret === undefined ? {} : { secrets: [secret] }),
      ...(step.become === undefined
        ? {}
        : { challenge: { prompt: secretPrompt, answer: secret, ready: readySign } }),
    };
  };

  return async (entry, step, signal) => {
    const command = await prepare(entry, step);
    if ('because' in command)
      return { state: 'denied', cause: 'AuthenticationFailure', output: command.because, tookMs: 0 };
    const target = { ...entry, name: entry.endpoint };
    const once = async (timeoutMs: number) =>
      judgeStep(step, await transport.perform(target, { ...command, timeoutMs }, signal));
    const { everyMs } = step;
    return everyMs === undefined
      ? once(step.timeoutMs)
      : keepTrying({ everyMs, forMs: step.timeoutMs, signal }, once);
  };
}

function inputOf({ input }: Sent, contents: Means['contents']): string | Uint8Array | undefined {
  if (input === null) return undefined;
  if ('text' in input) return input.text;
  const content = contents.get(input.sha256);
  if (content === undefined) throw new Error(`The file with the SHA-256 ${input.sha256} is gone`);
  return content;
}
