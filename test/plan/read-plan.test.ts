import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { error, goodPlan, hostKey, planOnDisk, problemsWith, warning } from './plan-on-disk';

test('a good plan is read with every default filled in', async () => {
  const { plan, lint: _, ...rest } = await readPlan(await planOnDisk(goodPlan));
  expect({ plan: { ...plan, digest: plan?.digest.length }, ...rest }).toEqual({
    plan: {
      organisation: 'Example',
      mode: 'live',
      currency: 'USD',
      people: [{ id: 'maria.chen', name: 'Maria Chen', roles: ['incident-commander'], contacts: [] }],
      services: [
        {
          id: 'sign-in',
          name: 'Clinical sign-in',
          tier: 1,
          owner: 'maria.chen',
          dependsOn: [],
          endpoints: 'role=workstation',
          impact: [],
          objectives: { rtoMs: 900_000, rpoMs: null, wrtMs: null, mtpdMs: 14_400_000 },
          probes: [
            {
              id: 'agent',
              look: { by: 'ssh', command: 'systemctl is-active auth-agent' },
              everyMs: 15_000,
              timeoutMs: 5_000,
              degradedAt: 0.1,
              downAt: 0.5,
            },
          ],
          restore: 'restart-agent',
          verifyAfter: 2,
          authority: {
            initiate: [],
            approve: ['maria.chen'],
            succession: [],
            breakGlass: ['maria.chen', 'role:incident-commander'],
            envelopes: [],
          },
          alerts: null,
          escalation: [],
          audiences: [],
        },
      ],
      runbooks: [
        {
          id: 'restart-agent',
          name: 'Restart the agent',
          owner: 'maria.chen',
          irreversible: false,
          steps: [
            {
              id: 'start',
              kind: 'command',
              command: 'systemctl restart auth-agent',
              timeoutMs: 30_000,
              idempotent: false,
              receipt: true,
              okExitCodes: [0],
            },
          ],
          waves: { canary: 5, size: 500, maxInFlight: 100 },
          budgets: { failed: 0.1, unreachable: 0.2, denied: 0.1 },
        },
      ],
      endpoints: [
        {
          name: 'ws-1',
          address: '10.0.0.1',
          port: 22,
          user: 'ops',
          labels: { role: 'workstation' },
          hostKeys: [hostKey.fingerprint],
        },
      ],
      channels: [],
      callTree: ['role:incident-commander'],
      connectivity: [],
      listener: null,
      lockAfterMs: 600_000,
      digest: 64,
    },
    problems: [],
    identityFile: null,
    contents: new Map(),
    secretFiles: {},
  });
});

