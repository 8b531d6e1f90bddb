import { armedActivation } from '../domain/authority/activation';
import { startActivation } from '../domain/authority/activation-commands';
import { dueApprovals } from '../domain/authority/approval-commands';
import { duePages } from '../domain/comms/paging-rules';
import { withEvents } from '../domain/draft-world';
import { escalate } from '../domain/escalation/escalate';
import type { NewEvent, Recorded } from '../domain/events';
import { dueDecisions } from '../domain/incident/due-decisions';
import type { Incident } from '../domain/incident/incident';
import { duePlanB } from '../domain/incident/plan-b';
import { dueTasks } from '../domain/incident/task-commands';
import { unsettledIncidents } from '../domain/incident/unsettled';
import type { Plan } from '../domain/plan/plan';
import { nextRunId } from '../domain/run/run-id';
import type { World } from '../domain/world';
import { sha256 } from '../store/sha256';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import { timesMoved } from './live-state';
import { startedAnew, withdrawCountdowns } from './withdraw-countdowns';

export type EscalationWatch = {
  /** Thresholds, time-boxes and calls are held against this plan from now on. */
  adopt(plan: Plan): void;
  stop(): void;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Per `service/probe`: when it last looked, recorded or not. */
  readonly sweptAt: () => Readonly<Record<string, number>>;
  /** Takes a run that started by itself through its waves. */
  readonly conduct: (run: string) => void;
  /** Told after every look, for what else goes by the second. */
  readonly onLook?: () => void;
  readonly onFault: (error: unknown) => void;
};

const tickMs = 1000;
/** A burst of commits is looked at once. */
const settleMs = 20;
/** So long without a look means that the machine slept or the console stood still: nobody could watch, or veto. */
const stoodStillMs = 6000;

/**
 * Drives everything that time alone brings about: thresholds, countdowns, time-boxes, calls. The rules are the
 * domain's; here are the timers. A countdown is counted on the monotonic clock, so that setting the wall clock
 * neither shortens nor lengthens what people have for a veto.
 */
export function watchEscalation(parts: Parts): EscalationWatch {
  const { ledger, clock, onFault } = parts;
  let plan: Plan | null = null;
  let watchingSince = clock.now();
  /** Probes that an edited plan added, by `service/probe`, with when. */
  let addedAt: Readonly<Record<string, number>> = {};
  let goneSince: Readonly<Record<string, number>> = {};
  let cancelSoon: (() => void) | null = null;
  const countdowns = new Map<string, () => void>();
  let lookedAt = clock.sinceBoot();

  const guarded = (work: () => void) => (): void => {
    try {
      work();
    } catch (error) {
      onFault(error);
    }
  };

  /** Timers may count the time of a sleep or not: what tells is that no look was taken. */
  function noticeStandstill(): void {
    const stoodMs = clock.sinceBoot() - lookedAt;
    lookedAt = clock.sinceBoot();
    if (stoodMs <= stoodStillMs) return;
    withdrawAll('this machine slept or the console stood still; people get the whole veto time anew');
    watchingSince = clock.now();
  }

  const look = guarded(() => {
    noticeStandstill();
    if (!plan) return;
    const inForce = plan;
    ledger.commit((world, at) => {
      const now = { world, plan: inForce, at, sha256 };
      const step = escalate({ ...now, sweptAt: parts.sweptAt(), watchingSince, addedAt, goneSince });
      goneSince = step.goneSince;
      return [...step.events, ...whatIsDue(withEvents(world, step.events), inForce, at)];
    });
    countDown();
    parts.onLook?.();
  });

  /** Every countdown of the world has a timer, and only those. */
  function countDown(): void {
    for (const incident of unsettledIncidents(ledger.world())) {
      const armed = armedActivation(incident.activations);
      const key = armed && `${incident.id}/${armed.id}`;
      if (armed && key && !countdowns.has(key))
        countdowns.set(
          key,
          clock.after(
            armed.vetoMs,
            guarded(() => begin(incident, armed.id)),
          ),
        );
    }
  }

  function begin(incident: Incident, activation: string): void {
    const key = `${incident.id}/${activation}`;
    countdowns.delete(key);
    noticeStandstill();
    if (!plan) return;
    const inForce = plan;
    const records = ledger.commit((world, at) => {
      const command = { incident: incident.id, activation, run: nextRunId(world) };
      return startActivation({ world, plan: inForce, at, sha256 }, command);
    });
    const started = records.find((record) => record.type === 'run.started');
    if (started) parts.conduct(started.data.run);
    const armed = ledger.world().incidents[incident.id]?.activations[activation];
    // Timers may fire a little before their time by the wall clock.
    if (armed?.state === 'armed') {
      const leftMs = Math.max(1, armed.startsAt - clock.now());
      countdowns.set(
        key,
        clock.after(
          leftMs,
          guarded(() => begin(incident, activation)),
        ),
      );
    }
  }

  function withdrawAll(because: string): void {
    for (const cancel of countdowns.values()) cancel();
    countdowns.clear();
    ledger.commit((world, at) => withdrawCountdowns(world, at, because));
  }

  const onRecords = (records: readonly Recorded[]): void => {
    for (const record of records)
      if (record.type === 'clock.stepped') {
        watchingSince += record.data.byMs;
        goneSince = timesMoved(goneSince, record.data.byMs);
        addedAt = timesMoved(addedAt, record.data.byMs);
      }
    if (!records.some(mayCross)) return;
    cancelSoon ??= clock.after(settleMs, () => {
      cancelSoon = null;
      look();
    });
  };

  withdrawAll(startedAnew);
  const unsubscribe = ledger.onCommit(onRecords);
  // Looking is quick and measures nothing by its own rhythm, so that a late tick needs no catching up.
  const tick = (): void => {
    look();
    cancelTick = clock.after(tickMs, tick);
  };
  let cancelTick = clock.after(tickMs, tick);
  return {
    adopt(next) {
      const at = clock.now();
      // Only what is new begins to be watched: saving a plan must not make a silence look as if it had ended.
      // What was seen under another mode was seen of something else: a practice ground, or the real thing.
      if (plan === null || plan.mode !== next.mode) watchingSince = at;
      else {
        const known = probesOf(plan);
        const added = [...probesOf(next)].filter((key) => !known.has(key));
        addedAt = { ...addedAt, ...Object.fromEntries(added.map((key) => [key, at])) };
      }
      plan = next;
      look();
    },
    stop() {
      unsubscribe();
      cancelTick();
      cancelSoon?.();
      for (const cancel of countdowns.values()) cancel();
      countdowns.clear();
    },
  };
}

const probesOf = ({ services }: Plan): Set<string> =>
  new Set(services.flatMap((service) => service.probes.map((probe) => `${service.id}/${probe.id}`)));

/** What time alone brings about besides thresholds. */
function whatIsDue(world: World, plan: Plan, at: number): NewEvent[] {
  const now = { world, plan, at };
  return [...dueApprovals(now), ...dueTasks(now), ...dueDecisions(now), ...duePlanB(now), ...duePages(now)];
}

/** Outcomes of single endpoints and deliveries change nothing that a threshold looks at before the next tick. */
const mayCross = (record: Recorded): boolean =>
  record.type !== 'run.sending' && record.type !== 'run.settled' && !record.type.startsWith('delivery.');
