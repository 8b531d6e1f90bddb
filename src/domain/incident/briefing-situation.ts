import { armedActivation } from '../authority/activation';
import { isAsked, ownApproval } from '../authority/approval';
import { isHeard } from '../comms/cadence';
import { messagesOf } from '../comms/compose';
import { nameOf } from '../names';
import { type Plan, roleName } from '../plan/plan';
import { countStates, type Run } from '../run/run-state';
import { unknownService, worstProbe } from '../service/service-state';
import { readClocks } from '../views/clocks';
import { duration } from '../views/duration';
import { counted, sentences, someOf, utcClock, utcMoment } from '../views/words';
import type { World } from '../world';
import type { Incident, Remark } from './incident';
import type { Task } from './task';

/** What a briefing is made of. */
export type About = {
  readonly plan: Plan;
  readonly world: World;
  readonly incident: Incident;
  readonly at: number;
};

export const personIn = ({ plan, world }: About, id: string): string =>
  plan.people.find((each) => each.id === id)?.name ?? nameOf(world.names.people, id);

/** What is wrong, since when, and what says so. */
export function situation({ plan, world, incident, at }: About): string[] {
  const { id, severity, mode, title, impactStart, declaredAt } = incident;
  const name =
    plan.services.find((each) => each.id === incident.service)?.name ??
    nameOf(world.names.services, incident.service);
  const state = world.services[incident.service] ?? unknownService;
  const worst = worstProbe(state);
  const seen = worst
    ? `: probe ${worst.id} finds ${worst.probe.failing.toLocaleString('en')} of ${counted(worst.probe.total, 'endpoint')} failing, seen ${utcClock(worst.probe.lastSweepAt)} UTC`
    : ', and no probe has looked';
  const alerts = Object.values(world.alerts[incident.service] ?? {});
  const firing = someOf(
    alerts.map((alert) => `${alert.name} ${alert.severity}`),
    5,
  );
  return [
    `${id} is ${severity}, ${mode}: ${title}`,
    `Impact since ${utcMoment(impactStart)}, ${duration(at - impactStart)} ago; declared ${utcClock(declaredAt)} UTC`,
    `${name} is ${state.condition}${seen}`,
    ...(alerts.length === 0 ? [] : [`${counted(alerts.length, 'alert')} firing: ${firing}`]),
  ];
}

/** What has to be reached, and how much time is left for it. */
export function objectives({ incident, at }: About): string[] {
  const { rtoMs, mtpdMs } = incident.objectives;
  const { rtoLeftMs, mtpdLeftMs, rtaMs } = readClocks(incident, incident.objectives, at);
  const left = (name: string, ms: number, leftMs: number) =>
    leftMs < 0
      ? `${name} ${duration(ms)}: missed by ${duration(-leftMs)}`
      : `${name} ${duration(ms)}: ${duration(leftMs)} left`;
  if (rtaMs !== null) return [`Verified ${duration(rtaMs)} after impact began; RTO ${duration(rtoMs)}`];
  const { text, dueAt } = incident.planB;
  const planB = text === null ? 'Plan B is due and not chosen' : `Plan B: ${text}`;
  return [
    left('RTO', rtoMs, rtoLeftMs),
    left('MTPD', mtpdMs, mtpdLeftMs),
    ...(text === null && dueAt === null ? [] : [planB]),
  ];
}

/** What was done, what was decided, what is being done. */
export function actions(about: About): string[] {
  const { incident, world, at } = about;
  const armed = armedActivation(incident.activations);
  const decided = Object.values(incident.decisions).filter((each) => each.verdict !== null);
  return [
    ...incident.runs.flatMap((id) => world.runs[id] ?? []).map(describeRun),
    ...(armed
      ? [
          `${armed.runbookName} starts by itself on ${counted(armed.endpoints, 'endpoint')} in ${duration(Math.max(0, armed.startsAt - at))} unless it is vetoed`,
        ]
      : []),
    ...vetoes(about),
    ...decided.map((each) =>
      sentences(
        `${each.id} ${each.verdict}: ${each.proposal}`,
        ...each.objections.map((said) => `${personIn(about, said.person)} objected: ${said.objection}`),
      ),
    ),
    ...undelivered(about),
    ...incident.remarks
      .filter(({ kind, answer }) => kind !== 'question' || answer !== undefined)
      .map((remark) => describeRemark(about, remark)),
    ...openTasks(incident).map(
      (task) =>
        `${task.id}, ${personIn(about, task.owner)} ${task.dueAt <= at ? 'overdue since' : 'by'} ${utcClock(task.dueAt)} UTC: ${task.text}`,
    ),
  ];
}

