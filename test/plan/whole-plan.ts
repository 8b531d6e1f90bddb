import { expect } from 'vitest';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import type { OnRecord } from '../../src/domain/proof/on-record';
import type { PlanProblem } from '../../src/plan/plan-problem';
import { readPlan } from '../../src/plan/read-plan';
import { type Files, goodPlan, planOnDisk } from './plan-on-disk';

/** When these plans are looked at: the first moment of 2026-11-20. */
export const nowMs = Date.UTC(2026, 10, 20);

/** The good plan with everything that the lint asks of it. */
export const wholePlan = {
  ...goodPlan,
  'plan.yaml': `organisation: Example
currency: USD
people:
  - id: maria.chen
    name: Maria Chen
    roles: [incident-commander]
    phone: "+1"
    contacts: [{ channel: pager }]
channels:
  - { id: pager, name: Pager, kind: pagerduty, secret: pager-key }
fleet:
  user: ops
`,
  'services/sign-in.yaml': `id: sign-in
name: Clinical sign-in
tier: 1
owner: maria.chen
endpoints: role=workstation
impact:
  1h: { revenue: 1 }
  24h: { revenue: 2 }
objectives: { rto: 15m, rpo: 0m, wrt: 0m, mtpd: 4h }
probes:
  - { id: agent, ssh: systemctl is-active auth-agent }
restore: restart-agent
strategies:
  - { id: restart, mechanism: automated-remediation, runbook: restart-agent, expected_time: 5m }
  - { id: paper, mechanism: manual, expected_time: 10m, fallback: Go home. }
authority:
  initiate: [maria.chen]
comms: { audiences: [{ id: staff, name: Staff }] }
reviewed: { on: 2026-11-01, by: maria.chen }
`,
  'runbooks/restart-agent.yaml': `${goodPlan['runbooks/restart-agent.yaml']}reviewed: { on: 2026-11-01, by: maria.chen }
`,
} satisfies Files;

/** What the lint says of the whole plan with these files in it. */
export async function lint(
  files: Files,
  proofs: OnRecord['proofs'] | null = null,
  reaches: OnRecord['reaches'] = new Map(),
  at = nowMs,
): Promise<readonly PlanProblem[]> {
  const folder = await planOnDisk({ ...wholePlan, ...files });
  const read = await readPlan(folder, { checkSelector, countSelected, nowMs: at });
  expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return read.lint?.({ nowMs: at, proofs, reaches }) ?? [];
}
