import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type PlanSize = {
  readonly services: number;
  readonly runbooks: number;
  readonly endpoints: number;
  /** False = nothing of it is looked at and no incident declares itself, where a console opens it. Default true. */
  readonly isWatched?: boolean;
};

const hostKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIItd7AvTU2J1QaBxIbliL3tC3EQrAWwTKNumP/+EfbzP';

/** Writes a plan of this size into a new folder: services that need each other, a fleet in one Ansible inventory. */
export async function largePlan(size: PlanSize): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-large-plan-'));
  for (const name of ['services', 'runbooks', 'fleet']) await mkdir(join(folder, name));
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write('plan.yaml', planText);
  for (let index = 0; index < size.services; index += 1)
    await write(`services/service-${index}.yaml`, serviceText(index, size));
  for (let index = 0; index < size.runbooks; index += 1)
    await write(`runbooks/runbook-${index}.yaml`, runbookText(index));
  const addresses = Array.from({ length: size.endpoints }, (_, index) => addressOf(index));
  await write('fleet/hosts.yaml', inventoryText(addresses, size));
  await write('fleet/known_hosts', addresses.map((address) => `${address} ${hostKey}\n`).join(''));
  return folder;
}

const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);

const planText = `organisation: Large
currency: EUR
people:
${people.map((id, index) => `  - { id: ${id}, name: Person ${index}, roles: [${index === 0 ? 'incident-commander' : 'operations-lead'}], phone: "+${index}", contacts: [{ channel: pager }] }`).join('\n')}
channels: [{ id: pager, name: Pager, kind: pagerduty, secret: pager-key }]
fleet: { user: ops, inventory: fleet/hosts.yaml }
`;

const probes = `probes:
  - { id: agent, ssh: systemctl is-active agent, every: 15s }
`;
const declaring = `  - { when: { probe: agent, failing: 20%, for: 30s }, do: [{ declare: SEV-2 }, { notify: role:operations-lead }] }
`;

function serviceText(index: number, { runbooks, isWatched = true }: PlanSize): string {
  // Up to eight of those before it, near and far: thousands of arrows, and no circle.
  const needs = [1, 2, 3, 5, 8, 40, 100, 200].map((step) => index - step).filter((other) => other >= 0);
  const [first, second] = [index, index + 500].map((each) => `runbook-${each % runbooks}`);
  return `id: service-${index}
name: Service ${index}
tier: ${1 + (index % 5)}
owner: person-${index % people.length}
depends_on: [${needs.map((other) => `service-${other}`).join(', ')}]
endpoints: service=s${index}
impact:
  1h: { revenue: ${1000 * (index + 1)}, operations: slower, safety: none, compliance: none }
  4h: { revenue: ${9000 * (index + 1)}, operations: on paper, safety: delays, compliance: reportable }
  24h: { revenue: ${90000 * (index + 1)}, operations: stopped, safety: severe, compliance: breach }
objectives: { rto: ${15 + index}m, rpo: 0m, wrt: 10m, mtpd: 24h }
${isWatched ? probes : ''}restore: ${first}
strategies:
  - { id: first, mechanism: automated-remediation, runbook: ${first}, expected_time: 5m }
  - { id: second, mechanism: failover, runbook: ${second}, expected_time: 10m, fallback: By hand. }
authority:
  initiate: [role:operations-lead]
  succession: [person-1, person-2]
  envelopes:
    - { runbook: ${first}, mode: person, severity: SEV-2, max_endpoints: 2000, until: 2099-12-31 }
escalation:
${isWatched ? declaring : ''}  - { when: { rto_used: 50%, unless: verified }, do: [{ notify: role:incident-commander }] }
comms: { audiences: [{ id: staff, name: Staff }] }
reviewed: { on: 2026-10-01, by: person-1, every: 90d }
`;
}

function runbookText(index: number): string {
  return `id: runbook-${index}
name: Restart agent ${index}
owner: person-${index % people.length}
parameters:
  - { id: unit, type: text, default: agent-${index}, pattern: "[a-z0-9-]+" }
steps:
  - { id: stop, command: "systemctl stop {{ unit }}", timeout: 30s }
  - { id: clean, script: "rm -f /run/agent/*.lock", timeout: 10s }
  - { id: start, command: "systemctl start {{ unit }}", timeout: 30s }
  - { id: there, wait_until: "systemctl is-active {{ unit }}", every: 2s, timeout: 90s }
  - { id: check, verify: "systemctl is-active {{ unit }}", timeout: 5s, expect: ^active }
waves: { canary: 5, size: 500, max_in_flight: 100 }
budget: { failed: 10%, unreachable: 20%, denied: 10% }
reviewed: { on: 2026-10-01, by: person-1, every: 90d }
`;
}

function inventoryText(addresses: readonly string[], { services }: PlanSize): string {
  const hosts = addresses.map(
    (address, index) => `    n${index}: { ansible_host: ${address}, service: s${index % services} }\n`,
  );
  return `all:\n  hosts:\n${hosts.join('')}`;
}

const addressOf = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
