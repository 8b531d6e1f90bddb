import { useState } from 'react';
import type { Approval } from '../../../src/domain/authority/approval';
import { nameOf } from '../../../src/domain/names';
import { operatorOf } from '../../../src/domain/operator/attempts';
import { enrolledBefore } from '../../../src/domain/operator/commands';
import type { PrimaryAction } from '../../../src/domain/views/primary-action';
import { useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asCountdown, useSecondsUntil } from '../../ui/countdown';
import { asNoun } from '../../ui/numbers';
import { usePinEntry } from '../../ui/pin-entry';
import { endApproval, giveApproval, requestApproval } from '../acts-authority';
import { useFocus } from '../focus';
import type { PrimaryWords } from './fact';
import { FleetLines } from './fleet-lines';
import { Frame } from './frame';
import { ManifestLink } from './manifest-link';
import { LeaveRetry } from './run-block';
import { ValuesLink } from './values-link';

const nobody: never[] = [];

/** One person alone may not: asks for a second. */
export function AskApprovalBlock({
  words,
  action,
}: {
  readonly words: PrimaryWords;
  readonly action: Extract<PrimaryAction, { kind: 'ask-approval' }>;
}) {
  const pending = useScreen((state) => state.pending === 'approval');
  const { preview, approvers } = action;
  return (
    <Frame
      words={words}
      kind="ask-approval"
      control={
        <ActButton
          kind="act"
          primary
          testId="ask-approval"
          disabled={pending || approvers.length === 0}
          onAct={() => void requestApproval(preview)}
        >
          Ask a second person
          <small>to approve {asNoun(preview.manifest.entries.length, 'endpoint')} · A</small>
        </ActButton>
      }
    >
      <FleetLines service={preview.service} runbook={preview.manifest.runbook} />
      <div className="primary-links">
        <ManifestLink digest={preview.manifest.digest} />
        <ValuesLink preview={preview} />
        <LeaveRetry preview={preview} />
      </div>
    </Frame>
  );
}

/** The second person puts their name and PIN under the manifest, or does not. */
export function ApproveBlock({
  words,
  incident,
  approval,
}: {
  readonly words: PrimaryWords;
  readonly incident: string;
  readonly approval: Approval;
}) {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const operators = useConsole((state) => state.situation);
  const { barIncident } = useFocus();
  const pending = useScreen((state) => state.pending === 'approval');
  const [chosen, choose] = useState<string | null>(null);
  const left = useSecondsUntil(approval.lapsesAt) ?? 0;
  const declaredAt = barIncident?.declaredAt ?? 0;
  // A PIN that was set after the declaration could be anybody's; the core refuses it.
  const canProve = (id: string) => enrolledBefore(operatorOf(operators, id), declaredAt);
  const person = chosen ?? approval.approvers.find(canProve) ?? approval.approvers[0] ?? '';
  const entry = usePinEntry('known', (pin) => giveApproval(incident, approval, person, pin), {
    known: `PIN of ${nameOf(people, person)}`,
  });
  const count = asNoun(approval.manifest.entries.length, 'endpoint');
  return (
    <Frame
      words={words}
      kind="approve"
      control={
        <ActButton
          kind="act"
          testId="approve"
          disabled={pending || entry.missing !== null}
          onAct={entry.send}
        >
          Approve {count}
          <small>{entry.missing ?? `as ${nameOf(people, person)} · Enter`}</small>
        </ActButton>
      }
    >
      <div className="form-row">
        <label className="field">
          Second person
          <select data-testid="approver" value={person} onChange={(event) => choose(event.target.value)}>
            {approval.approvers.map((id) => (
              <option key={id} value={id}>
                {nameOf(people, id)}
                {canProve(id) ? '' : ' · no PIN from before the declaration'}
              </option>
            ))}
          </select>
        </label>
        {entry.fields}
        <span className="lapses">
          lapses in <b className={left <= 60 ? 'is-risk' : ''}>{asCountdown(left)}</b>
        </span>
      </div>
      <div className="primary-links">
        <ManifestLink digest={approval.manifest.digest} />
        <ActButton
          kind="link"
          testId="refuse"
          onAct={() => void endApproval(incident, approval.id, 'refused')}
        >
          Refuse
        </ActButton>
        <ActButton
          kind="link"
          testId="withdraw"
          onAct={() => void endApproval(incident, approval.id, 'withdrawn')}
        >
          Withdraw
        </ActButton>
      </div>
    </Frame>
  );
}
