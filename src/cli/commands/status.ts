import { join } from 'node:path';
import { Command } from 'commander';
import { asFound } from '../../app/as-found';
import { allRecords } from '../../app/export-incident';
import { foldWorld } from '../../domain/evolve-world';
import { isOpen } from '../../domain/incident/incident';
import { nameOf } from '../../domain/names';
import { countStates } from '../../domain/run/run-state';
import { worstProbe } from '../../domain/service/service-state';
import { readClocks } from '../../domain/views/clocks';
import { duration } from '../../domain/views/duration';
import type { World } from '../../domain/world';
import { readJournal } from '../../store/journal-reader';
import { isBeingWritten } from '../../store/writer-lock';
import { defaultDataFolder } from '../data-folder';
import { openTerminal } from '../terminal';

/** `holdfast status` */
export function statusCommand(): Command {
  return new Command('status')
    .description(
      'Say how services and incidents stand, from the journal alone; works while the console is open',
    )
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option('--json', 'print the result as JSON')
    .action((options: { data: string; json?: boolean }) => {
      const journal = readJournal(join(options.data, 'journal.db'));
      try {
        const folded = foldWorld(allRecords(journal));
        const isLive = isBeingWritten(journal.file);
        const world = isLive ? folded : asFound(folded, Date.now());
        const status = {
          isLive,
          rows: journal.rows(),
          head: journal.head(),
          ...summarise(world, Date.now()),
        };
        openTerminal(options.json === true).result(status, inWords(status));
      } finally {
        journal.close();
      }
    });
}

type Status = ReturnType<typeof summarise> & {
  /** Whether a console is writing this journal now. */
  readonly isLive: boolean;
  readonly rows: number;
  readonly head: string;
};

function summarise(world: World, at: number) {
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
      runs: tallies,
    };
  });
  return { mode: world.mode, services, incidents };
}

function inWords(status: Status): string {
  const services = status.services.map(
    (each) =>
      `  ${each.condition.padEnd(9)} ${each.name} · ${each.failing} of ${each.total} endpoints failing`,
  );
  const incidents = status.incidents.flatMap((each) => {
    const time =
      each.rtaMs === null ? `${duration(each.sinceImpactMs)} since impact` : `RTA ${duration(each.rtaMs)}`;
    const who = each.commander ?? 'nobody';
    return [
      `  ${each.id} ${each.severity} ${each.mode} ${each.phase} · ${each.title} · ${time}, RTO ${duration(each.rtoMs)} · commander: ${who}`,
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
