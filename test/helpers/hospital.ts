import { createHash } from 'node:crypto';
import type { Endpoint, Plan } from '../../src/domain/plan/plan';
import { type Manifest, resolveManifest } from '../../src/domain/run/manifest';
import type { Runbook } from '../../src/domain/run/runbook';
import type { Probe, Service } from '../../src/domain/service/service';
import type { SweepResult } from '../../src/domain/service/service-state';

/** A small plan that domain, report and app tests share. Everything in it may be overridden by spreading. */

/** 2026-10-01 12:00:00 UTC; times of tests are offsets from it. */
export const noon = Date.UTC(2026, 9, 1, 12);
export const seconds = (count: number) => noon + count * 1000;

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const endpoint = (name: string, labels: Record<string, string> = {}): Endpoint => ({
  name,
  address: `${name}.example`,
  port: 22,
  user: 'ops',
  labels: { role: 'workstation', site: 'north', ...labels },
  hostKeys: [`SHA256:${name}`],
});

/** `ws-1` … `ws-<count>`, alternating between two sites. */
export const workstations = (count: number): Endpoint[] =>
  Array.from({ length: count }, (_, index) =>
    endpoint(`ws-${index + 1}`, { site: index % 2 === 0 ? 'north' : 'south' }),
  );

export const agentProbe: Probe = {
  id: 'agent',
  look: { by: 'ssh', command: 'svc is-active auth-agent' },
  everyMs: 15_000,
  timeoutMs: 5_000,
  degradedAt: 0.1,
  downAt: 0.5,
};

export const signIn: Service = {
  id: 'sign-in',
  name: 'Clinical sign-in',
  tier: 1,
  owner: 'maria',
  dependsOn: [],
  endpoints: 'role=workstation',
  impact: [
    { atMs: 3_600_000, revenue: 300_000, operations: 'shared logins', safety: 'delays', compliance: 'none' },
    { atMs: 14_400_000, revenue: 1_400_000, operations: 'paper', safety: 'delays', compliance: 'reportable' },
  ],
  objectives: { rtoMs: 900_000, rpoMs: 0, wrtMs: 600_000, mtpdMs: 14_400_000 },
  probes: [agentProbe],
  restore: 'restart-agent',
  verifyAfter: 2,
  authority: {
    initiate: ['role:operations-lead'],
    approve: ['role:operations-lead', 'maria'],
    succession: ['maria', 'jon'],
    breakGlass: ['maria', 'jon', 'eve'],
    envelopes: [
      {
        id: 'sign-in/restart-agent',
        runbook: 'restart-agent',
        mode: 'person',
        severity: 'SEV-2',
        maxEndpoints: 1000,
        untilMs: Date.UTC(2027, 0, 1),
        vetoMs: 45_000,
      },
    ],
  },
  alerts: 'service=sign-in',
  escalation: [],
  audiences: [],
};

export const restartAgent: Runbook = {
  id: 'restart-agent',
  name: 'Restart the auth agent',
  steps: [
    {
      id: 'restart',
      kind: 'command',
      command: 'svc restart auth-agent',
      timeoutMs: 30_000,
      idempotent: true,
      okExitCodes: [0],
    },
    {
      id: 'check',
      kind: 'verify',
      command: 'svc is-active auth-agent',
      timeoutMs: 5_000,
      idempotent: true,
      okExitCodes: [0],
    },
  ],
  waves: { canary: 2, size: 4, maxInFlight: 3 },
  budgets: { failed: 0.2, unreachable: 0.4, denied: 0.2 },
  owner: 'maria',
  irreversible: false,
};

export const hospital: Plan = {
  organisation: 'Northgate Hospital',
  mode: 'drill',
  currency: 'EUR',
  people: [
    { id: 'maria', name: 'Maria Chen', roles: ['incident-commander'], contacts: [] },
    { id: 'jon', name: 'Jon Ade', roles: ['operations-lead'], contacts: [] },
    { id: 'eve', name: 'Eve Roe', roles: ['observer'], contacts: [] },
  ],
  services: [signIn],
  runbooks: [restartAgent],
  endpoints: workstations(10),
  channels: [],
  callTree: [],
  connectivity: [],
  listener: null,
  lockAfterMs: 600_000,
  digest: 'a'.repeat(64),
};

/** The manifest of the restore runbook over the whole plan, or what `change` makes of the plan. */
export const manifestOf = (
  plan: Plan = hospital,
  lastSeen: Readonly<Record<string, SweepResult>> = {},
  only?: readonly string[],
): Manifest =>
  resolveManifest({ plan, service: 'sign-in', runbook: 'restart-agent', lastSeen, only, sha256 });
