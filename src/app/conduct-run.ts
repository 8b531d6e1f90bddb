import { type DomainEvent, type NewEvent, stream } from '../domain/events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { endRun } from '../domain/run/commands';
import type { ManifestEntry, ManifestStep } from '../domain/run/manifest';
import type { Outcome } from '../domain/run/outcome';
import { wrapperOf } from '../domain/run/receipt';
import type { Run } from '../domain/run/run-state';
import type { Runbook } from '../domain/run/runbook';
import { type Stage, stagesOf, stepsLeft } from '../domain/run/stages';
import { spreadCanary } from '../domain/run/waves';
import { runAll } from '../execution/engine';
import { readSecret } from '../notify/secret-file';
import type { DeedMeans } from './console-deed';
import { createConsoleStage } from './console-stage';
import { createDoStep, type Means } from './do-step';
import { ansibleHere } from './find-ansible';
import type { Ledger } from './ledger';
import { createPlayer } from './play-together';
import { createRunFlow } from './run-flow';
import { createRunLog } from './run-log';

export type Conducting = {
  /** Settles when the run has ended and its end is in the journal; rejects when the journal could not be written. */
  readonly done: Promise<void>;
  /** Nothing further is sent from this moment on. */
  stop(): void;
  /** Nothing new is sent until `goOn`; what is in flight ends. */
  pause(): void;
  goOn(): void;
};

type Parts = Partial<Means & DeedMeans> &
  Pick<Means, 'transport'> & { readonly ledger: Ledger; readonly plan: Plan };
type Steps = readonly ManifestStep[];
type StepsOf = (entry: ManifestEntry) => Steps;
/** Which wave of which stage of endpoints; the first of those in which there is something to do is 0. */
type Place = { readonly wave: number; readonly stage: number };

/**
 * Takes a started run through its stages, and a stage of endpoints through its waves; within a wave every
 * endpoint goes through the steps of the stage at its own pace. The intent of every step is durable before its first byte leaves, every end is journalled, and
 * after every single one the failure budgets are asked. Touches exactly the entries of the approved manifest.
 */
