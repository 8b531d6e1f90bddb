import type { Core } from '../app/core';
import type { Handlers, ShellCall } from '../app/handlers';
import { type Incident, isOpen } from '../domain/incident/incident';
import { requireIncident } from '../domain/incident/lookup';
import { nameOf } from '../domain/names';
import { restores } from '../domain/run/commands';
import { countStates, type Run } from '../domain/run/run-state';
import { unknownService } from '../domain/service/service-state';
import { duration } from '../domain/views/duration';
import { sweptWords } from '../domain/views/swept-words';
import { AppError } from '../errors';
import type { Exported } from '../ipc/snapshot';
import type { Terminal } from './terminal';
import { until } from './until';

type Parts = {
  readonly core: Core;
  readonly handlers: Omit<Handlers, ShellCall>;
  readonly terminal: Terminal;
  readonly incident: string;
  /** The run that ended just now; null = none, the incident is only to be stood down. */
  readonly run: string | null;
  readonly person: string;
  /** How long to wait for the proof, in milliseconds. */
  readonly verifyWithinMs: number;
  /** Whether the incident stays open also when it is verified. */
  readonly keepOpen?: boolean;
};

/** `no-proof`: nothing was waited for, as after a rollback, which restores nothing. */
export type Proof = 'verified' | 'not-verified' | 'no-proof';

export type Finished<R extends Run | null = Run> = {
  readonly incident: Incident;
  readonly run: R;
  readonly proof: Proof;
  readonly exported: Exported;
};

/**
 * What follows the end of a run, whichever command began it: wait for the proof, stand down when it is there, export.
 * What is not verified is not stood down, and neither is what somebody else commands.
 */
export async function finishIncident<R extends string | null>(
  parts: Parts & { readonly run: R },
): Promise<Finished<R extends null ? null : Run>> {
  const { core, handlers, terminal, incident: id, run, person, keepOpen = false } = parts;
  const proof = await awaitProof(parts);
  const incident = () => requireIncident(core.ledger.world(), id);
  const { commander } = incident();
  if (proof === 'verified' && commander === person && !keepOpen)
    await handlers['incident.standDown']({ incident: id });
  const exported = await handlers['incident.export']({ incident: id });
  const { names, runs } = core.ledger.world();
  const { service, impactStart, verifiedAt, objectives } = incident();
  if (proof !== 'no-proof') {
    const after =
      proof === 'not-verified' || verifiedAt === null
        ? 'NOT verified'
        : `verified ${duration(verifiedAt - impactStart)} after impact`;
    terminal.say(
      `Service     ${nameOf(names.services, service)} ${after}, RTO ${duration(objectives.rtoMs)}`,
    );
  }
  if (proof === 'verified' && isOpen(incident()) && !keepOpen) {
    const who = commander === null ? 'Nobody commands it' : `${nameOf(names.people, commander)} commands it`;
    terminal.say(`Open        ${id} stays open. ${who}, and only the Incident Commander stands down.`);
  }
  const closing = { incident: incident(), proof, exported };
  return { ...closing, run: run === null ? null : runs[run] } as Finished<R extends null ? null : Run>;
}

/**
 * Resolves when the service was verified and has been looked at since the run ended: a run after a proof may have
 * broken what was proven.
 */
async function awaitProof({
  core,
  terminal,
  incident: id,
  run: runId,
  verifyWithinMs,
}: Parts): Promise<Proof> {
  const world = () => core.ledger.world();
  const { service, phase } = requireIncident(world(), id);
  if (phase === 'resolved') return 'no-proof';
  const run = runId === null ? null : (world().runs[runId] ?? null);
  if (run && !restores(world(), run)) return 'no-proof';
  // Such a run restored nothing worth waiting for; what it left is in the export.
  const isInVain = run !== null && (run.result !== 'completed' || countStates(run).ok === 0);
  if (isInVain && requireIncident(world(), id).verifiedAt === null) return 'not-verified';
  // Nothing looks at it, so that no time would bring the proof.
  const { plan } = core.plans.status();
  if (!plan?.services.some((each) => each.id === service && each.probes.length > 0)) return 'not-verified';
  const since = run?.endedAt ?? 0;
  return until(core, verifyWithinMs, '', (): Proof | undefined => {
    const state = world().services[service] ?? unknownService;
    const seen = sweptWords(state);
    terminal.progress(`Verifying: ${seen}`);
    const lookedSince = core.lookedSince(service);
    if (lookedSince === null || lookedSince < since) return undefined;
    if (world().incidents[id]?.verifiedAt != null) return 'verified';
    // Nothing was done just now that could still bring it back.
    const isDown = state.condition === 'down' || state.condition === 'degraded';
    return run === null && isDown ? 'not-verified' : undefined;
  }).catch((error): Proof => {
    if (error instanceof AppError && error.code === 'unavailable') return 'not-verified';
    throw error;
  });
}
