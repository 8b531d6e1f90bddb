import type { DomainEvent, EventOf } from '../../events';
import type { Manifest, ManifestEntry, ManifestStep } from '../manifest';
import type { Run } from '../run-state';
import { isOnEndpoints } from '../stages';

/** What somebody said of the work at one site. */
export type SiteWord = {
  readonly done: boolean;
  readonly by: string;
  readonly note: string;
  readonly at: number;
};

export type ConsoleOutcome = EventOf<'run.step-closed'>['data']['outcome'];

/** How far a step is that is done once. Times are Unix milliseconds. */
export type ConsoleProgress = {
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** null while it is under way. */
  readonly outcome: ConsoleOutcome | null;
  /** By site; `''` where the step is not done site by site, and for endpoints without one. */
  readonly sites: Readonly<Record<string, SiteWord>>;
  readonly by: string | null;
  readonly option: string | null;
  readonly because: string | null;
  readonly output: string;
};

/** Steps done once, by their id. */
export type ConsoleSteps = Readonly<Record<string, ConsoleProgress>>;

type ConsoleEvent = Extract<DomainEvent, { type: `run.step-${string}` }>;

/** Folds what happened to a step that is done once. */
export function evolveConsole(steps: ConsoleSteps, event: ConsoleEvent, at: number): ConsoleSteps {
  const { step } = event.data;
  const before = Object.hasOwn(steps, step) ? steps[step] : undefined;
  switch (event.type) {
    case 'run.step-opened':
      return { ...steps, [step]: { ...untouched, openedAt: at } };
    case 'run.step-progress': {
      if (!before) return steps;
      const { site, done, by, note } = event.data;
      return { ...steps, [step]: { ...before, sites: { ...before.sites, [site]: { done, by, note, at } } } };
    }
    case 'run.step-closed': {
      const { outcome, by = null, option = null, because = null, output = '' } = event.data;
      const closed = { closedAt: at, outcome, by, option, because, output };
      return { ...steps, [step]: { ...(before ?? { ...untouched, openedAt: at }), ...closed } };
    }
  }
}

const untouched = {
  ...{ closedAt: null, outcome: null, sites: {}, by: null, option: null, because: null, output: '' },
};

export function consoleProgress(run: Pick<Run, 'console'>, step: string): ConsoleProgress | null {
  return Object.hasOwn(run.console, step) ? (run.console[step] ?? null) : null;
}

/** The step at the console that is under way, or null. There is never more than one. */
export function openConsoleStep(run: Run): ManifestStep | null {
  if (run.result !== null) return null;
  return (
    run.manifest.steps.find((step) => {
      const progress = consoleProgress(run, step.id);
      return progress !== null && progress.outcome === null;
    }) ?? null
  );
}

/** Steps of a manifest that are still to be done at the console in its run. */
export function consoleStepsToDo({ steps, done = [] }: Manifest): readonly ManifestStep[] {
  return steps.filter((step) => !isOnEndpoints(step) && !done.includes(step.id));
}

/** Where an endpoint is; `''` where the inventory does not say. */
export const siteOf = ({ labels }: Pick<ManifestEntry, 'labels'>): string =>
  labels !== undefined && Object.hasOwn(labels, 'site') ? (labels.site ?? '') : '';

/** A site whose people are asked, with how many endpoints of the run depend on them. */
export type AskedSite = { readonly site: string; readonly endpoints: number };

/** The sites that a step is done at: those of the endpoints that are still in the run, by name. */
export function sitesOf(run: Run, step: ManifestStep): readonly AskedSite[] {
  const counts = new Map<string, number>();
  for (const entry of stillIn(run)) {
    const site = step.manual?.perSite ? siteOf(entry) : '';
    counts.set(site, (counts.get(site) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one], [other]) => byName.compare(one, other))
    .map(([site, endpoints]) => ({ site, endpoints }));
}

/** Clinic 2 before clinic 10. */
const byName = new Intl.Collator('en', { numeric: true });

/** Endpoints that nothing has gone wrong on, and that nobody has withdrawn. */
export function stillIn(run: Run): readonly ManifestEntry[] {
  return run.manifest.entries.filter(({ endpoint }) => {
    const state = run.endpoints[endpoint]?.state ?? 'pending';
    return state === 'pending' || state === 'ok';
  });
}

/** How a step that people do has ended by what they said of its sites, or null while somebody has still to say it. */
export function manualEnd(run: Run, step: ManifestStep): { readonly left: readonly string[] } | null {
  const words = consoleProgress(run, step.id)?.sites ?? {};
  const sites = sitesOf(run, step).map(({ site }) => site);
  if (!sites.every((site) => Object.hasOwn(words, site))) return null;
  return { left: sites.filter((site) => words[site]?.done !== true) };
}

/** Whether somebody chose that the run ends. */
export const isEndedByChoice = (run: Run): boolean =>
  Object.values(run.console).some(({ outcome }) => outcome === 'ended');

/** The step at the console of which nobody saw the end, and that must not simply be done again; null = none. */
export function doubtfulStep(run: Run): ManifestStep | null {
  return (
    run.manifest.steps.find(
      (step) => consoleProgress(run, step.id)?.outcome === 'unknown' && !step.idempotent,
    ) ?? null
  );
}

/** Steps at the console that need not be done again for these endpoints, in order. */
export function consoleStepsDone(run: Run, endpoints: readonly string[]): readonly string[] {
  const names = new Set(endpoints);
  const entries = run.manifest.entries.filter(({ endpoint }) => names.has(endpoint));
  const before = run.manifest.done ?? [];
  return run.manifest.steps.flatMap((step) => {
    if (isOnEndpoints(step)) return [];
    if (before.includes(step.id)) return [step.id];
    const progress = consoleProgress(run, step.id);
    if (progress?.outcome !== 'done') return [];
    const isDoneAt = (entry: ManifestEntry): boolean =>
      progress.sites[step.manual?.perSite ? siteOf(entry) : '']?.done === true;
    return step.manual && !entries.every(isDoneAt) ? [] : [step.id];
  });
}
