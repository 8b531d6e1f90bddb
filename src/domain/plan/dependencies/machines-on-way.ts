import { selectEndpoints } from '../../run/selector';
import type { Service } from '../../service/service';
import type { Dependency } from '../dependency';
import type { Plan } from '../plan';

type Way = readonly [machine: string, owners: readonly Dependency[]];

/**
 * Says of a service over which machines its endpoints are reached that are endpoints of services themselves, each
 * with those services. A machine that no service has is only the console's own way.
 */
export function machinesOnWay({
  services,
  endpoints,
}: Pick<Plan, 'services' | 'endpoints'>): (service: Pick<Service, 'endpoints'>) => readonly Way[] {
  const names = new Set(endpoints.flatMap(({ jump }) => (jump ?? []).map(({ name }) => name)));
  const machines = names.size === 0 ? [] : endpoints.filter(({ name }) => names.has(name));
  if (machines.length === 0) return () => [];
  const owners = new Map<string, Dependency[]>();
  for (const service of services) {
    for (const { name } of selectEndpoints(service.endpoints, machines)) {
      const need: Dependency = { kind: 'network', service: service.id, name: null };
      owners.set(name, [...(owners.get(name) ?? []), need]);
    }
  }
  const behind = endpoints.filter(({ jump }) => jump?.some(({ name }) => owners.has(name)));
  return (service) => {
    const own = selectEndpoints(service.endpoints, behind);
    const hops = new Set(own.flatMap(({ jump }) => (jump ?? []).map(({ name }) => name)));
    return [...hops].flatMap((name) => {
      const needs = owners.get(name);
      return needs ? [[name, needs] as const] : [];
    });
  };
}
