import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatProblem, type PlanProblem } from '../../src/plan/plan-problem';
import { type ReadPlan, type ReadPlanOptions, readPlan } from '../../src/plan/read-plan';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A host key made with `ssh-keygen -t ed25519`, and what `ssh-keygen -lf` says of it. */
export const hostKey = {
  line: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIItd7AvTU2J1QaBxIbliL3tC3EQrAWwTKNumP/+EfbzP',
  fingerprint: 'SHA256:uSQiQUroCTD65KJrMWxmRhrhkhDuOg387cketqGyOxM',
};

/** Another. */
export const otherKey = {
  line: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICF477sbTpmMzM8m1UnvhDXWW7jkdU5ujSv2k2qjiZO2',
  fingerprint: 'SHA256:O6156l3Yb5mXbmczWLJZUsgsWKsYCJoLafpmXqqwPw4',
};

/** The smallest plan about which nothing can be said. */
export const goodPlan = {
  'plan.yaml': `organisation: Example
currency: USD
people:
  - id: maria.chen
    name: Maria Chen
    roles: [incident-commander]
fleet:
  user: ops
`,
  'services/sign-in.yaml': `id: sign-in
name: Clinical sign-in
tier: 1
owner: maria.chen
endpoints: role=workstation
objectives: { rto: 15m, mtpd: 4h }
probes:
  - { id: agent, ssh: systemctl is-active auth-agent }
restore: restart-agent
`,
  'runbooks/restart-agent.yaml': `id: restart-agent
name: Restart the agent
owner: maria.chen
steps:
  - { id: start, command: systemctl restart auth-agent }
`,
  'fleet/inventory.csv': 'name,address,port,user,role\nws-1,10.0.0.1,22,,workstation\n',
  'fleet/known_hosts': `10.0.0.1 ${hostKey.line}\n`,
} as const satisfies Files;

/** Writes files into a folder of its own that goes with the test, and says where. */
export async function planOnDisk(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-plan-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

/** What the reader says about the good plan with these files put in its place. */
export async function problemsWith(files: Files, options?: ReadPlanOptions): Promise<readonly PlanProblem[]> {
  return (await readPlan(await planOnDisk({ ...goodPlan, ...files }), options)).problems;
}

/** The good plan with these lines added to its service, and these to plan.yaml; the whole result of reading it. */
export async function planWith(service: string, plan = '', options?: ReadPlanOptions): Promise<ReadPlan> {
  const files = {
    ...goodPlan,
    'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}${service}`,
    'plan.yaml': `${goodPlan['plan.yaml']}${plan}`,
  };
  return readPlan(await planOnDisk(files), options);
}

/** Problems as an editor lists them. */
export function listed(problems: readonly PlanProblem[]): readonly string[] {
  return problems.map(formatProblem);
}

type Words = readonly [place: string, rule: string, message: string, fix: string];

/** An error; the place is `file:line:column`. */
export function error(...words: Words): PlanProblem {
  return problem('error', words);
}

/** A warning; the place is `file:line:column`. */
export function warning(...words: Words): PlanProblem {
  return problem('warning', words);
}

function problem(severity: PlanProblem['severity'], [place, rule, message, fix]: Words): PlanProblem {
  const [file = '', line, column] = place.split(':');
  return { file, line: Number(line), column: Number(column), rule, severity, message, fix };
}