test('what a person writes becomes milliseconds, shares and money', async () => {
  const { plan } = await readPlan(
    await planOnDisk({
      ...goodPlan,
      'services/sign-in.yaml': `id: sign-in
name: Clinical sign-in
tier: 1
owner: maria.chen
endpoints: "*"
impact:
  4h: { revenue: 1400000, safety: treatment delays, compliance: reportable }
  1h: { revenue: 300000, operations: nurses share logins }
objectives: { rto: 15m, rpo: 5m, wrt: 1h30m, mtpd: 4h }
probes:
  - { id: agent, ssh: "true", every: 3s, timeout: 4s, degraded: 25%, down: 100% }
restore: restart-agent
verify_after: 3
authority:
  initiate: [role:incident-commander, maria.chen]
  envelopes:
    - { runbook: restart-agent, mode: two-person, severity: SEV-2, max_endpoints: 500, until: 2027-03-31 }
    - { id: at night, runbook: restart-agent, mode: automatic, severity: SEV-1, max_endpoints: 5, until: 2028-02-29 }
`,
      'runbooks/restart-agent.yaml': `id: restart-agent
name: Restart the agent
owner: maria.chen
irreversible: true
steps:
  - { id: start, command: svc start agent, timeout: 8s, idempotent: true, ok_exit_codes: [0, 3] }
  - { id: check, verify: svc status agent, expect: is running }
waves: { canary: 1, size: 20 }
budget: { failed: 5%, denied: 0.5% }
`,
    }),
  );
  expect([plan?.services, plan?.runbooks]).toEqual([
    [
      {
        id: 'sign-in',
        name: 'Clinical sign-in',
        tier: 1,
        owner: 'maria.chen',
        dependsOn: [],
        endpoints: '*',
        impact: [
          {
            atMs: 3_600_000,
            revenue: 300_000,
            operations: 'nurses share logins',
            safety: 'none',
            compliance: 'none',
          },
          {
            atMs: 14_400_000,
            revenue: 1_400_000,
            operations: 'none',
            safety: 'treatment delays',
            compliance: 'reportable',
          },
        ],
        objectives: { rtoMs: 900_000, rpoMs: 300_000, wrtMs: 5_400_000, mtpdMs: 14_400_000 },
        probes: [
          {
            id: 'agent',
            look: { by: 'ssh', command: 'true' },
            everyMs: 3_000,
            timeoutMs: 4_000,
            degradedAt: 0.25,
            downAt: 1,
          },
        ],
        restore: 'restart-agent',
        verifyAfter: 3,
        authority: {
          initiate: ['role:incident-commander', 'maria.chen'],
          approve: ['role:incident-commander', 'maria.chen'],
          succession: [],
          breakGlass: ['maria.chen', 'role:incident-commander'],
          envelopes: [
            {
              id: 'sign-in/restart-agent',
              runbook: 'restart-agent',
              mode: 'two-person',
              severity: 'SEV-2',
              maxEndpoints: 500,
              vetoMs: 0,
              untilMs: Date.parse('2027-03-31T23:59:59.999Z'),
            },
            {
              id: 'at night',
              runbook: 'restart-agent',
              mode: 'automatic',
              severity: 'SEV-1',
              maxEndpoints: 5,
              vetoMs: 60_000,
              untilMs: Date.parse('2028-02-29T23:59:59.999Z'),
            },
          ],
        },
        alerts: null,
        escalation: [],
        audiences: [],
      },
    ],
    [
      {
        id: 'restart-agent',
        name: 'Restart the agent',
        owner: 'maria.chen',
        irreversible: true,
        steps: [
          {
            id: 'start',
            kind: 'command',
            command: 'svc start agent',
            timeoutMs: 8_000,
            idempotent: true,
            okExitCodes: [0, 3],
          },
          {
            id: 'check',
            kind: 'verify',
            command: 'svc status agent',
            timeoutMs: 30_000,
            idempotent: true,
            okExitCodes: [0],
            expect: 'is running',
          },
        ],
        waves: { canary: 1, size: 20, maxInFlight: 100 },
        budgets: { failed: 0.05, unreachable: 0.2, denied: 0.005 },
      },
    ],
  ]);
});

test('the digest is over the sorted paths, lengths and bytes of all files read', async () => {
  const { plan } = await readPlan(await planOnDisk(goodPlan));
  const hash = createHash('sha256');
  for (const [path, text] of Object.entries(goodPlan).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${Buffer.byteLength(text)}\0${text}`);
  }
  expect(plan?.digest).toBe(hash.digest('hex'));
});

test('a comment changes the digest; the private key and notes do not', async () => {
  const digestWith = async (files: Record<string, string>) =>
    (await readPlan(await planOnDisk({ ...goodPlan, ...files }))).plan?.digest;
  const plain = await digestWith({ 'plan.yaml': `${goodPlan['plan.yaml']}  identity: fleet/id_ed25519\n` });
  const changed = [
    await digestWith({
      'plan.yaml': `${goodPlan['plan.yaml']}  identity: fleet/id_ed25519\n`,
      'fleet/id_ed25519': 'a secret',
      'README.md': 'notes',
      'services/notes.md': 'more notes',
    }),
    await digestWith({ 'plan.yaml': `# ours\n${goodPlan['plan.yaml']}` }),
  ];
  expect(changed.map((digest) => digest === plain)).toEqual([true, false]);
});

test('any error keeps the plan back, and all errors of all files are said at once', async () => {
  const result = await readPlan(
    await planOnDisk({
      ...goodPlan,
      'plan.yaml': goodPlan['plan.yaml'].replace('USD', 'dollars'),
      'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace('rto:', 'rt0:'),
      'runbooks/restart-agent.yaml': goodPlan['runbooks/restart-agent.yaml'].replace('owner:', 'owner: jo #'),
      'fleet/inventory.csv': 'name,address\nws-1,10.0.0.1\nws-1,10.0.0.2\n',
      'fleet/known_hosts': `10.0.0.1,10.0.0.2 ${hostKey.line}\n`,
    }),
  );
  expect(result).toEqual({
    plan: null,
    identityFile: null,
    contents: new Map(),
    secretFiles: {},
    problems: [
      error(
        'fleet/inventory.csv:3:1',
        'duplicate-name',
        'The name "ws-1" is taken by line 2.',
        'Give every endpoint a name of its own.',
      ),
      error(
        'plan.yaml:2:11',
        'wrong-value',
        'currency must be an ISO 4217 currency code such as USD, not "dollars".',
        'Write for example USD.',
      ),
      error(
        'runbooks/restart-agent.yaml:3:8',
        'unknown-person',
        'plan.yaml names no person "jo".',
        'Add the person under "people:".',
      ),
      error(
        'services/sign-in.yaml:6:15',
        'unknown-field',
        '"rt0" is not a field of objectives.',
        'Did you mean "rto"?',
      ),
    ],
  });
});

