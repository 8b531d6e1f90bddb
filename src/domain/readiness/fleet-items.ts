import type { Endpoint, Plan } from '../plan/plan';
import { selectEndpoints } from '../run/selector';
import type { Service } from '../service/service';
import type { ConsoleFacts } from './console-facts';
import { isAddress } from './is-address';
import { named } from './named';
import type { ReadinessItem } from './readiness';

/** Whether the endpoints can be reached, recognised and signed in to, and the service be seen to work again. */
export function fleetItems(
  plan: Pick<Plan, 'endpoints'>,
  service: Service,
  { hosts, login }: ConsoleFacts,
): readonly ReadinessItem[] {
  const own = selectEndpoints(service.endpoints, plan.endpoints);
  const resolves = (host: string) => isAddress(host) || hosts.has(host.toLowerCase());
  const unresolved = own.filter((endpoint) => wayTo(endpoint).some(({ address }) => !resolves(address)));
  const unknown = own.filter((endpoint) => wayTo(endpoint).some(({ hostKeys }) => hostKeys.length === 0));
  const blind = service.probes.filter(({ look }) => {
    const host = hostOf(look);
    return host !== null && !resolves(host);
  });
  const names = (endpoints: readonly Endpoint[]) => endpoints.map(({ name }) => name);
  return [
    {
      id: 'endpoints',
      ok: own.length > 0,
      words: own.length === 1 ? '1 endpoint' : `${own.length} endpoints`,
    },
    {
      id: 'addresses',
      ok: unresolved.length === 0,
      words: named(names(unresolved), own.length, 'endpoints are reached by a name that needs DNS'),
    },
    {
      id: 'host-keys',
      ok: unknown.length === 0,
      words: named(names(unknown), own.length, 'endpoints have no host key on file, also on the way'),
    },
    { id: 'login', ok: login !== 'none', words: loginWords[login] },
    {
      id: 'verification',
      ok: service.probes.length > blind.length,
      words:
        service.probes.length === 0
          ? 'nothing would show that it works again'
          : named(
              blind.map(({ id }) => id),
              service.probes.length,
              'probes ask for a name that needs DNS',
            ),
    },
  ];
}

const loginWords: Readonly<Record<ConsoleFacts['login'], string>> = {
  key: 'the private key is here',
  'locked-key': 'the private key is here; somebody has to know its passphrase',
  agent: 'by the SSH agent of this machine',
  none: 'neither the private key of the plan nor an SSH agent is here',
};

const wayTo = (endpoint: Endpoint) => [endpoint, ...(endpoint.jump ?? [])];

/** The host that a probe asks besides the endpoints themselves; null = none. */
function hostOf(look: Service['probes'][number]['look']): string | null {
  if (look.by === 'ssh') return null;
  if (look.by === 'dns') return look.name;
  if (look.by !== 'http') return look.host;
  return /^https?:\/\/(\[[^\]]+\]|[^/:?#]+)/i.exec(look.url)?.[1]?.replace(/^\[|\]$/g, '') ?? null;
}
