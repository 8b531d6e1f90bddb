import type { Service } from '../../service/service';
import type { Dependency } from '../dependency';
import type { Plan } from '../plan';
import { channelsBehind } from './channels-behind';
import { machinesOnWay } from './machines-on-way';

/** What a recovery is done with, and what that needs. */
export type RecoveryMeans = {
  readonly by: 'runbook' | 'strategy' | 'channel' | 'console' | 'way';
  /** The id of the runbook, strategy or channel, or the name of the machine on the way; null for the console. */
  readonly id: string | null;
  readonly needs: readonly Dependency[];
};

type Needing = Pick<
  Plan,
  'services' | 'runbooks' | 'channels' | 'consoleNeeds' | 'channelNeeds' | 'endpoints'
>;

/** Says of a service with what it is restored; what every service has in common is found once. */
export function recoveryMeans(plan: Needing): (service: Service) => readonly RecoveryMeans[] {
  const runbooks = new Map(plan.runbooks.map((each) => [each.id, each]));
  const waysOf = machinesOnWay(plan);
  const behind = channelsBehind(plan);
  const console: RecoveryMeans = { by: 'console', id: null, needs: plan.consoleNeeds ?? [] };
  return (service) => [
    ...runbooksOf(service).map((id): RecoveryMeans => {
      return { by: 'runbook', id, needs: runbooks.get(id)?.dependencies ?? [] };
    }),
    ...(service.strategies ?? []).map(({ id, dependencies }): RecoveryMeans => {
      return { by: 'strategy', id, needs: dependencies };
    }),
    ...channelsOf(service, plan).map((id): RecoveryMeans => {
      const needs = plan.channelNeeds && Object.hasOwn(plan.channelNeeds, id) ? plan.channelNeeds[id] : [];
      return { by: 'channel', id, needs: [...(needs ?? []), ...(behind.get(id) ?? [])] };
    }),
    console,
    ...waysOf(service).map(([id, needs]): RecoveryMeans => ({ by: 'way', id, needs })),
  ];
}

/** Every runbook by which a service is restored, each once. */
export function runbooksOf(
  service: Pick<Service, 'restore' | 'strategies' | 'authority'>,
): readonly string[] {
  const named = [
    service.restore,
    ...(service.strategies ?? []).map(({ runbook }) => runbook),
    ...service.authority.envelopes.map(({ runbook }) => runbook),
  ];
  return [...new Set(named.flatMap((id) => id ?? []))];
}

/** The channels by which those are told who have to hear of this service. */
function channelsOf({ audiences }: Service, { channels }: Needing): readonly string[] {
  const told = new Set(audiences.flatMap(({ to }) => to.map(({ channel }) => channel)));
  return channels.map(({ id }) => id).filter((id) => told.has(id));
}
