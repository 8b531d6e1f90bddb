import { z } from 'zod';
import { AppError } from '../../errors';
import { canonicalJson } from '../canonical-json';
import type { Endpoint, Plan } from '../plan/plan';
import type { SweepResult } from '../service/service-state';
import { stepSchema, valuesSchema } from './manifest-step';
import { type Parameter, resolveValues, type Values } from './parameters';
import { labelsUsed } from './render/render';
import type { Step } from './runbook';
import { selectEndpoints } from './selector';
import { templatesOf } from './step-templates';
import { type UndoTargets, undoSchema } from './undo';

const reached = {
  address: z.string(),
  port: z.number(),
  user: z.string(),
  hostKeys: z.array(z.string()),
};

const entrySchema = z.object({
  endpoint: z.string(),
  ...reached,
  /** Through which machines, first hop first. Absent, and so without effect on the digest, where there are none. */
  jump: z.array(z.object({ name: z.string(), ...reached })).optional(),
  /** Those that the steps use, and no others; a playbook uses all. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Of its inventory; only where a playbook may ask for them. */
  groups: z.array(z.string()).optional(),
  /** Begins here with this step: the earlier ones ended well in the run that this one follows. */
  fromStep: z.string().optional(),
  /** Ends with this step: a rollback undoes on an endpoint only what was done there. */
  throughStep: z.string().optional(),
});

/** Why a run follows another one. `passed`: a runbook on the endpoints that ended well there. */
export const followUps = ['retry', 'resume', 'rollback', 'passed'] as const;
export type FollowUp = (typeof followUps)[number];

/** Why an endpoint that the selector names is not in the manifest. */
export const exclusionReasons = [
  'unreachable',
  'host key changed',
  'no host key on file',
  'login refused',
  'label missing',
] as const;

/**
 * The exact set a run may touch: every endpoint with its address and the host keys it must show,
 * and the commands it will be sent. This, not a selector, is what a person approves; `digest`
 * (SHA-256 over everything else here) is the name of the approval.
 */
