import { createHash } from 'node:crypto';
import { authorise } from '../domain/authority/authorise';
import type { Severity } from '../domain/authority/envelope';
import { withEvents } from '../domain/draft-world';
import { happened } from '../domain/incident/circumstances';
import { declarationOf } from '../domain/incident/declaration';
import { requireIncident, requirePerson, requireService } from '../domain/incident/lookup';
import type { Plan } from '../domain/plan/plan';
import { resolveManifest } from '../domain/run/manifest';
import type { RunPreview } from '../domain/views/primary-action';
import { emptyWorld } from '../domain/world';
import { refuse } from '../errors';

export type DryRun = {
  readonly service: string;
  readonly person: string;
  readonly severity: Severity;
  readonly values: Readonly<Record<string, string>>;
  readonly at: number;
};

/**
 * What `run` would send where, and by whose authority, if the service broke now, this person declared and took
 * command. By the same rules as the run itself, on no journal; nobody is asked and nothing is sent, so that whom
 * a look at the endpoints would leave out is not known here.
 */
export function dryRun(plan: Plan, { service: id, person: who, severity, values, at }: DryRun): RunPreview {
  const service = requireService(plan, id);
  const person = requirePerson(plan, who);
  const { restore } = service;
  if (restore === undefined) return refuse(`No runbook restores ${service.name}.`);
  const declared = declarationOf({ world: emptyWorld, plan, at }, { service, severity });
  const { incident } = declared;
  const world = withEvents(emptyWorld, [
    happened({ at }, who, { type: 'incident.declared', data: declared }),
    happened({ at }, who, { type: 'command.taken', data: { incident, person: who } }),
  ]);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const targets = { plan, service: service.id, runbook: restore, lastSeen: {}, given: values };
  const manifest = resolveManifest({ ...targets, sha256 });
  return {
    ...{ incident, service: service.id, manifest, retryOf: null },
    runbookName: plan.runbooks.find((each) => each.id === restore)?.name ?? restore,
    authority: authorise({ plan, person, service, incident: requireIncident(world, incident), manifest, at }),
  };
}