test('a warning does not keep the plan back', async () => {
  const { plan, problems } = await readPlan(
    await planOnDisk({ ...goodPlan, 'services/sign-in.yml': 'not read' }),
  );
  expect([plan?.organisation, problems]).toEqual([
    'Example',
    [
      warning(
        'services/sign-in.yml:1:1',
        'ignored-file',
        'services/sign-in.yml is not read: its name does not end in .yaml.',
        'Rename it, or move it out of this folder.',
      ),
    ],
  ]);
});

test('hidden files, backups of editors and notes beside services are passed over in silence', async () => {
  const files = { 'services/.sign-in.yaml.swp': '', 'services/sign-in.yaml~': '', 'runbooks/README.md': '' };
  expect(await problemsWith(files)).toEqual([]);
});

test('a plan without services is said to have none', async () => {
  const { 'services/sign-in.yaml': _, ...rest } = goodPlan;
  expect((await readPlan(await planOnDisk(rest))).problems).toEqual([
    warning(
      'services:1:1',
      'no-services',
      'The plan has no services: there is nothing to watch or restore.',
      'Add services/<id>.yaml.',
    ),
  ]);
});

test('the identity is an absolute path, whether it is in the folder or the own key of a user', async () => {
  const folder = await planOnDisk({ ...goodPlan, 'fleet/id_ed25519': 'a secret' });
  const own = await planOnDisk({ key: 'a secret' });
  const withIdentity = async (identity: string) => {
    await writeFile(join(folder, 'plan.yaml'), `${goodPlan['plan.yaml']}  identity: ${identity}\n`);
    return (await readPlan(folder)).identityFile;
  };
  expect([await withIdentity('fleet/id_ed25519'), await withIdentity(join(own, 'key'))]).toEqual([
    join(folder, 'fleet/id_ed25519'),
    join(own, 'key'),
  ]);
});

test('an identity that starts with ~/ is looked for in the home of the user', async () => {
  const plan = `${goodPlan['plan.yaml']}  identity: ~/holdfast-test-no-such-key\n`;
  const { identityFile, problems } = await readPlan(await planOnDisk({ ...goodPlan, 'plan.yaml': plan }));
  expect([homedir().length > 1, identityFile, problems]).toEqual([
    true,
    null,
    [
      warning(
        'plan.yaml:9:13',
        'missing-identity',
        'fleet.identity ~/holdfast-test-no-such-key is not a file that can be reached.',
        'Put the private key there, or name another, such as ~/.ssh/id_ed25519.',
      ),
    ],
  ]);
});

test('the private key is never opened', async () => {
  const plan = `${goodPlan['plan.yaml']}  identity: fleet/id\n`;
  const folder = await planOnDisk({
    ...goodPlan,
    'plan.yaml': plan,
    'fleet/id': new Uint8Array([255, 0, 1]),
  });
  // Bytes that would be refused as text anywhere else in the folder.
  expect((await readPlan(folder)).problems).toEqual([]);
});

test('a plan is there exactly when no problem is an error, whatever one file is replaced by', async () => {
  const garbage = [
    '',
    'x',
    '[]',
    '{}',
    '{ id: 1 }',
    'id: [',
    'constructor: 1\n',
    'toString: {}\n',
    '\u0000',
    'a: *b',
  ];
  const results = [];
  for (const file of Object.keys(goodPlan)) {
    for (const text of garbage) {
      const { plan, problems } = await readPlan(await planOnDisk({ ...goodPlan, [file]: text }));
      const hasError = problems.some(({ severity }) => severity === 'error');
      if ((plan === null) !== hasError) results.push({ file, text });
    }
  }
  expect(results).toEqual([]);
});
