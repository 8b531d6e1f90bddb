import type { Manifest } from './manifest';
import type { Outcome } from './outcome';

type Step = Manifest['steps'][number];

/**
 * Holds what came back against what the step calls success: the exit code must be one of
 * `okExitCodes` and the output must match `expect`. Ends that say nothing of the command
 * (unreachable, denied, unknown …) pass through untouched.
 */
export function judgeStep(step: Step, heard: Outcome): Outcome {
  if (heard.state !== 'ok' && !(heard.state === 'failed' && heard.cause === 'NonZeroExit')) return heard;
  const { exitCode, output, tookMs } = heard;
  if (!step.okExitCodes.includes(exitCode)) {
    const cause = step.kind === 'verify' ? 'VerifyFailed' : 'NonZeroExit';
    return { state: 'failed', cause, exitCode, output, tookMs };
  }
  if (step.expect !== undefined && !new RegExp(step.expect, 'm').test(output)) {
    const cause = step.kind === 'verify' ? 'VerifyFailed' : 'OutputMismatch';
    return { state: 'failed', cause, exitCode, output, tookMs };
  }
  return { state: 'ok', exitCode, output, tookMs };
}
