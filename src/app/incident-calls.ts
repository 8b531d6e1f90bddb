import { stream } from '../domain/events';
import * as incident from '../domain/incident/commands';
import { choosePlanB } from '../domain/incident/plan-b';
import { reopen } from '../domain/incident/reopen';
import { assignRole } from '../domain/incident/role-commands';
import { writeScribe } from '../domain/incident/write-scribe';
import { AppError } from '../errors';
import { exportIncident } from './export-incident';
import type { CallParts, Handlers } from './handlers';

type IncidentCall =
  | 'incident.declare'
  | 'incident.takeCommand'
  | 'incident.assignRole'
  | 'incident.note'
  | 'incident.raise'
  | 'incident.correctImpactStart'
  | 'incident.choosePlanB'
  | 'incident.standDown'
  | 'incident.reopen'
  | 'incident.export'
  | 'run.preview';

/** The calls that lead an incident from declaration to its export. */
export function incidentCalls({ core, deciding }: CallParts): Pick<Handlers, IncidentCall> {
  const { ledger, clock, previews } = core;
  const { commit, plan } = deciding;
  const nothing = (_records: unknown): null => null;
  return {
    'incident.declare': async ({ takeCommand, ...command }) => {
      const records = commit((now) => incident.declare(now, command));
      const declared = records.find((record) => record.type === 'incident.declared');
      if (!declared) throw new AppError('internal', 'Declaring yielded no incident.');
      const id = declared.data.incident;
      if (takeCommand) commit((now) => incident.takeCommand(now, { incident: id }));
      return { incident: id };
    },
    'incident.takeCommand': async (command) => nothing(commit((now) => incident.takeCommand(now, command))),
    'incident.assignRole': async (command) => nothing(commit((now) => assignRole(now, command))),
    'incident.note': async (command) => nothing(commit((now) => writeScribe(now, command))),
    'incident.raise': async (command) => nothing(commit((now) => incident.raiseSeverity(now, command))),
    'incident.correctImpactStart': async (command) =>
      nothing(commit((now) => incident.correctImpactStart(now, command))),
    'incident.choosePlanB': async (command) => nothing(commit((now) => choosePlanB(now, command))),
    'incident.standDown': async (command) => nothing(commit((now) => incident.standDown(now, command))),
    'incident.reopen': async (command) => nothing(commit((now) => reopen(now, command))),
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
    'run.preview': async ({ incident, values }) =>
      previews.withValues(plan(), ledger.world(), clock.now(), { incident, given: values }),
  };
}
