import { stream } from '../domain/events';
import * as incident from '../domain/incident/commands';
import { presentOperator, requirePerson } from '../domain/incident/lookup';
import type { Plan } from '../domain/plan/plan';
import { startRun, stopRun } from '../domain/run/commands';
import { AppError } from '../errors';
import type { CallName, InputOf, OutputOf } from '../ipc/contract';
import type { Core } from './core';
import { exportIncident } from './export-incident';

/** One function per call of the contract; a missing one is a compile error. Inputs arrive parsed. */
export type Handlers = {
  readonly [N in CallName]: (input: InputOf<N>) => Promise<OutputOf<N>>;
};

/** The calls that need the machine around the core: dialogs and the demo's fleet. */
export type ShellCall = 'plan.openFolder' | 'demo.start';

/** Every call that the core answers by itself, in whatever shell it runs. */
export function createHandlers(core: Core): Omit<Handlers, ShellCall> {
  const { ledger, clock, previews } = core;
  const commit = (decide: (now: incident.Circumstances) => ReturnType<typeof incident.declare>) => {
    const plan = requirePlan(core);
    return ledger.commit((world, at) =>
      decide({ world, plan, at, operator: presentOperator(plan, world)?.id ?? null }),
    );
  };
  return {
    // PENDING: each of these is replaced by its owner.
    'operator.enrol': pending,
    'operator.leave': pending,
    'incident.assignRole': pending,
    'incident.choosePlanB': pending,
    'handover.offer': pending,
    'handover.accept': pending,
    'handover.end': pending,
    'task.close': pending,
    'task.extend': pending,
    'decision.propose': pending,
    'decision.object': pending,
    'decision.make': pending,
    'activation.veto': pending,
    'approval.request': pending,
    'approval.give': pending,
    'approval.end': pending,
    'paging.acknowledge': pending,
    'comms.signOff': pending,
    'outbox.review': pending,
    'console.open': async () => core.snapshot(),
    'operator.signIn': async ({ person }) => {
      requirePerson(requirePlan(core), person);
      ledger.commit((_world, at) => [
        {
          type: 'operator.signed-in',
          data: { person, proof: 'none' },
          stream: stream.console,
          occurredAt: at,
          actor: `person:${person}`,
        },
      ]);
      return null;
    },
    'incident.declare': async ({ takeCommand, ...command }) => {
      const records = commit((now) => incident.declare(now, command));
      const declared = records.find((record) => record.type === 'incident.declared');
      if (!declared) throw new AppError('internal', 'Declaring yielded no incident.');
      const id = declared.data.incident;
      if (takeCommand) commit((now) => incident.takeCommand(now, { incident: id }));
      return { incident: id };
    },
    'incident.takeCommand': async (command) => nothing(commit((now) => incident.takeCommand(now, command))),
    'incident.note': async (command) => nothing(commit((now) => incident.writeNote(now, command))),
    'incident.raise': async (command) => nothing(commit((now) => incident.raiseSeverity(now, command))),
    'incident.correctImpactStart': async (command) =>
      nothing(commit((now) => incident.correctImpactStart(now, command))),
    'incident.standDown': async (command) => nothing(commit((now) => incident.standDown(now, command))),
    'incident.export': async ({ incident: id }) => {
      const { journal, exportsFolder } = core;
      const { bundleSha256, markdownSha256, ...paths } = await exportIncident(
        journal,
        ledger.world(),
        id,
        exportsFolder,
        clock.now(),
      );
      ledger.commit((_world, at) => [
        {
          type: 'incident.exported',
          data: { incident: id, bundleSha256, markdownSha256 },
          stream: stream.incident(id),
          occurredAt: at,
          actor: 'console',
        },
      ]);
      return paths;
    },
    'run.previewRetry': async (request) =>
      previews.retry(requirePlan(core), ledger.world(), clock.now(), request),
    'run.start': async ({ incident: id, manifest: digest }) => {
      const { manifest, retryOf } = previews.shown(digest);
      const run = nextRunId(Object.keys(ledger.world().runs));
      const command = { run, incident: id, manifest, ...(retryOf ? { retryOf } : {}) };
      const records = commit((now) => startRun(now, command));
      const refused = records.find((record) => record.type === 'authority.refused');
      if (refused) throw new AppError('refused', refused.data.because);
      core.conduct(run);
      return { run };
    },
    'run.stop': async ({ run }) => {
      commit((now) => stopRun(now, { run }));
      core.stopRun(run);
      return null;
    },
  };
}

function requirePlan(core: Core): Plan {
  const { plan } = core.plans.status();
  if (plan) return plan;
  throw new AppError('refused', 'No plan is in force. Open a plan folder first.');
}

function nextRunId(ids: readonly string[]): string {
  const highest = ids.reduce((top, id) => Math.max(top, Number(id.slice(4)) || 0), 0);
  return `RUN-${String(highest + 1).padStart(4, '0')}`;
}

const nothing = (_records: unknown): null => null;

const pending = async (): Promise<never> => {
  throw new AppError('internal', 'pending');
};
