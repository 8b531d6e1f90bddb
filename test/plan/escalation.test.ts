import { expect, test } from 'vitest';
import { listed, planWith } from './plan-on-disk';

/** The good plan with these rules, and these lines before them. */
const receivers = 'receivers: { bind: loopback, port: 9099, secret: alert-token }\n';

async function withRules(rules: readonly string[], before = '', plan = receivers) {
  const lines = `${before}escalation:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`;
  const { plan: read, problems } = await planWith(lines, plan);
  return { rules: read?.services[0]?.escalation, problems: listed(problems) };
}

const notify = 'do: [{ notify: maria.chen }]';
const paged = [{ do: 'notify', steps: [{ who: 'maria.chen', afterMs: 0 }], repeat: 0 }];
const before = 'alerts: service=sign-in\nimpact: { 1h: { revenue: 500000 } }\n';

test('every condition becomes a rule that is named after it', async () => {
  const conditions = [
    'probe: agent, failing: 20%',
    'probe: agent, silent: 1m30s',
    'alert: SEV-2',
    'alert: SEV-1, name: Auth Down!',
    'elapsed: 10m',
    'rto_used: 50%',
    'impact: 100000',
    'unacknowledged: 5m',
    'decision_pending: 3m',
    'verified: 1m',
  ];
  const { rules, problems } = await withRules(
    conditions.map((when) => `{ when: { ${when} }, ${notify} }`),
    before,
  );
  expect([problems, rules?.map(({ id, when, acts }) => [id, when, acts])]).toEqual([
    [],
    [
      ['agent-failing-20', { on: 'failing', probe: 'agent', share: 0.2, clearBelow: 0.16 }, paged],
      ['agent-silent-1m30s', { on: 'silent', probe: 'agent', afterMs: 90_000 }, paged],
      ['alert-sev-2', { on: 'alert', severity: 'SEV-2' }, paged],
      ['alert-sev-1-auth-down', { on: 'alert', severity: 'SEV-1', name: 'Auth Down!' }, paged],
      ['elapsed-10m', { on: 'elapsed', afterMs: 600_000 }, paged],
      ['rto-used-50', { on: 'rto-used', share: 0.5 }, paged],
      ['impact-100000', { on: 'impact', amount: 100_000 }, paged],
      ['unacknowledged-5m', { on: 'unacknowledged', afterMs: 300_000 }, paged],
      ['decision-pending-3m', { on: 'decision-pending', afterMs: 180_000 }, paged],
      ['verified-1m', { on: 'verified', forMs: 60_000 }, paged],
    ],
  ]);
});

test('how long a condition must hold is how long it must be gone, unless both are written', async () => {
  const { rules } = await withRules([
    `{ when: { elapsed: 1m }, ${notify} }`,
    `{ when: { probe: agent, failing: 50%, for: 30s }, ${notify} }`,
    `{ id: slow, when: { probe: agent, failing: 50%, for: 30s, clear: 10%, clear_for: 2m, unless: restored }, ${notify} }`,
  ]);
  expect(rules?.map(({ acts: _, ...rule }) => rule)).toEqual([
    { id: 'elapsed-1m', when: { on: 'elapsed', afterMs: 60_000 }, forMs: 0, clearForMs: 0 },
    {
      id: 'agent-failing-50',
      when: { on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.4 },
      forMs: 30_000,
      clearForMs: 30_000,
    },
    {
      id: 'slow',
      when: { on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.1 },
      forMs: 30_000,
      clearForMs: 120_000,
      unless: 'restored',
    },
  ]);
});

test('acts keep their order, and the steps of a paging are put in order of time', async () => {
  const authority =
    'authority: { succession: [maria.chen, role:incident-commander], envelopes: [{ runbook: restart-agent, mode: automatic, severity: SEV-1, max_endpoints: 5, until: 2027-01-01 }] }\n';
  const { rules } = await withRules(
    [
      '{ when: { probe: agent, failing: 50% }, do: [{ declare: SEV-2 }, { raise: SEV-1 }, { run: restart-agent }, { notify: [{ who: maria.chen, after: 2m }, { who: role:incident-commander }], repeat: 2 }, { pass_to: successor }, { stand_down: unattended }] }',
    ],
    authority,
  );
  expect(rules?.[0]?.acts).toEqual([
    { do: 'declare', severity: 'SEV-2' },
    { do: 'raise', severity: 'SEV-1' },
    { do: 'run', runbook: 'restart-agent' },
    {
      do: 'notify',
      steps: [
        { who: 'role:incident-commander', afterMs: 0 },
        { who: 'maria.chen', afterMs: 120_000 },
      ],
      repeat: 2,
    },
    { do: 'pass-on' },
    { do: 'stand-down' },
  ]);
});

const at = 'services/sign-in.yaml:11';
const conditions =
  'failing, silent, alert, elapsed, rto_used, impact, unacknowledged, decision_pending, verified';

