import type { EventOf, NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import type { Service } from '../../src/domain/service/service';

type Granted = EventOf<'authority.granted'>['data'];
type Started = EventOf<'run.started'>['data'];

/**
 * What is wrong with the authority of the runs in a history, run by run; empty = nothing. Judges from the events
 * and the plans alone and shares no code with the rules it judges, so that a mistake there does not excuse itself.
 *
 * @param plans every plan that was in force, by digest
 */
export function unauthorisedRuns(
  history: readonly NewEvent[],
  plans: Readonly<Record<string, Plan>>,
): string[] {
  const used = new Set<number>();
  return history.flatMap((event, index) => {
    if (event.type !== 'run.started') return [];
    const before = history.slice(0, index);
    const grantIndex = before.findLastIndex(
      (each, at) =>
        each.type === 'authority.granted' &&
        !used.has(at) &&
        each.data.incident === event.data.incident &&
        each.data.manifest === event.data.manifest.digest,
    );
    const grant = before[grantIndex];
    if (grant?.type !== 'authority.granted') return [`${event.data.run}: no grant before it`];
    used.add(grantIndex);
    const plan = plans[event.data.manifest.planDigest];
    const service = plan?.services.find((each) => each.id === event.data.service);
    if (!plan || !service) return [`${event.data.run}: its plan was never in force`];
    const fault = faultOf({
      ...{ before: history.slice(0, grantIndex), grant: grant.data, started: event.data },
      ...{ plan, service, at: grant.occurredAt },
    });
    return fault === null ? [] : [`${event.data.run} (${grant.data.ground}): ${fault}`];
  });
}

type Case = {
  readonly before: readonly NewEvent[];
  readonly grant: Granted;
  readonly started: Started;
  readonly plan: Plan;
  readonly service: Service;
  readonly at: number;
};

function faultOf(given: Case): string | null {
  const { grant, started } = given;
  if (started.manifest.entries.length === 0) return 'an empty manifest';
  if (started.manifest.service !== started.service) return 'a manifest of another service';
  if (isRunning(given.before, started.service)) return 'another run is going on';
  switch (grant.ground) {
    case 'automatic':
      return automaticFault(given);
    case 'two-person':
      return personFault(given) ?? boundFault(given, ['two-person']) ?? secondFault(given);
    case 'break-glass':
      return breakGlassFault(given);
    default:
      return personFault(given) ?? boundFault(given, ['person', 'automatic']);
  }
}

function isRunning(before: readonly NewEvent[], service: string): boolean {
  const open = new Set<string>();
  for (const each of before) {
    if (each.type === 'run.started' && each.data.service === service) open.add(each.data.run);
    if (each.type === 'run.ended') open.delete(each.data.run);
  }
  return open.size > 0;
}

/** The envelope named must be of the plan and every bound of it must hold. */
function boundFault({ before, grant, started, service, at }: Case, modes: readonly string[]): string | null {
  const envelope = service.authority.envelopes.find((each) => each.id === grant.envelope);
  if (!envelope) return `no envelope ${grant.envelope}`;
  if (!modes.includes(envelope.mode)) return `an envelope for ${envelope.mode}`;
  if (envelope.runbook !== started.manifest.runbook) return 'another runbook';
  const declared = before.find(
    (each) => each.type === 'incident.declared' && each.data.incident === grant.incident,
  );
  const agreed = declared?.type === 'incident.declared' ? declared.data.envelopes?.[envelope.id] : undefined;
  const { maxEndpoints, mode, severity, untilMs } = JSON.parse(agreed ?? '{}');
  if (maxEndpoints !== envelope.maxEndpoints || mode !== envelope.mode) return 'an altered envelope';
  if (severity !== envelope.severity || untilMs !== envelope.untilMs) return 'an altered envelope';
  if (started.manifest.entries.length > envelope.maxEndpoints) return 'too many endpoints';
  if (at > envelope.untilMs) return 'an expired envelope';
  if (severityOf(before, grant.incident) > Number(envelope.severity.slice(4))) return 'not severe enough';
  return null;
}

/** As a number: 1 is the worst. */
function severityOf(before: readonly NewEvent[], incident: string): number {
  let severity = 9;
  for (const each of before) {
    if (each.type === 'incident.declared' && each.data.incident === incident)
      severity = Number(each.data.severity.slice(4));
    if (each.type === 'severity.raised' && each.data.incident === incident)
      severity = Number(each.data.to.slice(4));
  }
  return severity;
}

function atConsole(before: readonly NewEvent[]): string | null {
  let person: string | null = null;
  for (const each of before) {
    if (each.type === 'operator.signed-in') person = each.data.person;
    if (each.type === 'operator.signed-out' || each.type === 'console.started') person = null;
  }
  return person;
}

const isMeant = (plan: Plan, list: readonly string[], person: string): boolean => {
  const roles = plan.people.find((each) => each.id === person)?.roles ?? [];
  return list.some((who) => who === person || roles.some((role) => who === `role:${role}`));
};

/** The person must sit at the console and be named, have been passed the decision, or command with that office. */
function personFault({ before, grant, plan, service }: Case): string | null {
  const { person } = grant;
  if (person === undefined || atConsole(before) !== person) return 'by nobody at the console';
  if (isMeant(plan, service.authority.initiate, person)) return null;
  const commands = before.findLast(
    (each) => each.type === 'command.taken' && each.data.incident === grant.incident,
  );
  const isCommander = commands?.type === 'command.taken' && commands.data.person === person;
  if (isCommander && isMeant(plan, ['role:incident-commander', 'role:deputy'], person)) return null;
  const isPassed = before.some(
    (each) =>
      each.type === 'succession.passed' && each.data.incident === grant.incident && each.data.to === person,
  );
  return isPassed ? null : `${person} is not entitled`;
}

function secondFault({ before, grant, started, plan, service, at }: Case): string | null {
  const asked = before.find(
    (each) =>
      each.type === 'approval.requested' &&
      each.data.incident === grant.incident &&
      each.data.approval === grant.approval,
  );
  const given = before.find(
    (each) =>
      each.type === 'approval.given' &&
      each.data.incident === grant.incident &&
      each.data.approval === grant.approval,
  );
  if (asked?.type !== 'approval.requested' || given?.type !== 'approval.given') return 'no approval';
  const second = given.data.person;
  if (second === grant.person || asked.data.person !== grant.person) return 'the same person twice';
  if (given.data.manifest !== started.manifest.digest) return 'approved another manifest';
  if (!isMeant(plan, service.authority.approve, second)) return `${second} may not approve`;
  const waitedMs = passedSince(asked, before, at);
  if (waitedMs > asked.data.lapsesAt - asked.occurredAt) return 'a lapsed approval';
  const declared = before.findIndex(
    (each) => each.type === 'incident.declared' && each.data.incident === grant.incident,
  );
  // What counts is the PIN that the word was given with, not one set since.
  const enrolled = before
    .slice(0, before.indexOf(given))
    .findLastIndex((each) => each.type === 'operator.enrolled' && each.data.person === second);
  if (enrolled === -1 || enrolled > declared) return `${second} had no PIN before the incident`;
  const uses = before.filter(
    (each) => each.type === 'authority.granted' && each.data.approval === grant.approval,
  );
  return uses.some((each) => each.type === 'authority.granted' && each.data.incident === grant.incident)
    ? 'an approval used twice'
    : null;
}

function breakGlassFault({ before, grant, plan, service }: Case): string | null {
  if (grant.person === undefined || atConsole(before) !== grant.person) return 'by nobody at the console';
  if (!isMeant(plan, service.authority.breakGlass, grant.person)) return `${grant.person} may not break it`;
  return (grant.reason ?? '').trim().length < 10 ? 'without a reason' : null;
}

/** An automatic start needs a crossing, its whole veto time, and nobody who said no. */
function automaticFault(given: Case): string | null {
  const { before, grant, service } = given;
  const of = <T extends NewEvent['type']>(type: T) =>
    before.filter((each): each is Extract<NewEvent, { type: T }> => each.type === type);
  const mine = of('activation.armed').filter((each) => each.data.incident === grant.incident);
  const armed = mine.find((each) => each.data.activation === grant.activation);
  if (!armed) return 'never armed';
  if (of('activation.vetoed').some((each) => each.data.incident === grant.incident)) return 'vetoed';
  if (of('run.started').some((each) => each.data.incident === grant.incident)) return 'not the first run';
  const rule = service.escalation.find((each) => each.id === armed.data.rule);
  if (!rule?.acts.some((act) => act.do === 'run' && act.runbook === grant.runbook))
    return 'no rule asks for it';
  const last = before.findLast(
    (each) =>
      (each.type === 'threshold.crossed' || each.type === 'threshold.cleared') &&
      each.data.service === service.id &&
      each.data.rule === armed.data.rule,
  );
  if (last?.type !== 'threshold.crossed') return 'its threshold is not crossed';
  const waitedMs = passedSince(armed, before, given.at);
  if (waitedMs < armed.data.vetoMs) return `only ${waitedMs} of ${armed.data.vetoMs} ms for a veto`;
  const restarted = before.findLastIndex((each) => each.type === 'console.started');
  if (restarted > before.indexOf(armed)) return 'the console was restarted in its veto time';
  return boundFault(given, ['automatic']);
}

/** Time that really passed since an event, whatever the wall clock was set to meanwhile. */
function passedSince(event: NewEvent, before: readonly NewEvent[], at: number): number {
  const from = before.indexOf(event);
  const setMs = before
    .slice(from + 1)
    .reduce((sum, each) => sum + (each.type === 'clock.stepped' ? each.data.byMs : 0), 0);
  return at - event.occurredAt - setMs;
}
