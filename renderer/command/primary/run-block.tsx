import { atLeastAsSevere } from '../../../src/domain/authority/envelope';
import type { PrimaryAction, RunPreview } from '../../../src/domain/views/primary-action';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { HoldButton } from '../../ui/hold-button';
import { asNoun } from '../../ui/numbers';
import { raiseSeverity } from '../acts';
import { endApproval, startRun } from '../acts-authority';
import { takeCommand } from '../acts-people';
import { useFocus } from '../focus';
import type { PrimaryWords } from './fact';
import { FleetLines } from './fleet-lines';
import { Frame } from './frame';
import { ManifestLink } from './manifest-link';
import { ValuesLink } from './values-link';

/** Runs exactly the manifest that is shown, after a hold. */
export function RunBlock({
  words,
  preview,
  approval,
}: {
  readonly words: PrimaryWords;
  readonly preview: RunPreview;
  readonly approval: string | null;
}) {
  const pending = useScreen((state) => state.pending === 'run');
  const count = preview.manifest.entries.length;
  return (
    <Frame
      words={words}
      kind="run"
      control={
        <HoldButton
          testId="hold-to-run"
          label={`Hold to run: ${words.title}`}
          disabled={pending}
          onHeld={() => void startRun(preview, approval)}
        >
          {pending ? 'Starting' : 'Hold to run'}
          <small>{asNoun(count, 'endpoint')} · hold Space</small>
        </HoldButton>
      }
    >
      <FleetLines service={preview.service} runbook={preview.manifest.runbook} />
      <div className="primary-links">
        <ManifestLink digest={preview.manifest.digest} />
        {approval ? (
          <ActButton kind="link" onAct={() => void endApproval(preview.incident, approval, 'withdrawn')}>
            Withdraw the approval
          </ActButton>
        ) : null}
        {approval === null ? <ValuesLink preview={preview} /> : null}
        {approval === null ? <LeaveRetry preview={preview} /> : null}
      </div>
    </Frame>
  );
}

/** Leaves a retry that somebody asked to see. */
export function LeaveRetry({ preview }: { readonly preview: RunPreview }) {
  if (!preview.retryOf) return null;
  return (
    <ActButton kind="link" onAct={() => show({ retry: null })}>
      Leave this retry (Esc)
    </ActButton>
  );
}

/** Why it may not run, and what would lift that. */
export function NotAllowedBlock({
  words,
  action,
}: {
  readonly words: PrimaryWords;
  readonly action: Extract<PrimaryAction, { kind: 'not-allowed' }>;
}) {
  return (
    <Frame words={words} kind="not-allowed">
      <FleetLines service={action.preview.service} runbook={action.preview.manifest.runbook} />
      <WhatHelps preview={action.preview} mayBreakGlass={action.mayBreakGlass} />
    </Frame>
  );
}

/** Acts that would lift the refusal, where the bounds name one. The core decides again. */
function WhatHelps({
  preview,
  mayBreakGlass,
}: {
  readonly preview: RunPreview;
  readonly mayBreakGlass: boolean;
}) {
  const { incident } = useFocus();
  const service = useConsole((state) =>
    state.plan.plan?.services.find((each) => each.id === preview.service),
  );
  const needed = service?.authority.envelopes.find(
    (each) =>
      each.runbook === preview.manifest.runbook &&
      incident &&
      !atLeastAsSevere(incident.severity, each.severity),
  )?.severity;
  return (
    <div className="primary-links">
      {incident && incident.commander === null ? (
        <ActButton onAct={() => void takeCommand(incident.id)}>Take command (T)</ActButton>
      ) : null}
      {incident && needed ? (
        <ActButton onAct={() => void raiseSeverity(incident.id, needed)}>
          Raise {incident.id} to {needed}
        </ActButton>
      ) : null}
      {mayBreakGlass ? (
        <ActButton testId="break-glass" onAct={() => show({ form: 'break-glass' })}>
          Break the glass… (G)
        </ActButton>
      ) : null}
      {preview.manifest.excluded.length > 0 ? (
        <ActButton kind="link" onAct={() => show({ over: 'manifest' })}>
          Show who is excluded
        </ActButton>
      ) : null}
      <ValuesLink preview={preview} />
      <LeaveRetry preview={preview} />
    </div>
  );
}
