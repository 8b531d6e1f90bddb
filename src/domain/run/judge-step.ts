import type { Manifest } from './manifest';
import type { Outcome } from './outcome';

type Step = Manifest['steps'][number];

/**
 * Holds what came back against what the step calls success: the exit code must be one of
 * `okExitCodes`, and the output must match `expect` and not match `refuse`. Ends that say nothing of the command
 * (unreachable, denied, unknown …) pass through untouched.
 */
export function judgeStep(step: Step, heard: Outcome): Outcome {
  if (heard.state !== 'ok' && !(heard.state === 'failed' && heard.cause === 'NonZeroExit')) return heard;
  const { exitCode, output, tookMs } = heard;
  const proves = step.kind === 'verify' || step.kind === 'wait-until';
  if (!step.okExitCodes.includes(exitCode)) {
    const cause = proves ? 'VerifyFailed' : 'NonZeroExit';
    return { state: 'failed', cause, exitCode, output, tookMs };
  }
  const says = (expression: string) => new RegExp(expression, 'm').test(output);
  const isExpected = step.expect === undefined || says(step.expect);
  if (!isExpected || (step.refuse !== undefined && says(step.refuse))) {
    const cause = proves ? 'VerifyFailed' : 'OutputMismatch';
    return { state: 'failed', cause, exitCode, output, tookMs };
  }
  return { state: 'ok', exitCode, output, tookMs };
}
