import { useMemo } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { openQuestions } from '../../../src/domain/incident/remarks';
import { type Waiting, waitingIn } from '../../../src/domain/views/waiting';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { useNow } from '../../ui/now';
import { Section } from '../../ui/section';
import { DecisionCard } from './decision-card';
import { PlanBRow } from './plan-b-row';
import { ProposeForm } from './propose-form';
import { QuestionRow } from './question-row';
import { ApprovalRow, HandoverRow, PagingRow, VacancyRow } from './small-rows';
import { TaskRow } from './task-row';

/** Everything of the incident that waits for somebody's word, the most urgent first. */
export function DecideSection({ incident }: { readonly incident: Incident }) {
  const waiting = useWaiting(incident);
  const proposing = useScreen((state) => state.form === 'decision');
  const planB = incident.planB.text;
  // One line for all: a list of vacancies must not push what is due out of sight.
  const vacant = waiting.flatMap((each) =>
    each.kind === 'vacancy' && each.role !== 'incident-commander' ? [each.role] : [],
  );
  return (
    <Section
      title={waiting.length > 0 ? `Decide · ${waiting.length} waiting` : 'Decide'}
      part="decide"
      className="decide"
      aside={
        <ActButton kind="link" testId="propose" onAct={() => show({ form: proposing ? null : 'decision' })}>
          Propose (P)
        </ActButton>
      }
    >
      {proposing ? <ProposeForm incident={incident} /> : null}
      <ul className="waits" data-testid="waits">
        {waiting.map((each) => (
          <Row key={keyOf(each)} incident={incident} waiting={each} />
        ))}
        {vacant.length > 0 ? <VacancyRow incident={incident.id} roles={vacant} /> : null}
      </ul>
      {waiting.length === 0 && !proposing ? <p className="is-dim">Nothing waits for a word.</p> : null}
      {planB ? (
        <p className="plan-b">
          <b>Plan B</b> {planB}
        </p>
      ) : null}
    </Section>
  );
}

/** What waits in an incident now. */
export function useWaiting(incident: Incident | null): readonly Waiting[] {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  return useMemo(
    () => (plan && incident ? waitingIn(plan, world, incident.id, now) : []),
    [plan, world, incident, now],
  );
}

function Row({ incident, waiting }: { readonly incident: Incident; readonly waiting: Waiting }) {
  switch (waiting.kind) {
    case 'approval': {
      const approval = incident.approvals[waiting.approval];
      return approval ? <ApprovalRow incident={incident} approval={approval} /> : null;
    }
    case 'handover':
      return incident.handover ? <HandoverRow handover={incident.handover} /> : null;
    case 'decision': {
      const decision = incident.decisions[waiting.decision];
      return decision ? <DecisionCard incident={incident.id} decision={decision} /> : null;
    }
    case 'task': {
      const task = incident.tasks[waiting.task];
      return task ? <TaskRow incident={incident.id} task={task} /> : null;
    }
    case 'question': {
      const question = openQuestions(incident.remarks).find((each) => each.id === waiting.question);
      return question ? <QuestionRow incident={incident.id} question={question} /> : null;
    }
    case 'plan-b':
      return <PlanBRow incident={incident} dueAt={waiting.dueAt} />;
    case 'vacancy':
      return waiting.role === 'incident-commander' ? (
        <VacancyRow incident={incident.id} roles={[waiting.role]} />
      ) : null;
    case 'paging': {
      const paging = incident.pagings[waiting.paging];
      return paging ? <PagingRow incident={incident.id} paging={paging} /> : null;
    }
  }
}

function keyOf(waiting: Waiting): string {
  switch (waiting.kind) {
    case 'approval':
      return `approval ${waiting.approval}`;
    case 'handover':
      return `handover ${waiting.handover}`;
    case 'decision':
      return `decision ${waiting.decision}`;
    case 'task':
      return `task ${waiting.task}`;
    case 'question':
      return `question ${waiting.question}`;
    case 'vacancy':
      return `vacancy ${waiting.role}`;
    case 'paging':
      return `paging ${waiting.paging}`;
    case 'plan-b':
      return 'plan-b';
  }
}
