import { expect, test } from 'vitest';
import { error, goodPlan, problemsWith } from './plan-on-disk';

const service = (from: string, to: string) =>
  problemsWith({ 'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace(from, to) });
const runbook = (from: string, to: string) =>
  problemsWith({ 'runbooks/restart-agent.yaml': goodPlan['runbooks/restart-agent.yaml'].replace(from, to) });
const plan = (from: string, to: string) =>
  problemsWith({ 'plan.yaml': goodPlan['plan.yaml'].replace(from, to) });

test('a misspelt field is one problem, with what was meant', async () => {
  expect(await service('rto:', 'rt0:')).toEqual([
    error(
      'services/sign-in.yaml:6:15',
      'unknown-field',
      '"rt0" is not a field of objectives.',
      'Did you mean "rto"?',
    ),
  ]);
});

test('a field that is near no other is refused with the fields there are', async () => {
  expect(await runbook('steps:', 'toString: 1\nsteps:')).toEqual([
    error(
      'runbooks/restart-agent.yaml:4:1',
      'unknown-field',
      '"toString" is not a field of a runbook.',
      'Its fields are id, name, owner, depends_on, irreversible, parameters, steps, waves, budget, min_healthy, rollback, reviewed.',
    ),
  ]);
});

test('fields named like parts of every object are unknown like others', async () => {
  const problems = await plan('fleet:', '__proto__: { x: 1 }\nconstructor: 3\nfleet:');
  expect(problems.map(({ line, rule, message }) => [line, rule, message])).toEqual([
    [7, 'unknown-field', '"__proto__" is not a field of the plan.'],
    [8, 'unknown-field', '"constructor" is not a field of the plan.'],
  ]);
});

test('a misspelt field does not hide what is wrong between files', async () => {
  expect(await service('owner: maria.chen', 'owner: mario.chen\ncolour: red')).toEqual([
    error(
      'services/sign-in.yaml:4:8',
      'unknown-person',
      'plan.yaml names no person "mario.chen".',
      'Did you mean "maria.chen"?',
    ),
    error(
      'services/sign-in.yaml:5:1',
      'unknown-field',
      '"colour" is not a field of a service.',
      'Its fields are id, name, tier, owner, depends_on, endpoints, impact, objectives, probes, restore, arm, verify_after, authority, alerts, escalation, comms, plan_b, strategies, workaround, reviewed.',
    ),
  ]);
});

test('a duration with a word is refused with its line and an example', async () => {
  expect(await service('15m', '15 minutes')).toEqual([
    error(
      'services/sign-in.yaml:6:20',
      'wrong-value',
      'objectives.rto must be a duration above zero such as 15m, 4h or 1h30m, not "15 minutes".',
      'Write for example 15m.',
    ),
  ]);
});

test('a missing field is shown at the group it is missing from', async () => {
  expect(await service('{ rto: 15m, mtpd: 4h }', '\n  rto: 15m')).toEqual([
    error(
      'services/sign-in.yaml:6:1',
      'missing-field',
      'objectives.mtpd is missing.',
      'Add it, for example "mtpd: 4h".',
    ),
  ]);
});

test('a missing group is shown at the top, with what belongs in it', async () => {
  expect(await service('objectives: { rto: 15m, mtpd: 4h }\n', '')).toEqual([
    error(
      'services/sign-in.yaml:1:1',
      'missing-field',
      'objectives is missing.',
      'Add "objectives:" with rto, mtpd.',
    ),
  ]);
});

test('an empty field is shown at its name', async () => {
  expect(await service('15m', '')).toEqual([
    error(
      'services/sign-in.yaml:6:15',
      'empty-field',
      'objectives.rto is empty.',
      'Add it, for example "rto: 15m".',
    ),
  ]);
});

test('a number where words belong is to be quoted', async () => {
  expect(await service('Clinical sign-in', '123')).toEqual([
    error(
      'services/sign-in.yaml:2:7',
      'wrong-value',
      'name must be text on one line, at most 500 characters, not 123.',
      'If it is meant as text, put it in quotes: "123".',
    ),
  ]);
});

test('a share above the whole is refused with the sign that was forgotten', async () => {
  expect(await service('auth-agent }', 'auth-agent, degraded: 20 }')).toEqual([
    error(
      'services/sign-in.yaml:8:65',
      'wrong-value',
      'probes.agent.degraded must be a share such as 20% or 0.2, above 0 and at most 100%, not 20.',
      'Write for example 20%.',
    ),
  ]);
});

test('nothing is not a share: a budget of 0% would halt every run', async () => {
  expect(await runbook('steps:', 'budget: { failed: 0% }\nsteps:')).toEqual([
    error(
      'runbooks/restart-agent.yaml:4:19',
      'wrong-value',
      'budget.failed must be a share such as 20% or 0.2, above 0 and at most 100%, not "0%".',
      'Write for example 20%.',
    ),
  ]);
});

test('an interval longer than a timer can hold is refused', async () => {
  expect(await service('auth-agent }', 'auth-agent, every: 90d }')).toEqual([
    error(
      'services/sign-in.yaml:8:62',
      'wrong-value',
      'probes.agent.every must be a duration from 100ms to 24h such as 15s, not "90d".',
      'Write for example 15s.',
    ),
  ]);
});

test('a day that does not exist is refused', async () => {
  const envelope =
    '{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 5, until: 2027-02-29 }';
  expect(await service('restore:', `authority: { envelopes: [${envelope}] }\nrestore:`)).toEqual([
    error(
      'services/sign-in.yaml:9:108',
      'wrong-value',
      'authority.envelopes.#1.until must be a date such as 2027-03-31, not "2027-02-29".',
      'Write for example 2027-03-31.',
    ),
  ]);
});

test('an envelope gives no authority that is not written', async () => {
  const problems = await service('restore:', 'authority: { envelopes: [{}] }\nrestore:');
  expect(problems.map(({ message }) => message)).toEqual([
    'authority.envelopes.#1.runbook is missing.',
    'authority.envelopes.#1.mode is missing.',
    'authority.envelopes.#1.severity is missing.',
    'authority.envelopes.#1.max_endpoints is missing.',
    'authority.envelopes.#1.until is missing.',
  ]);
});

test('a choice that is misspelt is corrected', async () => {
  expect(await plan('currency', 'mode: dril\ncurrency')).toEqual([
    error(
      'plan.yaml:2:7',
      'wrong-value',
      'mode must be one of live, drill, tabletop, not "dril".',
      'Did you mean "drill"?',
    ),
  ]);
});

test('a time of impact that is not a duration is shown at its name', async () => {
  expect(await service('restore:', 'impact:\n  1 hour: { revenue: 5 }\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:10:3',
      'wrong-value',
      'A field of impact must be a duration such as 1h, not "1 hour".',
      'Write for example 1h.',
    ),
  ]);
});

test('money is a whole number', async () => {
  expect(await service('restore:', 'impact: { 1h: { revenue: "300,000" } }\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:9:26',
      'wrong-value',
      'impact.1h.revenue is written 300,000: a dot or comma can part thousands or a fraction.',
      'Write 300000; if 300 is meant, write 300.',
    ),
  ]);
});

