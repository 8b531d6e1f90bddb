import { severities } from '../src/domain/authority/envelope';
import { type Incident, isOpen } from '../src/domain/incident/incident';
import { nameOf } from '../src/domain/names';
import { countStates, type Run } from '../src/domain/run/run-state';
import { type ServiceState, unknownService } from '../src/domain/service/service-state';
import { counted } from '../src/domain/views/words';
import type { World } from '../src/domain/world';

/** What the dock or taskbar says while the window lies behind others. */
export type ShellStatus = {
  readonly title: string;
  /** How far the run is, 0 to 1; `error` once it was halted. Null = no run is to be watched. */
  readonly progress: { readonly value: number; readonly mode: 'normal' | 'error' } | null;
};

const product = 'Holdfast';

/**
 * From the worst open incident and its run. A run that was halted stays in sight until another one begins or the
 * service is verified: its end alone would look like success.
 */
export function shellStatus(world: World): ShellStatus {
  const [incident] = Object.values(world.incidents)
    .filter(isOpen)
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.declaredAt - b.declaredAt,
    );
  if (!incident) return { title: product, progress: null };
  const run = watchedRun(incident, world.runs);
  const counts = run && countStates(run);
  const total = run?.manifest.entries.length ?? 0;
  const title = [
    world.mode === null || world.mode === 'live' ? '' : world.mode.toUpperCase(),
    incident.severity,
    serviceWords(world, incident.service),
    counts
      ? `${counts.ok.toLocaleString('en')} of ${counted(total, 'endpoint')}${run.haltedBecause ? ', halted' : ''}`
      : '',
    product,
  ];
  const done = counts ? total - counts.pending - counts.sending : 0;
  return {
    title: title.filter(Boolean).join(' · '),
    progress: run
      ? { value: total > 0 ? done / total : 0, mode: run.haltedBecause ? 'error' : 'normal' }
      : null,
  };
}

/** The latest run, while it goes on or when it was halted and nothing was verified since. */
function watchedRun(incident: Incident, runs: World['runs']): Run | null {
  const run = runs[incident.runs.at(-1) ?? ''];
  if (!run) return null;
  return run.result === null || (run.haltedBecause !== null && incident.verifiedAt === null) ? run : null;
}

const conditionWords: Readonly<Record<ServiceState['condition'], string>> = {
  unknown: '',
  healthy: ' is healthy',
  degraded: ' is degraded',
  down: ' is down',
  restored: ' is restored, not yet verified',
  verified: ' is verified',
};

const serviceWords = (world: World, id: string) =>
  `${nameOf(world.names.services, id)}${conditionWords[(world.services[id] ?? unknownService).condition]}`;
