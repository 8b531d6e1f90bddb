import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a plan with one service on so many endpoints in ten sites; nobody is behind their addresses. */
export async function writeRunPlan(folder: string, endpoints: number): Promise<void> {
  for (const [file, text] of Object.entries(planFiles(endpoints))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

const addressOf = (index: number) => `10.77.${Math.floor(index / 250)}.${(index % 250) + 1}`;

/** A public key of the right form that nobody has the other half of. */
const keyBlob = Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from('ssh-ed25519'),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]).toString('base64');

function planFiles(endpoints: number): Readonly<Record<string, string>> {
  const places = Array.from({ length: endpoints }, (_, index) => index);
  const row = (index: number) =>
    `site-${index % 10}-ws-${index},${addressOf(index)},22,ops,Site ${index % 10},workstation`;
  return {
    'plan.yaml': `organisation: Bench
mode: drill
currency: USD
people: [{ id: maria, name: Maria Chen, roles: [incident-commander] }]
fleet: { inventory: fleet/inventory.csv, known_hosts: fleet/known_hosts, user: ops }
`,
    'services/sign-in.yaml': `id: sign-in
name: Clinical sign-in
tier: 1
owner: maria
endpoints: "*"
impact: { 1h: { revenue: 300000 } }
objectives: { rto: 15m, mtpd: 4h }
restore: restart-agent
authority:
  initiate: [maria]
  envelopes:
    - { runbook: restart-agent, mode: person, severity: SEV-2, max_endpoints: 20000, until: 2099-12-31 }
reviewed: { on: 2026-10-01, by: maria, every: 90d }
`,
    'runbooks/restart-agent.yaml': `id: restart-agent
name: Restart the auth agent
owner: maria
steps:
  - { id: restart, command: svc restart auth-agent, timeout: 15s, idempotent: true }
waves: { canary: 5, size: 1000, max_in_flight: 128 }
budget: { failed: 10%, unreachable: 10%, denied: 10% }
reviewed: { on: 2026-10-01, by: maria, every: 90d }
`,
    'fleet/inventory.csv': `name,address,port,user,site,role\n${places.map(row).join('\n')}\n`,
    'fleet/known_hosts': places.map((index) => `${addressOf(index)} ssh-ed25519 ${keyBlob}\n`).join(''),
  };
}
