import { expect, test } from 'vitest';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import { readTemplates } from '../../src/plan/init/read-templates';
import { readPlan } from '../../src/plan/read-plan';
import { newPlan, templatesFolder } from './init/new-plan';
import { planOnDisk } from './plan-on-disk';
import { lint, nowMs, wholePlan } from './whole-plan';

const service = wholePlan['services/sign-in.yaml'];
const whole = '  1h: { revenue: 1 }\n  24h: { revenue: 2 }\n';
const impactOf = async (lines: string) => {
  const files = { ...wholePlan, 'services/sign-in.yaml': service.replace(whole, lines) };
  return (await readPlan(await planOnDisk(files))).plan?.services[0]?.impact;
};

test('a placeholder is told with its line, what is asked for, and what to write', async () => {
  const text = service.replace('1h: { revenue: 1 }', '1h: { revenue: 1, safety: "TODO: who is harmed" }');
  expect(await lint({ 'services/sign-in.yaml': text })).toEqual([
    {
      ...{ severity: 'warning', rule: 'placeholder', file: 'services/sign-in.yaml', line: 7, column: 29 },
      message: 'impact.1h.safety is still to be written: "TODO: who is harmed".',
      fix: 'Write what holds for you in its place, without TODO; where there is nothing to say of an impact, write none.',
    },
  ]);
});

test.each([
  ['within a command', 'systemctl is-active TODO-unit', ['placeholder']],
  ['that is a word of its own is none', 'grep -q TODO_DONE /opt/TODOlist', []],
])('a name to be written %s', async (_, command, rules) => {
  const text = service.replace('systemctl is-active auth-agent', command);
  expect((await lint({ 'services/sign-in.yaml': text })).map(({ rule }) => rule)).toEqual(rules);
});

test('what a script says to its reader is no placeholder', async () => {
  const { 'runbooks/restart-agent.yaml': runbook } = wholePlan;
  const scripted = runbook.replace('steps:\n', 'steps:\n  - { id: more, script: "true # TODO: faster" }\n');
  expect(await lint({ 'runbooks/restart-agent.yaml': scripted })).toEqual([]);
});

test('an impact that is still to be written is none; money or words beside it count', async () => {
  const none = { operations: 'none', safety: 'none', compliance: 'none' };
  const notSaid = { operations: 'not said' };
  const hour = 3_600_000;
  expect(await impactOf('  1h: { revenue: 0, operations: "TODO: what stops" }\n')).toEqual([]);
  expect(await impactOf('  1h: { revenue: 0, operations: none }\n')).toEqual([
    { atMs: hour, revenue: 0, ...none },
  ]);
  expect(await impactOf('  1h: { revenue: 5, operations: "TODO: what stops" }\n')).toEqual([
    { atMs: hour, revenue: 5, ...none, ...notSaid },
  ]);
  expect(await impactOf('  1h: { operations: "TODO: what stops", safety: delays }\n')).toEqual([
    { atMs: hour, revenue: 0, ...none, ...notSaid, safety: 'delays' },
  ]);
});

test('with placeholders alone a service has no impact analysis, and its risk no impact', async () => {
  const text = service.replace(whole, '  1h: { operations: "TODO: what stops" }\n');
  const risk =
    'id: flood\nname: Flood\ncategory: environmental\nservices: [sign-in]\nlikelihood: 2\nowner: maria.chen\nmitigation: "TODO: pumps"\n';
  const files = { ...wholePlan, 'services/sign-in.yaml': text, 'risks/flood.yaml': risk };
  const { plan, problems, lint: ask } = await readPlan(await planOnDisk(files), { nowMs });
  const said = ask?.({ nowMs, proofs: null }) ?? [];
  expect([
    problems.map(({ rule }) => rule),
    said.map(({ file, line, rule }) => `${file}:${line} ${rule}`),
    plan?.risks?.[0]?.mitigation,
  ]).toEqual([
    ['risk-without-impact'],
    [
      'risks/flood.yaml:7 placeholder',
      'services/sign-in.yaml:7 impact-missing',
      'services/sign-in.yaml:7 placeholder',
    ],
    undefined,
  ]);
});

test('a rule on the impact of a service never crosses while it is still to be written', async () => {
  const text = `${service.replace(whole, '  1h: { operations: "TODO: what stops" }\n')}escalation: [{ when: { impact: 9 }, do: [{ declare: SEV-2 }] }]\n`;
  const { problems } = await readPlan(await planOnDisk({ ...wholePlan, 'services/sign-in.yaml': text }));
  expect(problems.map(({ rule }) => rule)).toEqual(['no-impact']);
});

test('ways back, plan B and what keeps the service up count only once they are written', async () => {
  const text = service
    .replace('fallback: Go home.', 'fallback: "TODO: what then", tools: [VPN, "TODO: which tool"]')
    .concat('plan_b: "TODO: what is done then"\nworkaround: "TODO: how work goes on"\n');
  const { plan } = await readPlan(await planOnDisk({ ...wholePlan, 'services/sign-in.yaml': text }));
  const [read] = plan?.services ?? [];
  const last = read?.strategies?.at(-1);
  expect([last?.fallback, last?.tools, read?.planB, read?.workaround]).toEqual([
    null,
    ['VPN'],
    undefined,
    undefined,
  ]);
});

test('no template brings an impact that somebody made up', async () => {
  const ids = (await readTemplates(templatesFolder)).map(({ id }) => id);
  for (const id of ids) {
    const files = await newPlan({ templates: [id] });
    const options = { checkSelector, countSelected, nowMs };
    const { plan, lint: ask } = await readPlan(await planOnDisk(files), options);
    const found = ask?.({ nowMs, proofs: null }).filter(({ rule }) => rule === 'placeholder') ?? [];
    expect([id, plan?.services[0]?.impact, found.length > 1]).toEqual([id, [], true]);
  }
});

test('what is still to be agreed is told to nobody, and what is not yet justified says so', async () => {
  const text = service
    .replace('name: Staff', 'name: Staff, agreed_text: "TODO: agree"')
    .replace('mtpd: 4h', 'mtpd: 4h, mbco: "TODO: what goes on"');
  const risk =
    'id: flood\nname: Flood\ncategory: environmental\nlikelihood: 1\nimpact: 2\nowner: maria.chen\naccepted: { by: maria.chen, until: 2026-12-31, because: "TODO: why" }\n';
  const files = { ...wholePlan, 'services/sign-in.yaml': text, 'risks/flood.yaml': risk };
  const { plan } = await readPlan(await planOnDisk(files));
  const [read] = plan?.services ?? [];
  expect([
    read?.audiences[0]?.agreedText,
    read?.objectives.mbco,
    plan?.risks?.[0]?.accepted?.because,
  ]).toEqual([undefined, undefined, 'not said']);
});
