import type { Decision } from '../domain/incident/decision';
import type { Task } from '../domain/incident/task';
import { nameOf } from '../domain/names';
import { roleName } from '../domain/plan/plan';
import { leftOpen } from '../domain/views/left-open';
import { counted, sentences } from '../domain/views/words';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

/** Who held which role at the end, what was decided by whom against which objections, what was done by whom. */
export function decisionsAndTasks({ incident, names }: ReportFacts): string[] {
  const name = (id: string | null) => (id === null ? 'the console' : asText(nameOf(names.people, id)));
  const roles = Object.entries(incident.roles).map(([role, person]) => [
    asText(roleName(role)),
    name(person),
  ]);
  const objections = ({ objections: all }: Decision) =>
    all.map((each) => `${name(each.person)}: ${asText(each.objection)}`).join('; ');
  const owner = (decision: Decision) =>
    [...decision.passedFrom, decision.owner].map((person) => name(person)).join(', then ');
  return [
    ...section('Roles at the end', ['Role', 'Who'], roles),
    ...section(
      'Decisions',
      ['Decision', 'Waited for', 'Verdict', 'Risk', 'Strong objections'],
      Object.values(incident.decisions).map((decision) => [
        asText(decision.proposal),
        owner(decision),
        decision.verdict === null
          ? `open, due ${clock(decision.dueAt)}`
          : `${decision.verdict}, ${name(decision.decidedBy)}, ${clock(decision.decidedAt ?? 0)}`,
        asText(decision.risk),
        objections(decision),
      ]),
    ),
    ...section(
      'Marked by the scribe',
      ['Time', 'What', 'Words', 'Who'],
      incident.remarks.map(({ at, kind, text, by, answer }) => {
        const said = answer ? `${name(answer.by)} answered ${clock(answer.at)}: ${asText(answer.text)}` : '';
        return [clock(at), kind, sentences(asText(text), said), name(by)];
      }),
    ),
    ...section(
      'Tasks',
      ['Task', 'Owner', 'Given by', 'Due', 'End'],
      Object.values(incident.tasks).map((task) => [
        asText(task.text),
        name(task.owner),
        name(task.givenBy),
        clock(task.dueAt),
        end(task, incident.resolvedAt),
      ]),
    ),
    ...leftAtTheEnd(incident),
    ...(incident.planB.text === null
      ? []
      : [`Plan B: ${asText(incident.planB.text).replace(/(?<![.!?…])$/, '.')}`, '']),
  ];
}

function leftAtTheEnd(incident: ReportFacts['incident']): string[] {
  const { tasks, questions, followUps } = leftOpen(incident);
  if (tasks + questions + followUps === 0) return [];
  const open = [
    tasks === 0 ? '' : counted(tasks, 'task'),
    questions === 0 ? '' : counted(questions, 'question'),
    followUps === 0 ? '' : counted(followUps, 'follow-up'),
  ].filter((each) => each !== '');
  return [`${incident.resolvedAt === null ? 'Open now' : 'Open when it ended'}: ${open.join(', ')}.`, ''];
}

function end({ result, closedAt, calledBackAt }: Task, resolvedAt: number | null): string {
  if (result !== null) return `${result} ${clock(closedAt ?? 0)}`;
  if (resolvedAt !== null)
    return `never closed${calledBackAt === null ? '' : ', called back'}: ended with the incident`;
  return calledBackAt === null ? 'open' : 'open, called back';
}
