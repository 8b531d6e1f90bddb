import { AppError } from '../errors';
import type { ControlAnswer, FaultKind, ParsedControlRequest, ServiceCounts } from './control-request';
import type { EndpointServer } from './endpoint-server';
import { readServiceState, type ServiceState, writeServiceState } from './service-state';
import { spread } from './spread';

/** One endpoint as the control acts see it. */
export type ActEndpoint = { readonly name: string; readonly home: string; readonly server: EndpointServer };

type RequestOf<Act extends string> = Extract<ParsedControlRequest, { act: Act }>;

const defaultDelayMs = 2_000;

/** What can be done to a running fleet, one act after the other. */
export function createActs(
  endpoints: readonly ActEndpoint[],
  services: readonly string[],
): (request: ParsedControlRequest) => Promise<ControlAnswer> {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  const names = [...byName.keys()];
  /** What services were before the `exit` fault made them stuck, by endpoint. */
  const beforeStuck = new Map<string, Map<string, ServiceState>>();
  let last: Promise<unknown> = Promise.resolve();

  const endpointOf = (name: string): ActEndpoint => {
    const endpoint = byName.get(name);
    if (endpoint === undefined) throw new AppError('not-found', `there is no endpoint ${name}`);
    return endpoint;
  };
  const checkService = (service: string): void => {
    if (services.includes(service)) return;
    throw new AppError('not-found', `there is no service ${service}; there is ${services.join(', ')}`);
  };
  const notRunning = async (service: string): Promise<readonly string[]> => {
    const states = await Promise.all(endpoints.map(({ home }) => readServiceState(home, service)));
    return names.filter((_, place) => states[place] !== 'running');
  };

  const setService = async (request: RequestOf<'break' | 'repair'>): Promise<ControlAnswer> => {
    const { act, service, share } = request;
    checkService(service);
    const candidates = act === 'break' ? names : await notRunning(service);
    const chosen = request.endpoints ?? spread(candidates, Math.round(share * candidates.length));
    const state = act === 'break' ? 'broken' : 'running';
    const targets = chosen.map(endpointOf);
    await Promise.all(
      targets.map(async ({ name, home }) => {
        const stuck = beforeStuck.get(name);
        // It stays stuck until the fault is cleared, and is then what was asked for here.
        if (stuck?.has(service)) stuck.set(service, state);
        else await writeServiceState(home, service, state);
      }),
    );
    return { act, endpoints: [...chosen] };
  };

  const heal = async ({ name, home, server }: ActEndpoint): Promise<void> => {
    for (const [service, state] of beforeStuck.get(name) ?? []) await writeServiceState(home, service, state);
    beforeStuck.delete(name);
    await server.setFault(undefined);
  };

  const addFault = async (request: RequestOf<'fault'>): Promise<ControlAnswer> => {
    const { act, kind, service, count } = request;
    if (service !== undefined) checkService(service);
    if ((count === undefined) === (request.endpoints === undefined)) {
      throw new AppError('invalid-input', 'a fault needs either count or endpoints');
    }
    const among = service === undefined ? names : await notRunning(service);
    const candidates = among.filter((name) => endpointOf(name).server.fault() === undefined);
    const chosen = request.endpoints ?? spread(candidates, count ?? 0);
    await Promise.all(
      chosen.map(endpointOf).map(async (endpoint) => {
        await heal(endpoint);
        if (kind === 'exit') await makeStuck(endpoint, service === undefined ? services : [service]);
        await endpoint.server.setFault({ kind, delayMs: request.delayMs ?? defaultDelayMs });
      }),
    );
    return { act, endpoints: [...chosen] };
  };

  const makeStuck = async ({ name, home }: ActEndpoint, which: readonly string[]): Promise<void> => {
    const before = new Map<string, ServiceState>();
    for (const service of which) {
      before.set(service, await readServiceState(home, service));
      await writeServiceState(home, service, 'stuck');
    }
    beforeStuck.set(name, before);
  };

  const clear = async (): Promise<ControlAnswer> => {
    const faulty = endpoints.filter(({ server }) => server.fault() !== undefined);
    await Promise.all(faulty.map(heal));
    return { act: 'clear', endpoints: faulty.map(({ name }) => name) };
  };

  const status = async (): Promise<ControlAnswer> => {
    const counts: Record<string, ServiceCounts> = {};
    for (const service of services) {
      const count = { running: 0, stopped: 0, broken: 0, stuck: 0 };
      const states = await Promise.all(endpoints.map(({ home }) => readServiceState(home, service)));
      for (const state of states) count[state] += 1;
      counts[service] = count;
    }
    const faults: Partial<Record<FaultKind, number>> = {};
    for (const { server } of endpoints) {
      const kind = server.fault()?.kind;
      if (kind !== undefined) faults[kind] = (faults[kind] ?? 0) + 1;
    }
    return { act: 'status', size: endpoints.length, services: counts, faults };
  };

  const perform = (request: ParsedControlRequest): Promise<ControlAnswer> => {
    if (request.act === 'status') return status();
    if (request.act === 'clear') return clear();
    return request.act === 'fault' ? addFault(request) : setService(request);
  };

  return (request) => {
    const mine = last.then(() => perform(request));
    last = mine.catch(() => {});
    return mine;
  };
}