test.each([
  [
    `{ when: {}, ${notify} }`,
    `${at}:13 error exactly-one  escalation.#1.when has none of ${conditions}. Write exactly one of them.`,
  ],
  [
    `{ when: { elapsed: 1m, verified: 1m }, ${notify} }`,
    `${at}:13 error exactly-one  escalation.#1.when has elapsed and verified. Keep one of them, and give the other an item of its own.`,
  ],
  [
    `{ when: { elapsd: 1m }, ${notify} }`,
    `${at}:15 error unknown-field  "elapsd" is not a field of escalation.#1.when. Did you mean "elapsed"?`,
  ],
  [
    `{ when: { prob: agent, failing: 5% }, ${notify} }`,
    `${at}:15 error unknown-field  "prob" is not a field of escalation.#1.when. Did you mean "probe"?`,
  ],
  [
    `{ when: { elapsed: 1m, probe: agent }, ${notify} }`,
    `${at}:28 error stray-field  escalation.#1.when.probe goes with failing or silent and means nothing beside elapsed. Remove it.`,
  ],
  [
    `{ when: { alert: SEV-1, clear: 5% }, ${notify} }`,
    `${at}:29 error stray-field  escalation.#1.when.clear goes with failing and means nothing beside alert. Remove it.`,
    before,
  ],
  [
    `{ when: { failing: 5% }, ${notify} }`,
    `${at}:7 error missing-field  escalation.#1.when.probe is missing. Say which probe is failing, for example "probe: agent".`,
  ],
  [
    `{ when: { probe: agnt, failing: 5% }, ${notify} }`,
    `${at}:22 error unknown-probe  This service has no probe "agnt". Did you mean "agent"?`,
  ],
  [
    `{ when: { probe: agent, failing: 5%, clear: 6% }, ${notify} }`,
    `${at}:49 error clear-above-failing  escalation.#1.when.clear (6%) is above failing (5%). It is over below the share at which it began: lower clear.`,
  ],
  [
    `{ when: { probe: agent, silent: 19s }, ${notify} }`,
    `${at}:37 error silent-too-soon  The probe agent looks every 15s and may take 5s: silence of 19s is usual. Write at least 20s.`,
  ],
  [
    `{ when: { alert: SEV-0 }, ${notify} }`,
    `${at}:22 error wrong-value  escalation.#1.when.alert must be one of SEV-1, SEV-2, SEV-3, SEV-4, SEV-5, not "SEV-0". Did you mean "SEV-1"?`,
  ],
  [
    `{ when: { alert: SEV-1 }, ${notify} }`,
    `${at}:22 warning no-alerts  No alert concerns Clinical sign-in: this rule never crosses. Say which do, for example "alerts: service=sign-in".`,
  ],
  [
    `{ when: { impact: 5 }, ${notify} }`,
    `${at}:23 warning no-impact  Clinical sign-in has no impact analysis: this rule never crosses. Say under "impact:" what an outage of some length costs.`,
  ],
  [
    `{ when: { elapsed: 0m }, ${notify} }`,
    `${at}:24 error wrong-value  escalation.#1.when.elapsed must be a duration above zero such as 15m, 4h or 1h30m, not "0m". Write for example 10m.`,
  ],
  [
    `{ when: { rto_used: 150% }, ${notify} }`,
    `${at}:25 error wrong-value  escalation.#1.when.rto_used must be a share such as 20% or 0.2, above 0 and at most 100%, not "150%". Write for example 50%.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [] }',
    `${at}:34 error wrong-value  escalation.#1.do must be a list of at least one act, not an empty list. Write each item on a line of its own after "- ".`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{}] }',
    `${at}:35 error exactly-one  escalation.#1.do.#1 has none of declare, raise, run, notify, pass_to, stand_down. Write exactly one of them.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ declare: SEV-1, raise: SEV-1 }] }',
    `${at}:35 error exactly-one  escalation.#1.do.#1 has declare and raise. Keep one of them, and give the other an item of its own.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ declare: SEV-1, repeat: 2 }] }',
    `${at}:53 error stray-field  escalation.#1.do.#1.repeat goes with notify and means nothing beside declare. Remove it.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ notify: mario.chen }] }',
    `${at}:45 error unknown-person  plan.yaml names no person "mario.chen". Did you mean "maria.chen"?`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ notify: [{ who: role:depty }] }] }',
    `${at}:53 error unknown-role  Nobody in plan.yaml has the role "depty". Give it to a person there.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ notify: [{ who: maria.chen, after: soon }] }] }',
    `${at}:72 error wrong-value  escalation.#1.do.#1.notify.#1.after must be a duration such as 15m, 4h or 1h30m, not "soon". Write for example 2m.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ notify: [{ whom: maria.chen }] }] }',
    `${at}:48 error unknown-field  "whom" is not a field of escalation.#1.do.#1.notify.#1. Did you mean "who"?`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ notify: 5 }] }',
    `${at}:45 error wrong-value  escalation.#1.do.#1.notify must be a person, a role, or a list of steps such as [{ who: maria.chen, after: 2m }], not 5. Write for example role:operations-lead.`,
  ],
  [
    '{ when: { elapsed: 1m }, do: [{ pass_to: jon }] }',
    `${at}:46 error wrong-value  escalation.#1.do.#1.pass_to must be one of successor, not "jon". Write for example successor.`,
  ],
  [
    '{ when: { elapsed: 1m }, unless: verified, do: [{ notify: maria.chen }] }',
    `${at}:30 error unknown-field  "unless" is not a field of escalation.#1. Its fields are id, when, do.`,
  ],
])('the rule %s is told what is wrong with it', async (rule, said, lines = '') => {
  const added = lines.split('\n').length - 1;
  const place = said.replace(`${at}:`, `services/sign-in.yaml:${11 + added}:`);
  expect((await withRules([rule], lines)).problems).toEqual([place]);
});

