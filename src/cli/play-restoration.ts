import type { Core } from '../app/core';
import type { Handlers, ShellCall } from '../app/handlers';
import type { Severity } from '../domain/authority/envelope';
import { openIncidentOf, requireService } from '../domain/incident/lookup';
import type { Service } from '../domain/service/service';
import { isDisrupted, isUnjudged, unknownService } from '../domain/service/service-state';
import type { RunPreview } from '../domain/views/primary-action';
import { sweptWords } from '../domain/views/swept-words';
import { AppError, refuse } from '../errors';
import { type AnswerStep, requireAnswers } from './answer-steps';
import { awaitRun } from './await-run';
import { calledAs } from './called-as';
import { requireValues, valueLines } from './chosen-values';
import { type Finished, finishIncident } from './finish-incident';
import type { Terminal } from './terminal';
import { until } from './until';

export type Restoration = {
  readonly core: Core;
  readonly handlers: Omit<Handlers, ShellCall>;
  readonly terminal: Terminal;
  readonly service: string;
  readonly person: string;
  /** For parameters of the restore runbook, as they are written; the others take their defaults. */
  readonly values?: Readonly<Record<string, string>>;
  /** For who has one at this console. */
  readonly pin?: string;
  readonly severity: Severity;
  /** When people first felt it, if known better than the probe can; Unix milliseconds. */
  readonly impactStart?: number;
  /** How long to look for a disruption, in milliseconds. */
  readonly detectWithinMs: number;
  /** Whether to go on looking while the service is healthy; otherwise that ends it, with nothing sent. */
  readonly waitForDisruption: boolean;
  /** Asked before anything is sent; a false answer ends without a run. */
  readonly confirm: (preview: RunPreview) => Promise<boolean>;
  /** Asked what a step wants to know; without, nobody answers at this terminal. */
  readonly answer?: AnswerStep;
  /** Why whoever has command is relieved of it; without, nobody is. */
  readonly relieveBecause?: string;
  /** How long to wait for the verification after the run ended, in milliseconds. */
  readonly verifyWithinMs: number;
  /** Whether the incident stays open also when it is verified. */
  readonly keepOpen?: boolean;
};

/**
 * The whole thread without a window: sign in, wait until the service is seen disrupted, declare, take
 * command, show the manifest, run, wait for the proof, stand down, export. What is not verified is not
 * stood down: the incident stays open and the result says so.
 */
export async function playRestoration(parts: Restoration): Promise<Finished> {
  const { core, handlers, terminal } = parts;
  const world = () => core.ledger.world();
  const state = () => world().services[parts.service] ?? unknownService;
  const plan = core.plans.status().plan ?? refuse('No plan is in force.');
  const service = requireService(plan, parts.service);
  const values = parts.values ?? {};
  requireValues(plan, service, values);
  const restores = plan.runbooks.find(({ id }) => id === service.restore);
  if (restores) requireAnswers(restores, parts.answer);
  await handlers['operator.signIn']({ person: parts.person, pin: parts.pin });

  const seen = () => sweptWords(state());
  terminal.say(`Looking     at ${service.name}`);
  // What the journal remembers is from before this process: only a look of its own counts.
  const lookedAt = () => core.snapshot().live.sweptAt[`${service.id}/${service.probes[0]?.id ?? ''}`];
  await until(
    core,
    parts.detectWithinMs,
    `${service.name} is ${state().condition}; no disruption was seen`,
    () => {
      terminal.progress(`Watching ${service.name}: ${state().condition}, ${seen()}`);
      if (service.probes.length > 0 && lookedAt() === undefined) return false;
      const isHealthy = state().condition === 'healthy';
      if (isHealthy && !parts.waitForDisruption)
        throw new AppError(
          'refused',
          `${service.name} is healthy (${seen()}). Nothing to restore, nothing was sent.`,
        );
      if (isUnjudged(state()) && !parts.waitForDisruption)
        throw new AppError(
          'unavailable',
          `${service.name} cannot be judged (${seen()}). ${calledAs()} preflight ${service.id} names them; ${calledAs()} plan keys shows who has no host key on file. Nothing was declared, nothing was sent.`,
        );
      return isDisrupted(state().condition);
    },
  );
  terminal.say(`Detected    ${service.name} is ${state().condition}: ${seen()}`);

  const open = openIncidentOf(world(), service.id);
  if (open?.commander && open.commander !== parts.person && parts.relieveBecause === undefined)
    throw new AppError(
      'refused',
      `${open.commander} commands ${open.id}. Hand over at the console, or relieve them: --take-command "why".`,
    );
  if (!open) refuseWhatNeedsTwo(service);
  const declare = {
    service: service.id,
    severity: parts.severity,
    takeCommand: true,
    impactStart: parts.impactStart,
  };
  const incident = open?.id ?? (await handlers['incident.declare'](declare)).incident;
  if (open && open.commander !== parts.person)
    await handlers['incident.takeCommand']({ incident, reason: parts.relieveBecause });
  const { commander, impactStart } = world().incidents[incident] ?? {};
  const joined = open
    ? `Joined      ${incident} ${open.severity}`
    : `Declared    ${incident} ${parts.severity}`;
  terminal.say(
    `${joined}, commanded by ${commander}, impact since ${new Date(impactStart ?? 0).toISOString()}`,
  );

  // Resolved after the transfer of command, or it would answer for whoever commanded before.
  const stale = core.snapshot().live.previews[service.id];
  const byDefault = await until(core, previewWithinMs, 'The manifest was not resolved', () => {
    const latest = core.snapshot().live.previews[service.id];
    return latest === stale ? undefined : latest;
  });
  const isChosen = Object.keys(values).length > 0;
  const preview = isChosen ? await handlers['run.preview']({ incident, values }) : byDefault;
  if (!preview.authority.granted) {
    // Asked all the same, so that the refusal stands in the journal; it throws with the reason.
    await handlers['run.start']({ incident, manifest: preview.manifest.digest });
  }
  const { entries, excluded, digest } = preview.manifest;
  terminal.say(`Authorised  ${preview.authority.because}`);
  terminal.say(
    `Manifest    ${digest.slice(0, 12)}: ${entries.length} endpoints, ${excluded.length} excluded`,
  );
  for (const line of valueLines(preview.manifest.values)) terminal.say(line);
  if (!(await parts.confirm(preview)))
    refuse(
      `Nothing was sent: the run was not confirmed. ${incident} stays open; the same command goes on with it.`,
    );

  const { run } = await handlers['run.start']({ incident, manifest: digest });
  await awaitRun({ core, handlers, terminal, run, answer: parts.answer ?? null });
  return finishIncident({ ...parts, incident, run });
}

const previewWithinMs = 60_000;

/** Said before anything is declared: the second person approves at the console, which this is not. */
function refuseWhatNeedsTwo({ name, restore, authority }: Service): void {
  const envelopes = authority.envelopes.filter((each) => each.runbook === restore);
  if (envelopes.length === 0 || envelopes.some((each) => each.mode !== 'two-person')) return;
  refuse(
    `${name} is restored by two people, and the second approves with their PIN in the console's window. Open it there. Nothing was declared, nothing was sent.`,
  );
}
