import type { FleetEndpoint } from '../../src/fleet/fleet-files';

export type FleetPlan = {
  /** Rows of the inventory: endpoint, its address and the group that selectors ask for. */
  readonly rows: readonly (Pick<FleetEndpoint, 'name' | 'address' | 'port' | 'hostKeyLine'> & {
    readonly group: string;
  })[];
  readonly identity: string;
  readonly selector?: string;
  /** The steps, waves and budget of the runbook, as YAML lines. */
  readonly runbook: string;
  /** How the service is looked at; by default it is down until an endpoint was told something. */
  readonly look?: string;
  readonly every?: string;
};

/** A drill plan on endpoints that really run, as the files of its folder. Its service is down until it is restored. */
export function fleetPlan(plan: FleetPlan): Readonly<Record<string, string>> {
  const { rows, identity, selector = 'part=in', runbook, look = 'ssh: test -s told', every = '1m' } = plan;
  return {
    'plan.yaml': `organisation: Practice
mode: drill
currency: EUR
people:
  - { id: maria.chen, name: Maria Chen, roles: [incident-commander] }
fleet:
  inventory: fleet/inventory.csv
  known_hosts: fleet/known_hosts
  identity: ${identity}
  user: holdfast
`,
    'services/work.yaml': `id: work
name: Work
tier: 1
owner: maria.chen
endpoints: "${selector}"
objectives: { rto: 15m, mtpd: 4h }
probes:
  - { id: told, ${look}, every: ${every}, timeout: 30s }
restore: tell
authority:
  initiate: [role:incident-commander]
  envelopes:
    - { runbook: tell, mode: person, severity: SEV-5, max_endpoints: 5000, until: 2099-12-31 }
    - { runbook: untell, mode: person, severity: SEV-5, max_endpoints: 5000, until: 2099-12-31 }
`,
    'runbooks/tell.yaml': `id: tell
name: Tell every endpoint
owner: maria.chen
${runbook}`,
    'runbooks/untell.yaml': `id: untell
name: Take it back
owner: maria.chen
steps:
  - { id: forget, command: "echo untold >>told" }
waves: { canary: 100, size: 100 }
`,
    'fleet/inventory.csv': `name,address,port,user,part\n${rows.map(({ name, address, port, group }) => `${name},${address},${port},,${group}\n`).join('')}`,
    'fleet/known_hosts': rows
      .map(({ address, port, hostKeyLine }) => `[${address}]:${port} ${hostKeyLine}\n`)
      .join(''),
  };
}