test('two rules that would be called the same need ids', async () => {
  const rule = (more = '') => `{ ${more}when: { elapsed: 1m }, ${notify} }`;
  expect([
    (await withRules([rule(), rule()])).problems,
    (await withRules([rule(), rule('id: other, ')])).problems,
  ]).toEqual([
    [
      'services/sign-in.yaml:12:5 error duplicate-id  escalation has the id "elapsed-1m" twice, first on line 11. Give each an id of its own.',
    ],
    [],
  ]);
});

test('alerts are chosen by a selector', async () => {
  const checkSelector = (text: string) => (text.includes('(') ? `${text}: no.` : null);
  const read = (alerts: string) => planWith(`alerts: ${alerts}\n`, '', { checkSelector });
  const good = await read('service=sign-in');
  expect([good.plan?.services[0]?.alerts, listed((await read('team in (a')).problems)]).toEqual([
    'service=sign-in',
    [
      'services/sign-in.yaml:10:9 error invalid-selector  alerts cannot be understood: team in (a: no. Write for example service=sign-in & env!=test.',
    ],
  ]);
});

const envelope = (mode: string, severity: string) =>
  `authority: { initiate: [maria.chen], envelopes: [{ runbook: restart-agent, mode: ${mode}, severity: ${severity}, max_endpoints: 5, until: 2027-01-01 }] }\n`;
const declare = '{ when: { probe: agent, failing: 20% }, do: [{ declare: SEV-2 }] }';
const raise = '{ when: { probe: agent, failing: 40% }, do: [{ raise: SEV-1 }] }';
const run = '{ when: { probe: agent, failing: 50% }, do: [{ run: restart-agent }] }';

test('a run that nothing stands in the way of is not warned about', async () => {
  expect([
    (await withRules([declare, run], envelope('automatic', 'SEV-2'))).problems,
    (await withRules([declare, raise, run], envelope('automatic', 'SEV-1'))).problems,
  ]).toEqual([[], []]);
});

test.each([
  [
    'no automatic envelope',
    [declare, run],
    envelope('person', 'SEV-2'),
    'run-never-automatic  No automatic envelope of Clinical sign-in allows restart-agent: the run will always be refused. Add an envelope with "mode: automatic" under "authority:".',
  ],
  [
    'no rule that declares',
    [raise, run],
    envelope('automatic', 'SEV-2'),
    'run-never-declared  No rule of Clinical sign-in declares an incident when a probe or an alert says so: the run waits for a person to declare one. Add "declare: SEV-2" to a rule on a probe or an alert.',
  ],
  [
    'a declaration that needs an incident first',
    ['{ when: { elapsed: 1m }, do: [{ declare: SEV-2 }] }', run],
    envelope('automatic', 'SEV-2'),
    'run-never-declared  No rule of Clinical sign-in declares an incident when a probe or an alert says so: the run waits for a person to declare one. Add "declare: SEV-2" to a rule on a probe or an alert.',
  ],
  [
    'an envelope for something worse',
    [declare, run],
    envelope('automatic', 'SEV-1'),
    'run-below-severity  The automatic envelope for restart-agent needs SEV-1, and no rule declares or raises so far: the run will be refused. Add "raise: SEV-1" before the run.',
  ],
])('a run with %s is warned about', async (_, rules, lines, said) => {
  expect((await withRules(rules, lines)).problems).toEqual([`services/sign-in.yaml:13:57 warning ${said}`]);
});

test('a run of a runbook that does not exist is an error', async () => {
  const { problems } = await withRules([run.replace('restart-agent', 'restart-agnt')]);
  expect(problems.filter((problem) => problem.includes(' error '))).toEqual([
    `${at}:57 error unknown-runbook  There is no runbook "restart-agnt". Did you mean "restart-agent"?`,
  ]);
});

test('a rule on alerts is warned about where plan.yaml receives none', async () => {
  const rules = [`{ when: { alert: SEV-1 }, ${notify} }`];
  const { problems } = await withRules(rules, 'alerts: service=sign-in\n', '');
  expect(problems).toEqual([
    'services/sign-in.yaml:12:22 warning no-receivers  plan.yaml receives no alerts: this rule of Clinical sign-in never crosses. Add "receivers:" to plan.yaml.',
  ]);
});
