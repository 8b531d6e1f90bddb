import { causeOf } from '../../../src/domain/run/outcome';
import type { EndpointStep } from '../../../src/domain/views/endpoint-steps';
import { show } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { CopyButton } from '../../ui/copy-button';
import { asSpan, utcTime } from '../../ui/duration';
import { LongText, plainLines } from '../../ui/long-text';
import { useNow } from '../../ui/now';
import { endTones, endWords } from '../cause-words';

type StepEntryProps = {
  readonly run: string;
  readonly endpoint: string;
  readonly step: EndpointStep;
};

/** One step on one endpoint: when, how it ended, and all that was said. */
export function StepEntry({ run, endpoint, step }: StepEntryProps) {
  const { outcome } = step;
  const output = outcome && 'output' in outcome ? outcome.output.trim() : '';
  const exitCode = outcome && 'exitCode' in outcome ? outcome.exitCode : null;
  const end = outcome ? endWords({ state: outcome.state, cause: causeOf(outcome), exitCode }) : '';
  return (
    <article className="step-entry" data-testid="step-entry">
      <header>
        <b>{step.step}</b>
        {outcome ? (
          <span className={endTones[outcome.state]}>
            {outcome.state}
            {end && end !== outcome.state ? ` · ${end}` : ''}
          </span>
        ) : (
          <InFlight since={step.sentAt} />
        )}
        <span className="is-dim">
          {[
            outcome ? `took ${(outcome.tookMs / 1000).toFixed(1)} s` : '',
            step.sentAt === null ? '' : `sent ${utcTime(step.sentAt)} UTC`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </header>
      {output ? (
        <LongText lines={plainLines(output)} label={`What ${endpoint} said in ${step.step}`} />
      ) : null}
      {outcome && !output ? <p className="is-faint">Said nothing.</p> : null}
      {outcome && 'output' in outcome ? (
        <p className="step-acts">
          {output ? <CopyButton text={output} words="Copy" /> : null}
          <ActButton
            kind="link"
            onAct={() => show({ over: 'outputs', outputs: { run, step: step.step, endpoint } })}
          >
            Who said the same (O)
          </ActButton>
        </p>
      ) : null}
    </article>
  );
}

function InFlight({ since }: { readonly since: number | null }) {
  const now = useNow();
  return (
    <span className="is-act">
      in flight{since === null ? '' : ` for ${asSpan(Math.max(0, now - since))}`}
    </span>
  );
}
