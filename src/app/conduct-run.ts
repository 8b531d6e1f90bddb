import { type DomainEvent, type NewEvent, stream } from '../domain/events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { wentWrongBefore } from '../domain/run/canary';
import { endRun } from '../domain/run/commands';
import type { ManifestEntry, ManifestStep } from '../domain/run/manifest';
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
import { createPlayer, createPlayWave } from './play-together';
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
  Pick<Means, 'transport'> & {
    readonly ledger: Ledger;
    readonly plan: Plan;
    /** Default: what this machine has. */
    readonly findAnsible?: typeof ansibleHere | undefined;
  };
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
  const player = createPlayer({
    ...means,
    manifest: run.manifest,
    runbook,
    findAnsible: parts.findAnsible ?? ansibleHere,
  });
  const record = (events: readonly DomainEvent[]): void => {
    ledger.commit((_world, at) =>
      events.map(
        (event) => ({ ...event, stream: stream.run(run.id), occurredAt: at, actor: 'console' }) as NewEvent,
      ),
    );
  };
  const log = createRunLog({ run: run.id, write: record, standing: flow.standing });
  flow.onChange(log.wake);
  const playTogether = createPlayWave({ player, flow, log });
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

  const begin = ({ wave, stage }: Place, entries: readonly ManifestEntry[], by = {}): void => {
    const data = { run: run.id, wave, endpoints: entries.length, ...(stage === 0 ? {} : { stage }), ...by };
    record([{ type: 'run.wave-started', data }]);
  };

  const conductWave = async (
    place: Place,
    steps: Steps,
    entries: readonly ManifestEntry[],
  ): Promise<void> => {
    begin(place, entries);
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
      perform: (entry) => conductEndpoint(entry, stepsOf(entry), isCanary(place)),
      settle: log.flushed,
    });
    for (const entry of withdrawn) {
      flow.left(entry);
      const step = stepsOf(entry)[0]?.id ?? '';
      if (intended.has(entry)) log.end({ entry, step, outcome: { state: 'cancelled', tookMs: 0 } });
    }
    await log.flushed();
  };

  const playWave: typeof conductWave = async (place, steps, entries) => {
    begin(place, entries, { by: player.by() });
    for (const step of steps) await playTogether(step, entries, isCanary(place));
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
    const bad = wentWrongBefore(run.manifest, ledger.world().runs);
    const siteIn = ({ endpoint }: ManifestEntry) => sites.get(endpoint) ?? '';
    const queue = spreadCanary(order, canary, siteIn, ({ endpoint }) => bad.has(endpoint));
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
