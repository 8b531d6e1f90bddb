import { armedActivation } from '../domain/authority/activation';
import { type Incident, isOpen } from '../domain/incident/incident';
import { nameOf } from '../domain/names';
import { countStates } from '../domain/run/run-state';
import { worstProbe } from '../domain/service/service-state';
import { readClocks } from '../domain/views/clocks';
import { duration } from '../domain/views/duration';
import { counted, utcClock } from '../domain/views/words';
import type { World } from '../domain/world';

/** What is said of a journal and of what it tells. */
export type Status = ReturnType<typeof statusOf> & {
  /** Whether a console is writing this journal now. */
  readonly isLive: boolean;
  readonly rows: number;
  readonly head: string;
};

/** How services and incidents stand at a moment, for a program. All times in milliseconds. */
export function statusOf(world: World, at: number) {
  const services = Object.entries(world.services).map(([id, state]) => {
    const probe = worstProbe(state)?.probe;
    const { condition, since } = state;
    return {
      id,
      name: nameOf(world.names.services, id),
      condition,
      since,
      failing: probe?.failing ?? 0,
      total: probe?.total ?? 0,
      unknown: probe?.unknown ?? 0,
    };
  });
  const incidents = Object.values(world.incidents).map((incident) => {
    const { id, title, severity, phase, mode, commander, runs } = incident;
    const { sinceImpactMs, rtaMs } = readClocks(incident, incident.objectives, at);
    const tallies = runs.flatMap((run) => {
      const state = world.runs[run];
      return state ? [{ run, result: state.result, counts: countStates(state) }] : [];
    });
    return {
      id,
      title,
      severity,
      phase,
      mode,
      commander,
      open: isOpen(incident),
      sinceImpactMs,
      rtaMs,
      rtoMs: incident.objectives.rtoMs,
      countdown: countdownOf(incident, at),
      runs: tallies,
    };
  });
  return { mode: world.mode, services, incidents };
}

type Countdown = NonNullable<ReturnType<typeof countdownOf>>;

/** What begins by itself unless somebody vetoes it; null = nothing. */
function countdownOf({ activations }: Incident, at: number) {
  const armed = armedActivation(activations);
  if (!armed) return null;
  const { id: activation, rule, runbook, runbookName, endpoints, startsAt } = armed;
  const leftMs = Math.max(0, startsAt - at);
  return { activation, rule, runbook, runbookName, endpoints, startsAt, leftMs };
}

/** The same for a person. */
export function statusText(status: Status): string {
  const services = status.services.map(
    (each) =>
      `  ${each.condition.padEnd(9)} ${each.name} · ${each.failing} of ${each.total} endpoints failing${each.unknown === 0 ? '' : `, ${each.unknown} not known: host key`}`,
  );
  const incidents = status.incidents.flatMap((each) => {
    const time =
      each.rtaMs === null ? `${duration(each.sinceImpactMs)} since impact` : `RTA ${duration(each.rtaMs)}`;
    const who = each.commander ?? 'nobody';
    return [
      `  ${each.id} ${each.severity} ${each.mode} ${each.phase} · ${each.title} · ${time}, RTO ${duration(each.rtoMs)} · commander: ${who}`,
      ...(each.countdown ? [countdownWords(each.countdown)] : []),
      ...each.runs.map(({ run, result, counts }) => {
        const ends = Object.entries(counts).filter(([, many]) => many > 0);
        return `    ${run} ${result ?? 'running'}: ${ends.map(([state, many]) => `${many} ${state}`).join(', ')}`;
      }),
    ];
  });
  return [
    `Journal verified: ${status.rows} rows, head ${status.head.slice(0, 12)}${status.isLive ? ', a console is writing it' : ''}`,
    'Services',
    ...(services.length > 0 ? services : ['  nothing was probed yet']),
    'Incidents',
    ...(incidents.length > 0 ? incidents : ['  none']),
  ].join('\n');
}

/** Nothing that begins by itself is told without how it is stopped. */
function countdownWords({ runbookName, endpoints, startsAt, leftMs }: Countdown): string {
  const when = `${leftMs === 0 ? 'now' : `in ${duration(leftMs)}`}, at ${utcClock(startsAt)} UTC`;
  const what = `"${runbookName}" begins by itself on ${counted(endpoints, 'endpoint')}`;
  return `    COUNTDOWN: ${when}, ${what}; anyone can veto it at the console`;
}
