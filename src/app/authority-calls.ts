import { veto } from '../domain/authority/activation-commands';
import { ownApproval } from '../domain/authority/approval';
import { endApproval, giveApproval, requestApproval } from '../domain/authority/approval-commands';
import { alarmTo } from '../domain/comms/alarm';
import { withEvents } from '../domain/draft-world';
import type { NewEvent } from '../domain/events';
import type { Circumstances } from '../domain/incident/circumstances';
import { requireIncident } from '../domain/incident/lookup';
import type { Manifest } from '../domain/run/manifest';
import { nextRunId } from '../domain/run/run-id';
import { type StartRun, startRun } from '../domain/run/start-run';
import { AppError } from '../errors';
import type { CallParts, Handlers } from './handlers';

type AuthorityCall = 'activation.veto' | 'approval.request' | 'approval.give' | 'approval.end' | 'run.start';

/** The calls that ask for, give, use or stop authority. */
export function authorityCalls({ core, deciding, operators }: CallParts): Pick<Handlers, AuthorityCall> {
  const { ledger, previews } = core;
  const { commit } = deciding;

  /** The very manifest of an approval, or the one that was shown under this digest. */
  const manifestOf = (incident: string, digest: string, approval?: string) => {
    if (approval === undefined) return previews.shown(digest);
    const asked = ownApproval(requireIncident(ledger.world(), incident), approval);
    if (!asked) throw new AppError('not-found', `${incident} has no approval "${approval}".`);
    const { manifest, retryOf } = asked;
    if (manifest.digest === digest) return { manifest, retryOf };
    throw new AppError('conflict', `${approval} is for another manifest than the one shown. Look again.`);
  };

  return {
    'activation.veto': async (command) => {
      commit((now) => veto(now, command));
      return null;
    },
    'approval.request': async ({ incident, manifest: digest }) => {
      const { manifest, retryOf } = previews.shown(digest);
      commit((now) => requestApproval(now, { incident, manifest, ...(retryOf ? { retryOf } : {}) }));
      return null;
    },
    'approval.give': async ({ pin, ...command }) => {
      const proof = await operators.prove(command.person, pin);
      if (proof !== 'pin') throw new AppError('refused', 'A second person approves with their own PIN.');
      commit((now) => giveApproval(now, command));
      return null;
    },
    'approval.end': async (command) => {
      commit((now) => endApproval(now, command));
      return null;
    },
    'run.start': async ({ incident, manifest: digest, approval, breakGlass }) => {
      const { manifest, retryOf } = manifestOf(incident, digest, approval);
      const run = nextRunId(ledger.world());
      const command: StartRun = {
        ...{ run, incident, manifest, approval },
        ...(retryOf ? { retryOf } : {}),
        ...(breakGlass ? { breakGlass: breakGlass.reason } : {}),
      };
      const records = commit((now) => loudly(now, manifest, startRun(now, command)));
      const refused = records.find((record) => record.type === 'authority.refused');
      if (refused) throw new AppError('refused', refused.data.because);
      core.conduct(run);
      return { run };
    },
  };
}

/** A broken glass is told to everyone who holds authority over the service, whatever else they are told. */
function loudly(now: Circumstances, manifest: Manifest, events: readonly NewEvent[]): readonly NewEvent[] {
  const granted = events.find((event) => event.type === 'authority.granted');
  if (granted?.type !== 'authority.granted' || granted.data.ground !== 'break-glass') return events;
  const service = now.plan.services.find((each) => each.id === manifest.service);
  const who = now.plan.people.find((each) => each.id === granted.data.person)?.name ?? 'Somebody';
  const world = withEvents(now.world, events);
  const alarm = alarmTo(
    { ...now, world, actor: granted.actor },
    {
      incident: granted.data.incident,
      who: service ? [service.owner, ...service.authority.initiate, ...service.authority.succession] : [],
      subject: `${who} broke the glass on ${service?.name ?? manifest.service}`,
      text: `${who} started ${manifest.runbook} on ${granted.data.endpoints} endpoints beyond the agreed authority. Reason given: ${granted.data.reason}`,
    },
  );
  return [...events, ...alarm];
}
