import { selectEndpoints } from '../../run/selector';
import type { Dependency } from '../dependency';
import type { Plan } from '../plan';

/** By channel the services whose endpoint is its host, or a probe of which looks at its host. */
export function channelsBehind({
  channels,
  services,
  endpoints,
}: Pick<Plan, 'channels' | 'services' | 'endpoints'>): ReadonlyMap<string, readonly Dependency[]> {
  const hosts = new Map<string, string[]>();
  for (const { id, kind, ...channel } of channels) {
    const host =
      kind === 'smtp' && 'host' in channel ? channel.host : hostOf('url' in channel ? channel.url : '');
    if (host === '') continue;
    const sharing = hosts.get(host);
    if (sharing) sharing.push(id);
    else hosts.set(host, [id]);
  }
  const behind = new Map<string, Dependency[]>();
  if (hosts.size === 0) return behind;
  const machines = endpoints.filter(({ name, address }) => hosts.has(name) || hosts.has(address));
  for (const service of services) {
    const own = machines.length === 0 ? [] : selectEndpoints(service.endpoints, machines);
    const looked = service.probes.map(({ look }) => {
      if (look.by === 'http') return hostOf(look.url);
      return look.by === 'dns' ? look.name : look.by === 'ssh' ? '' : (look.host ?? '');
    });
    const reachedBy = new Set([...own.flatMap(({ name, address }) => [name, address]), ...looked]);
    for (const [host, ids] of hosts) {
      if (!reachedBy.has(host)) continue;
      for (const id of ids) {
        const need: Dependency = { kind: 'service', service: service.id, name: null };
        behind.set(id, [...(behind.get(id) ?? []), need]);
      }
    }
  }
  return behind;
}

// Without a URL class: the domain has none. The plan reader has seen that it is an address.
function hostOf(url: string): string {
  return /^https?:\/\/(\[[^\]]+\]|[^/:?#]+)/i.exec(url)?.[1]?.replace(/^\[|\]$/g, '') ?? '';
}