/** Who does what, and on what. */
export function resources(about: About): string[] {
  const { incident, world } = about;
  const tasks = new Map<string, number>();
  for (const task of openTasks(incident)) tasks.set(task.owner, (tasks.get(task.owner) ?? 0) + 1);
  const endpoints = worstProbe(world.services[incident.service] ?? unknownService)?.probe.total;
  return [
    `Incident Commander: ${incident.commander === null ? 'nobody' : personIn(about, incident.commander)}`,
    ...Object.entries(incident.roles).map(
      ([role, person]) => `${roleName(role)}: ${personIn(about, person)}`,
    ),
    ...[...tasks].map(([owner, many]) => `${personIn(about, owner)}: ${counted(many, 'open task')}`),
    ...(endpoints === undefined ? [] : [`${counted(endpoints, 'endpoint')} watched by probe`]),
  ];
}

const vetoes = (about: About): string[] =>
  Object.values(about.incident.activations)
    .filter((each) => each.state === 'vetoed')
    .map(
      ({ runbookName, rule, vetoedBy, endedAt, armedAt }) =>
        `${utcClock(endedAt ?? armedAt)} UTC ${vetoedBy === null ? 'somebody who had not signed in' : personIn(about, vetoedBy)} vetoed ${runbookName}, which rule ${rule} would have started by itself`,
    );

/** What was said in this incident and has arrived nowhere; a newer update that was heard makes up for an older one. */
function undelivered(about: About): string[] {
  const messages = messagesOf(about.world, about.incident.id);
  return messages
    .filter((each, index) => {
      const later = messages
        .slice(index + 1)
        .filter(({ kind, audience }) => kind === 'update' && audience === each.audience);
      const asked = ownApproval(about.incident, each.approval ?? '');
      const isAnswered =
        about.incident.pagings[each.paging ?? '']?.acknowledgedAt != null || (asked && !isAsked(asked));
      return !isHeard(each) && !isAnswered && !(each.kind === 'update' && later.some(isHeard));
    })
    .map((each) => {
      const to = each.person === null ? (each.audience ?? 'nobody') : personIn(about, each.person);
      const reasons = Object.values(each.deliveries).flatMap(({ because }) => because ?? []);
      const why = reasons.length === 0 ? '' : ` (${someOf([...new Set(reasons)], 2)})`;
      return `Not delivered: ${each.kind} to ${to} of ${utcClock(each.queuedAt)} UTC${why}`;
    });
}

const openTasks = (incident: Incident): Task[] =>
  Object.values(incident.tasks).filter((task) => task.result === null);

function describeRun(run: Run): string {
  const { ok, sending, pending } = countStates(run);
  const all = run.manifest.entries.length;
  const tally = `${ok.toLocaleString('en')} of ${counted(all, 'endpoint')} ok`;
  const how =
    run.result === null
      ? `running, ${tally}, ${sending} in flight, ${pending} unsent`
      : `${run.result}, ${tally}`;
  return `${run.id} ${run.runbookName}: ${how}${run.haltedBecause === null ? '' : `; ${run.haltedBecause}`}`;
}

const remarkWords = { decision: 'decided', question: 'asked', 'follow-up': 'to follow up' } as const;

export function describeRemark(about: About, { at, by, kind, text, answer }: Remark): string {
  const who = (person: string | null) => (person === null ? '' : ` by ${personIn(about, person)}`);
  return sentences(
    `${utcClock(at)} UTC ${remarkWords[kind]}${who(by)}: ${text}`,
    answer ? `Answered${who(answer.by)} ${utcClock(answer.at)} UTC: ${answer.text}` : '',
  );
}
