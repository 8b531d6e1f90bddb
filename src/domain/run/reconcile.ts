import { type NewEvent, stream } from '../events';
import { judgeStep } from './judge-step';
import type { Manifest, ManifestEntry } from './manifest';
import type { Outcome } from './outcome';
import type { Receipt } from './receipt';
import type { Run } from './run-state';

/** A step whose end was not seen and of which the endpoint keeps a receipt. */
export type Doubt = { readonly entry: ManifestEntry; readonly step: Manifest['steps'][number] };

/** Everything of an ended run that its endpoints can still say. */
export function doubtsOf(run: Run): Doubt[] {
  if (run.result === null || run.receipts === null) return [];
  return run.manifest.entries.flatMap((entry) => {
    const { state, step: id } = run.endpoints[entry.endpoint] ?? {};
    const step = run.manifest.steps.find((each) => each.id === id);
    return state === 'unknown' && step?.receipt ? [{ entry, step }] : [];
  });
}

/**
 * What a receipt makes of a step whose end was not seen. It never began where there is none, unless the endpoint was
 * started anew since: then the receipt may have been lost with the power. It stays unknown where it began and did
 * not end.
 *
 * @param runForMs how long ago the run started, at the most
 */
export function byReceipt(step: Doubt['step'], before: Outcome, receipt: Receipt, runForMs: number): Outcome {
  switch (receipt.state) {
    case 'ended': {
      const { exitCode, output } = receipt;
      const common = { exitCode, output, tookMs: 0 };
      return judgeStep(
        step,
        exitCode === 0 ? { state: 'ok', ...common } : { state: 'failed', cause: 'NonZeroExit', ...common },
      );
    }
    case 'absent':
      if (receipt.upForMs !== null && receipt.upForMs > runForMs) return { state: 'cancelled', tookMs: 0 };
      return stays(before, 'no receipt; the endpoint was started anew since the run began, or does not say');
    case 'running':
      return stays(before, 'began, and still runs');
    case 'gone':
      return stays(before, 'began, and its process was gone before it had ended');
    case 'unclear':
      return stays(before, 'its receipt says nothing that can be read');
  }
}

function stays(before: Outcome, words: string): Outcome {
  const cause = before.state === 'unknown' ? before.cause : 'ConnectionLost';
  return { state: 'unknown', cause, output: `[by its receipt: ${words}]`, tookMs: before.tookMs };
}

export type Finding = { readonly endpoint: string; readonly step: string; readonly outcome: Outcome };

/** Puts on record what the receipts said, where it is news; nothing at all where it is not. */
export function reconcileRun(
  now: { readonly at: number },
  run: Run,
  findings: readonly Finding[],
  unasked: number,
): NewEvent[] {
  const outcomes = findings.filter(({ endpoint, step, outcome }) => {
    const known = run.endpoints[endpoint];
    if (known?.state !== 'unknown' || known.step !== step) return false;
    return outcome.state !== 'unknown' || wordsOf(known.outcome) !== outcome.output;
  });
  if (outcomes.length === 0) return [];
  return [
    {
      ...{ stream: stream.run(run.id), occurredAt: now.at, actor: 'console' },
      type: 'run.reconciled',
      data: { run: run.id, outcomes, unasked },
    },
  ];
}

const wordsOf = (outcome: Outcome | null): string | null =>
  outcome && 'output' in outcome ? outcome.output : null;