export const manifestSchema = z.object({
  digest: z.string(),
  planDigest: z.string(),
  service: z.string(),
  runbook: z.string(),
  steps: z.array(stepSchema),
  /** What the places of the steps stand for; only of a runbook with parameters. */
  values: valuesSchema.optional(),
  entries: z.array(entrySchema),
  excluded: z.array(z.object({ endpoint: z.string(), reason: z.enum(exclusionReasons) })),
  follows: z.object({ run: z.string(), as: z.enum(followUps) }).optional(),
  /** Steps at the console that this run does not do: they are done since the one that it follows. */
  done: z.array(z.string()).readonly().optional(),
  /** Only of a run that undoes another one step by step; its steps are those of that run, undone. */
  undo: undoSchema.optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestStep = Manifest['steps'][number];
export type ManifestEntry = Manifest['entries'][number];
/** A manifest that nobody has been asked to approve yet. */
export type Targets = Omit<Manifest, 'digest'>;
export type ExclusionReason = (typeof exclusionReasons)[number];

export type ManifestRequest = {
  readonly plan: Plan;
  readonly service: string;
  readonly runbook: string;
  /** What the latest sweep said of each endpoint; decides who cannot be reached now. */
  readonly lastSeen: Readonly<Record<string, SweepResult>>;
  /** Narrows to these endpoints (a retry); still never beyond the service's selector. */
  readonly only?: readonly string[] | undefined;
  /** What is given for the runbook's parameters, as it is written; the others take their defaults. */
  readonly given?: Readonly<Record<string, string>> | undefined;
  /** Values of an earlier run, as they were sent, in place of what is given. */
  readonly values?: Values | undefined;
  /** With which step an endpoint begins; the first where it says nothing. */
  readonly fromSteps?: Readonly<Record<string, string>> | undefined;
  /** With which step an endpoint ends; the last where it says nothing. */
  readonly throughSteps?: Readonly<Record<string, string>> | undefined;
  /** What is done in place of the runbook's own steps, with the values that they had. */
  readonly undo?: UndoTargets['undo'] | undefined;
  readonly follows?: Manifest['follows'];
  /** Steps at the console that are done already. */
  readonly done?: readonly string[] | undefined;
  /** SHA-256 of UTF-8 text, hex. Passed in because the domain does no I/O and has no crypto. */
  readonly sha256: (text: string) => string;
};

/**
 * Resolves the endpoints of a service into the manifest of one run.
 * A retry tries also what looked unreachable, because the person named the endpoints.
 * @throws AppError `not-found` for an unknown service or runbook
 */
export function resolveManifest(request: ManifestRequest): Manifest {
  return withDigest(resolveTargets(request), request.sha256);
}

/** Names a manifest. Spelling out and hashing thousands of entries is left until there is need of the name. */
export function withDigest(targets: Targets, sha256: ManifestRequest['sha256']): Manifest {
  return { digest: sha256(canonicalJson(targets)), ...targets };
}

/**
 * The manifest but for its name: enough to judge it by.
 * @throws AppError `not-found` for an unknown service or runbook, `invalid-input` for a value that cannot be
 */
export function resolveTargets(request: Omit<ManifestRequest, 'sha256'>): Targets {
  const { plan } = request;
  const service = plan.services.find((each) => each.id === request.service);
  if (!service) throw new AppError('not-found', `The plan has no service "${request.service}".`);
  const runbook = plan.runbooks.find((each) => each.id === request.runbook);
  if (!runbook) throw new AppError('not-found', `The plan has no runbook "${request.runbook}".`);

  const only = request.only && new Set(request.only);
  const steps = request.undo ? [...request.undo.steps] : runbook.steps.map(toManifestStep);
  const labels = labelsUsed(steps.flatMap(templatesOf));
  const isBySite = steps.some(({ manual }) => manual?.perSite);
  const isPlayed = steps.some(({ ansible }) => ansible !== undefined);
  const entries: ManifestEntry[] = [];
  const excluded: { endpoint: string; reason: ExclusionReason }[] = [];
  for (const endpoint of selectEndpoints(service.endpoints, plan.endpoints)) {
    if (only && !only.has(endpoint.name)) continue;
    const lacks = labels.some((label) => !Object.hasOwn(endpoint.labels, label));
    const seen = exclusionOf(endpoint, request.lastSeen[endpoint.name], only !== undefined);
    const reason = seen ?? (lacks ? 'label missing' : null);
    if (reason) excluded.push({ endpoint: endpoint.name, reason });
    else {
      // An endpoint without a site is asked about all the same, apart from the sites.
      const kept = isBySite && Object.hasOwn(endpoint.labels, 'site') ? [...labels, 'site'] : labels;
      const some = kept.length === 0 ? {} : { labels: pick(endpoint.labels, kept) };
      const own = isPlayed ? membership(endpoint) : some;
      entries.push({ ...entryOf(endpoint), ...own, ...ownPart(endpoint.name, request) });
    }
  }
  return {
    planDigest: plan.digest,
    service: service.id,
    runbook: runbook.id,
    steps,
    ...valuesPart(runbook.parameters ?? [], request),
    entries,
    excluded,
    ...(request.follows ? { follows: request.follows } : {}),
    ...(request.done?.length ? { done: request.done } : {}),
    ...(request.undo ? { undo: { of: request.undo.of, kept: request.undo.kept } } : {}),
  };
}

/** Which of the steps an endpoint goes through, where it is not all of them. */
function ownPart(
  name: string,
  { fromSteps = {}, throughSteps = {} }: Pick<ManifestRequest, 'fromSteps' | 'throughSteps'>,
) {
  const [from, through] = [fromSteps[name], throughSteps[name]];
  return {
    ...(from === undefined ? {} : { fromStep: from }),
    ...(through === undefined ? {} : { throughStep: through }),
  };
}

function entryOf({ name, address, port, user, hostKeys, jump }: Endpoint): ManifestEntry {
  const entry = { endpoint: name, address, port, user, hostKeys: [...hostKeys] };
  if (!jump || jump.length === 0) return entry;
  return { ...entry, jump: jump.map((hop) => ({ ...hop, hostKeys: [...hop.hostKeys] })) };
}

/** All that a playbook may choose its hosts by, and that may change what it does there. */
function membership({ labels, groups }: Endpoint): Pick<ManifestEntry, 'labels' | 'groups'> {
  return { labels: { ...labels }, ...(groups && groups.length > 0 ? { groups: [...groups] } : {}) };
}

/** What is undone was done with the values of then, whatever the runbook takes now. */
function valuesPart(
  parameters: readonly Parameter[],
  request: ManifestRequestValues,
): { values?: Record<string, string> } {
  if (request.undo) return request.values ? { values: { ...request.values } } : {};
  return parameters.length > 0 ? { values: valuesOf(parameters, request) } : {};
}

type ManifestRequestValues = Pick<ManifestRequest, 'values' | 'given' | 'undo'>;

/** Those of an earlier run stand as long as the runbook still takes the same ones. */
function valuesOf(
  parameters: readonly Parameter[],
  { values, given = {} }: Pick<ManifestRequest, 'values' | 'given'>,
): Record<string, string> {
  const isSame =
    values !== undefined &&
    Object.keys(values).length === parameters.length &&
    parameters.every(({ id }) => Object.hasOwn(values, id));
  return { ...(isSame ? values : resolveValues(parameters, given)) };
}

function toManifestStep(step: Step): ManifestStep {
  return { ...step, okExitCodes: [...step.okExitCodes] };
}

function pick(labels: Endpoint['labels'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
}

/**
 * Why an endpoint is left out of a manifest, by what the latest sweep said of it; null = it is in.
 * @param isNamed a person named this very endpoint, so that it is tried although it looked unreachable
 */
export function exclusionOf(
  endpoint: Pick<Endpoint, 'hostKeys' | 'jump'>,
  seen: SweepResult | undefined,
  isNamed: boolean,
): ExclusionReason | null {
  const way = [endpoint, ...(endpoint.jump ?? [])];
  if (way.some(({ hostKeys }) => hostKeys.length === 0)) return 'no host key on file';
  if (seen === 'host-key') return 'host key changed';
  if (isNamed) return null;
  if (seen === 'unreachable') return 'unreachable';
  if (seen === 'login') return 'login refused';
  return null;
}
