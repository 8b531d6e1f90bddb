import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk, problemsWith } from './plan-on-disk';

const risk = `id: flood
name: The server room is flooded
category: environmental
services: [sign-in]
per_year: 0.2
impact: 4
outage: 8h
mitigation: Sensors under the floor
runbook: restart-agent
owner: maria.chen
reviewed: { on: 2026-10-01, by: maria.chen, every: 365d }
`;
const settings = `recurring: { least: 4, within: 90d }
proof_within: 30d
money: [1, 2, 3, 4]
words: { authentication: ["badge reader*"] }
aliases: { sign-in: [AUTH-PROD-*, Imprivata] }
`;

test('risks and the settings of history come with the plan', async () => {
  const folder = await planOnDisk({ ...goodPlan, 'risks/flood.yaml': risk, 'history.yaml': settings });
  const { plan, problems } = await readPlan(folder);
  expect([listed(problems), plan?.risks, plan?.history]).toEqual([
    [],
    [
      {
        id: 'flood',
        name: 'The server room is flooded',
        category: 'environmental',
        services: ['sign-in'],
        perYear: 0.2,
        impact: 4,
        outageMs: 28_800_000,
        mitigation: 'Sensors under the floor',
        runbook: 'restart-agent',
        owner: 'maria.chen',
        reviewed: { on: Date.UTC(2026, 9, 2) - 1, by: 'maria.chen', everyMs: 365 * 86_400_000 },
      },
    ],
    {
      least: 4,
      withinMs: 90 * 86_400_000,
      proofMs: 30 * 86_400_000,
      money: [1, 2, 3, 4],
      words: { authentication: ['badge reader*'] },
      aliases: { 'sign-in': ['AUTH-PROD-*', 'Imprivata'] },
    },
  ]);
});

test('a plan without them has none', async () => {
  const { plan } = await readPlan(await planOnDisk(goodPlan));
  expect([plan?.risks, plan?.history]).toEqual([undefined, undefined]);
});

test('a risk that names what is not there is refused, with what was meant', async () => {
  const wrong = risk
    .replace('[sign-in]', '[signin, sign-in, sign-in]')
    .replace('restart-agent', 'restart-agnt')
    .replace('owner: maria.chen', 'owner: mary.chen')
    .replace('category: environmental', 'category: enviromental')
    .replace('mitigation', 'mitigaton');
  expect(listed(await problemsWith({ 'risks/flood.yaml': wrong }))).toMatchInlineSnapshot(`
    [
      "risks/flood.yaml:3:11 error wrong-value  category must be one of authentication, certificate, update, integration, automation, infrastructure, security, environmental, uncategorised, not "enviromental". Did you mean "environmental"?",
      "risks/flood.yaml:8:1 error unknown-field  "mitigaton" is not a field of a risk. Did you mean "mitigation"?",
    ]
  `);
});

test('a risk has a likelihood or a number a year, not both, and without an impact it is warned about', async () => {
  const bare = 'id: flood\nname: Flood\ncategory: environmental\nowner: maria.chen\n';
  expect([
    listed(await problemsWith({ 'risks/flood.yaml': bare })),
    listed(await problemsWith({ 'risks/flood.yaml': `${bare}impact: 3\nlikelihood: 2\nper_year: 1\n` })),
  ]).toMatchInlineSnapshot(`
    [
      [
        "risks/flood.yaml:1:1 error exactly-one   has none of likelihood, per_year. Write exactly one of them.",
        "risks/flood.yaml:1:5 warning risk-without-impact  How bad it would be cannot be told: it has no impact, and none of its services has an impact analysis. Write "impact:" from 1 to 5, or name a service that has "impact:".",
      ],
      [
        "risks/flood.yaml:1:1 error exactly-one   has likelihood and per_year. Keep one of them, and give the other an item of its own.",
      ],
    ]
  `);
});

test('settings for a service that is not there, and steps of money that fall, are refused', async () => {
  const wrong = settings.replace('[1, 2, 3, 4]', '[1, 3, 2, 4]').replace('sign-in:', 'sign-im:');
  expect(listed(await problemsWith({ 'history.yaml': wrong }))).toMatchInlineSnapshot(`
    [
      "history.yaml:3:8 error wrong-value  money must be four rising amounts such as [10000, 100000, 1000000, 10000000], not a list. Write for example 10000,100000,1000000,10000000.",
    ]
  `);
});
