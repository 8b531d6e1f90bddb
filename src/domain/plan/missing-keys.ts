import type { Endpoint, Plan } from './plan';

/** An endpoint, or a machine on the way to one. */
export type MachineWithoutKey = Pick<Endpoint, 'name' | 'address' | 'port' | 'hostKeys'>;

/** Which endpoints of a plan, and machines on the way to them, have no host key on file. */
export type MissingKeys = {
  /** Endpoints and machines on the way, each once. */
  readonly all: number;
  /** Those that can be asked from here. */
  readonly direct: readonly MachineWithoutKey[];
  /** Those that lie behind others. */
  readonly behind: readonly MachineWithoutKey[];
};

/** Each machine once, the endpoints first. */
export function missingKeys({ endpoints }: Pick<Plan, 'endpoints'>): MissingKeys {
  const machines = new Map<string, { readonly machine: MachineWithoutKey; isBehind: boolean }>();
  const add = (machine: MachineWithoutKey, isBehind: boolean): void => {
    const place = [machine.name, machine.address, machine.port].join('\0');
    const known = machines.get(place);
    // An endpoint may be the way to others as well.
    if (known) known.isBehind &&= isBehind;
    else machines.set(place, { machine, isBehind });
  };
  for (const endpoint of endpoints) add(endpoint, (endpoint.jump ?? []).length > 0);
  for (const { jump = [] } of endpoints) for (const [at, hop] of jump.entries()) add(hop, at > 0);
  const missing = [...machines.values()].filter(({ machine }) => machine.hostKeys.length === 0);
  return {
    all: machines.size,
    direct: missing.filter(({ isBehind }) => !isBehind).map(({ machine }) => machine),
    behind: missing.filter(({ isBehind }) => isBehind).map(({ machine }) => machine),
  };
}