export function conductRun(parts: Parts, run: Run, runbook: Runbook): Conducting {
  const { ledger, plan } = parts;
  const flow = createRunFlow({ run, plan, runbook, world: ledger.world });
  const nothingMore = { contents: new Map(), becomeSecret: async () => null };
  const means = { ...nothingMore, ...parts };
  const { contents } = means;
  const secret = parts.secret ?? ((name) => readSecret(name, undefined));
  const doStep = createDoStep(means, run.manifest, wrapperOf(run));
  const player = createPlayer({ ...means, manifest: run.manifest, runbook, findAnsible: ansibleHere });
  const record = (events: readonly DomainEvent[]): void => {
    ledger.commit((_world, at) =>
      events.map(
        (event) => ({ ...event, stream: stream.run(run.id), occurredAt: at, actor: 'console' }) as NewEvent,
      ),
    );
  };
  const log = createRunLog({ run: run.id, write: record, standing: flow.standing });
  flow.onChange(log.wake);
  const doAtConsole = createConsoleStage({ ledger, run, flow, record, means: { contents, secret } });
  const isOver = (): boolean => flow.standing() === 'over';
  const hasCanary = run.waves.length > 1;
  const left = (steps: Steps) => (entry: ManifestEntry) => stepsLeft(entry, steps, run.manifest.steps);

  /** Takes one endpoint through its steps; the intent of the first is on the disk already. */
  const conductEndpoint = async (entry: ManifestEntry, steps: Steps, inCanary: boolean): Promise<void> => {
    for (const [index, step] of steps.entries()) {
      const outcome = await doStep(entry, step, flow.signal);
      log.end({ entry, step: step.id, outcome });
      const next = outcome.state === 'ok' ? steps[index + 1] : undefined;
      if (!next) return flow.ended(entry, outcome, inCanary);
      // What this step did, and that the next one is about to be sent, share a write.
      if (isOver() || !(await log.intend(next.id, [entry]))) return flow.left(entry);
      if (isOver()) {
        log.end({ entry, step: next.id, outcome: { state: 'cancelled', tookMs: 0 } });
        return flow.left(entry);
      }
    }
  };

  const conductWave = async (
    { wave, stage }: Place,
    steps: Steps,
    entries: readonly ManifestEntry[],
  ): Promise<void> => {
    const later = stage === 0 ? {} : { stage };
    record([{ type: 'run.wave-started', data: { run: run.id, wave, endpoints: entries.length, ...later } }]);
    const stepsOf = left(steps);
    const intended = new Set<ManifestEntry>();
    const { withdrawn } = await runAll({
      items: entries,
      maxInFlight: runbook.waves.maxInFlight,
      signal: flow.signal,
      shouldHalt: isOver,
      choose: flow.choose,
      onReady: flow.onChange,
      intend: async (batch) => {
        const batches = byFirstStep(batch, stepsOf);
        await Promise.all(
          batches.map(async ([step, some]) => {
            if (await log.intend(step, some)) for (const entry of some) intended.add(entry);
          }),
        );
      },
      perform: (entry) => conductEndpoint(entry, stepsOf(entry), isCanary({ wave, stage })),
      settle: log.flushed,
    });
    for (const entry of withdrawn) {
      flow.left(entry);
      const step = stepsOf(entry)[0]?.id ?? '';
      if (intended.has(entry)) log.end({ entry, step, outcome: { state: 'cancelled', tookMs: 0 } });
    }
    await log.flushed();
  };

  /** One program does the step on all that may go now; who has to wait is in the next round of the same wave. */
  const playWave: typeof conductWave = async ({ wave, stage }, steps, entries) => {
    const [step] = steps;
    if (!step) return;
    const data = { run: run.id, wave, endpoints: entries.length, ...(stage === 0 ? {} : { stage }) };
    record([{ type: 'run.wave-started', data: { ...data, by: player.by() } }]);
    let lookAgain = (): void => {};
    flow.onChange(() => lookAgain());
    let waiting = entries;
    while (waiting.length > 0 && !isOver()) {
      const ready = new Promise<void>((resolve) => {
        lookAgain = resolve;
      });
      const chosen = new Set(flow.choose(waiting, waiting.length));
      if (chosen.size === 0 && !isOver()) await ready;
      if (chosen.size === 0) continue;
      waiting = waiting.filter((entry) => !chosen.has(entry));
      const isIntended = await log.intend(step.id, [...chosen]);
      const onEnd = (entry: ManifestEntry, outcome: Outcome): void => {
        log.end({ entry, step: step.id, outcome });
        flow.ended(entry, outcome, isCanary({ wave, stage }));
      };
      if (!isIntended) for (const entry of chosen) flow.left(entry);
      else if (isOver()) for (const entry of chosen) onEnd(entry, { state: 'cancelled', tookMs: 0 });
      else {
        const because = await player.play(step, [...chosen], { signal: flow.signal, isHeld: isOver, onEnd });
        if (because !== null) flow.halt(because);
      }
    }
    await log.flushed();
  };

  /**
   * The canary is a canary in the first stage alone: what was tried on it there has been seen by the time the next
   * stage begins, and its endpoints go first again. Whoever is in a wave stays in it, unless it has left the run.
   */
  const isCanary = ({ wave, stage }: Place): boolean => hasCanary && wave === 0 && stage === 0;

  /** A stage of endpoints goes through its waves: these steps, on those that still have them to do. */
  const conductStage = async (
    stage: number,
    { kind, steps }: Exclude<Stage<ManifestStep>, { readonly kind: 'console' }>,
    queue: readonly ManifestEntry[],
  ) => {
    const doWave = kind === 'together' ? playWave : conductWave;
    let from = 0;
    for (const [wave, size] of run.waves.entries()) {
      if (isOver()) break;
      const entries = queue
        .slice(from, from + size)
        .filter((entry) => flow.isInRun(entry) && left(steps)(entry).length > 0);
      from += size;
      if (entries.length === 0) continue;
      await doWave({ wave, stage }, steps, entries);
      if (isCanary({ wave, stage })) flow.canaryEnded();
    }
  };

  const conduct = async (): Promise<void> => {
    const sites = siteOf(plan.endpoints);
    const { entries, steps } = run.manifest;
    const stages = stagesOf(steps);
    const isFirst = beginsFirst(stages, entries, left);
    // Whoever begins with a later stage is not there to be a canary.
    const order = [...entries.filter(isFirst), ...entries.filter((entry) => !isFirst(entry))];
    const canary = Math.min(run.waves[0] ?? 0, entries.filter(isFirst).length);
    const queue = spreadCanary(order, canary, (entry) => sites.get(entry.endpoint) ?? '');
    let stage = 0;
    const whyNot = stages.some(({ kind }) => kind === 'together') ? await player.whyNot() : null;
    if (whyNot !== null) flow.halt(whyNot);
    for (const each of stages) {
      if (isOver()) break;
      if (each.kind === 'console') {
        if (run.manifest.done?.includes(each.step.id)) continue;
        if ((await doAtConsole(each.step)) === 'end') break;
        continue;
      }
      if (!queue.some((entry) => left(each.steps)(entry).length > 0)) continue;
      await conductStage(stage, each, queue);
      stage += 1;
    }
    const halted = flow.haltedBecause();
    if (halted !== null) record([{ type: 'run.halted', data: { run: run.id, because: halted } }]);
    ledger.commit((world, at) => endRun({ world, at }, world.runs[run.id] ?? run, false));
  };
  const { stop, pause, goOn } = flow;
  return { done: conduct(), stop, pause, goOn };
}

/** Which endpoints have something to do in the first stage in which anybody has. */
function beginsFirst(
  stages: readonly Stage<ManifestStep>[],
  entries: readonly ManifestEntry[],
  left: (steps: Steps) => StepsOf,
): (entry: ManifestEntry) => boolean {
  for (const stage of stages) {
    if (stage.kind === 'console') continue;
    const isIn = (entry: ManifestEntry): boolean => left(stage.steps)(entry).length > 0;
    if (entries.some(isIn)) return isIn;
  }
  return () => true;
}

function byFirstStep(entries: readonly ManifestEntry[], stepsOf: StepsOf) {
  const batches = new Map<string, ManifestEntry[]>();
  for (const entry of entries) {
    const step = stepsOf(entry)[0]?.id ?? '';
    batches.set(step, [...(batches.get(step) ?? []), entry]);
  }
  return [...batches];
}

const siteOf = (endpoints: readonly Endpoint[]) =>
  new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
