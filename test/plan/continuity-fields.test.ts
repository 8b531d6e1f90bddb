import { expect, test } from 'vitest';
import { error, goodPlan, planWith, problemsWith } from './plan-on-disk';

const dayMs = 86_400_000;

test('dependencies, strategies and reviews are read in the words of the domain', async () => {
  const { plan, problems } = await planWith(
    `depends_on:
  - { kind: network, name: Core switch }
  - { kind: console }
strategies:
  - id: restart
    mechanism: automated-remediation
    trigger: half of them fail
    team: [role:incident-commander]
    tools: [console]
    runbook: restart-agent
    expected_time: 5m
    fallback: Call the vendor.
  - { id: paper, mechanism: manual, depends_on: [{ kind: integration, name: Printer }] }
workaround: On paper.
reviewed: { on: 2026-10-01, by: maria.chen, every: 90d }
`,
    'freshness: { inventory_change: 5%, prove_every: 30d }\nconsole: { depends_on: [{ kind: network, name: Core switch }] }\n',
  );
  const service = plan?.services[0];
  expect(problems).toEqual([]);
  expect({
    dependsOn: service?.dependsOn,
    dependencies: service?.dependencies,
    strategies: service?.strategies,
    workaround: service?.workaround,
    reviewed: service?.reviewed,
    freshness: plan?.freshness,
    consoleNeeds: plan?.consoleNeeds,
  }).toEqual({
    dependsOn: [],
    dependencies: [
      { kind: 'network', service: null, name: 'Core switch' },
      { kind: 'console', service: null, name: null },
    ],
    strategies: [
      {
        id: 'restart',
        mechanism: 'automated-remediation',
        trigger: 'half of them fail',
        team: ['role:incident-commander'],
        tools: ['console'],
        runbook: 'restart-agent',
        expectedMs: 300_000,
        fallback: 'Call the vendor.',
        dependencies: [],
      },
      {
        id: 'paper',
        mechanism: 'manual',
        trigger: null,
        team: [],
        tools: [],
        runbook: null,
        expectedMs: null,
        fallback: null,
        dependencies: [{ kind: 'integration', service: null, name: 'Printer' }],
      },
    ],
    workaround: 'On paper.',
    reviewed: { onMs: Date.UTC(2026, 9, 2) - 1, by: 'maria.chen', everyMs: 90 * dayMs },
    freshness: { inventoryShare: 0.05, reviewEveryMs: 365 * dayMs, proveEveryMs: 30 * dayMs },
    consoleNeeds: [{ kind: 'network', service: null, name: 'Core switch' }],
  });
});

test('a dependency that says neither service nor name, or both, is refused', async () => {
  const { problems } = await planWith(
    'depends_on:\n  - { kind: identity }\n  - { service: sign-in, name: Sign-in }\n',
  );
  expect(problems.filter(({ rule }) => rule === 'exactly-one')).toEqual([
    error(
      'services/sign-in.yaml:11:5',
      'exactly-one',
      'depends_on.#1 has none of service, name.',
      'Write "service:" and a service of this plan, or "name:" and what it is called.',
    ),
    error(
      'services/sign-in.yaml:12:25',
      'exactly-one',
      'depends_on.#2 has service and name.',
      'Keep "service:" for a service of this plan, "name:" for anything else.',
    ),
  ]);
});

test('a dependency, a strategy and a review must name what there is', async () => {
  const problems = await problemsWith({
    'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}depends_on: [{ kind: identity, service: directry }]
strategies: [{ id: a, mechanism: manual, runbook: restart-agnt, team: [mario.chen] }]
`,
    'plan.yaml': `${goodPlan['plan.yaml']}console: { depends_on: [sign-inn] }
`,
  });
  expect(problems.map(({ file, line, rule }) => [file, line, rule])).toEqual([
    ['plan.yaml', 9, 'unknown-service'],
    ['services/sign-in.yaml', 10, 'unknown-service'],
    ['services/sign-in.yaml', 11, 'unknown-runbook'],
    ['services/sign-in.yaml', 11, 'unknown-person'],
  ]);
});

test('two strategies of one name are refused', async () => {
  const { problems } = await planWith(
    'strategies: [{ id: a, mechanism: manual }, { id: a, mechanism: failover }]\n',
  );
  expect(problems.map(({ rule }) => rule)).toEqual(['duplicate-id']);
});
