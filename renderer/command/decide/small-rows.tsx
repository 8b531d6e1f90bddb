import type { Approval } from '../../../src/domain/authority/approval';
import type { Paging } from '../../../src/domain/comms/paging';
import type { Handover, Incident } from '../../../src/domain/incident/incident';
import { nameOf } from '../../../src/domain/names';
import { roleName } from '../../../src/domain/plan/plan';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asNoun } from '../../ui/numbers';
import { acknowledge, takeCommand } from '../acts-people';
import { focusPrimary } from '../focus-primary';
import { WaitRow } from './wait-row';

const nobody: never[] = [];

function useNames() {
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  return (id: string) => nameOf(people, id);
}

/** A manifest that waits for a second person; the PIN is typed in the centre. */
export function ApprovalRow({
  incident,
  approval,
}: {
  readonly incident: Incident;
  readonly approval: Approval;
}) {
  const name = useNames();
  const act = () => {
    show({ chosenService: incident.service, form: null });
    setTimeout(focusPrimary, 0);
  };
  return (
    <WaitRow
      testId={`wait-${approval.id}`}
      title={`${approval.runbookName} on ${asNoun(approval.manifest.entries.length, 'endpoint')}?`}
      dueAt={approval.lapsesAt}
      about={`Needs a second person: ${approval.approvers.map(name).join(', ')}. Asked by ${name(approval.person)}.`}
      acts={
        <ActButton kind="link" onAct={act}>
          Approve in the centre
        </ActButton>
      }
    />
  );
}

/** Command that was offered and not yet accepted. */
export function HandoverRow({ handover }: { readonly handover: Handover }) {
  const name = useNames();
  return (
    <WaitRow
      testId={`wait-${handover.id}`}
      title={`Command: ${name(handover.from)} to ${name(handover.to)}?`}
      dueAt={null}
      about={`${name(handover.to)} accepts with their own PIN.`}
      acts={
        <ActButton kind="link" testId="open-handover" onAct={() => show({ over: 'handover' })}>
          Read the briefing and answer (H)
        </ActButton>
      }
    />
  );
}

/** Roles that nobody fills; command is a row of its own, because anybody may take it. */
export function VacancyRow({
  incident,
  roles,
}: {
  readonly incident: string;
  readonly roles: readonly string[];
}) {
  const [role = ''] = roles;
  const command = role === 'incident-commander';
  return (
    <WaitRow
      inline
      testId={command ? 'wait-commander' : 'wait-roles'}
      title={<span className="is-down">Vacant: {roles.map(roleName).join(', ')}</span>}
      dueAt={null}
      acts={
        <ActButton
          kind="link"
          onAct={() => (command ? void takeCommand(incident) : show({ over: 'roles', role }))}
        >
          {command ? 'Take command (T)' : 'Assign'}
        </ActButton>
      }
    />
  );
}

/** People are being called until somebody acknowledges. */
export function PagingRow({ incident, paging }: { readonly incident: string; readonly paging: Paging }) {
  const name = useNames();
  const called = [...new Set(paging.steps.map((step) => name(step.person)))].join(', then ');
  return (
    <WaitRow
      testId={`wait-${paging.id}`}
      title={paging.exhaustedAt === null ? `Calling ${called}` : `Nobody answered: ${called}`}
      dueAt={null}
      about={paging.text}
      acts={
        <>
          <ActButton kind="link" testId="acknowledge" onAct={() => void acknowledge(incident, paging.id)}>
            Acknowledge
          </ActButton>
          <ActButton kind="link" onAct={() => show({ over: 'calls' })}>
            Telephone instead (C)
          </ActButton>
        </>
      }
    />
  );
}