test('one word where a list belongs is refused', async () => {
  expect(await service('restore:', 'depends_on: directory\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:9:13',
      'wrong-value',
      'depends_on must be a list, not "directory".',
      'Write each item on a line of its own after "- ".',
    ),
  ]);
});

test('a list where a service belongs is refused', async () => {
  const problems = await problemsWith({ 'runbooks/restart-agent.yaml': '- id: restart-agent\n' });
  expect(problems).toEqual([
    error(
      'runbooks/restart-agent.yaml:1:1',
      'wrong-value',
      'a runbook must be a group of fields, not a list.',
      'Its fields are id, name, owner, depends_on, irreversible, parameters, steps, waves, budget, min_healthy, rollback, reviewed.',
    ),
  ]);
});

test('a pattern that is not a regular expression is refused', async () => {
  expect(await runbook('auth-agent }', 'auth-agent, expect: "is (running" }')).toEqual([
    error(
      'runbooks/restart-agent.yaml:5:65',
      'wrong-value',
      'steps.start.expect must be a regular expression without lookaround and backreferences, not "is (running".',
      'Write for example is running.',
    ),
  ]);
});

test('a runbook without steps is refused', async () => {
  const list = 'steps:\n  - { id: start, command: systemctl restart auth-agent }\n';
  expect(await runbook(list, 'steps: []\n')).toEqual([
    error(
      'runbooks/restart-agent.yaml:4:8',
      'wrong-value',
      'steps must be a list of at least one step, not an empty list.',
      'Write each item on a line of its own after "- ".',
    ),
  ]);
});

test('a control character in a name is refused: it could forge a line of a log', async () => {
  expect(await plan('Maria Chen', '"Maria\\r\\nChen"')).toEqual([
    error(
      'plan.yaml:5:11',
      'wrong-value',
      'people.maria.chen.name must be text on one line, at most 500 characters, not "Maria\\r\\nChen".',
      'Write for example Maria Chen.',
    ),
  ]);
});

test('people without an id are named by their place in the list', async () => {
  expect(await plan('  - id: maria.chen\n    name', '  - name')).toEqual(
    expect.arrayContaining([
      error(
        'plan.yaml:4:5',
        'missing-field',
        'people.#1.id is missing.',
        'Add it, for example "id: maria.chen".',
      ),
    ]),
  );
});

test.each(['(?=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>'])(
  'the pattern %s is refused, because no engine bounds its time',
  async (pattern) => {
    const [problem] = await runbook('auth-agent }', `auth-agent, expect: '${pattern}' }`);
    expect(problem?.message).toContain('without lookaround and backreferences');
  },
);

test('a field that was called otherwise is told what it is called now', async () => {
  const [problem] = await service('tier: 1\n', 'tier: 1\nstrategy: On paper.\n');
  expect([problem?.rule, problem?.fix]).toEqual(['unknown-field', 'It is called "workaround" now.']);
});

test('a comma in a number begins a field, and is told as what it is', async () => {
  const [problem] = await service('objectives:', 'impact: { 1h: { revenue: 3,000 } }\nobjectives:');
  expect([problem?.rule, problem?.fix]).toEqual([
    'unknown-field',
    'A comma begins a new field here. Write a number without it, such as 300000.',
  ]);
});
