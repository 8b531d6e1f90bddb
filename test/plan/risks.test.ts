import { readFile } from 'node:fs/promises';
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
accepted: { by: maria.chen, until: 2026-12-31, because: A second room costs more. }
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
        accepted: {
          by: 'maria.chen',
          untilMs: Date.UTC(2027, 0, 1) - 1,
          because: 'A second room costs more.',
        },
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
    .replace('mitigation', 'mitigaton')
    .replace('accepted: { by: maria', 'accepted: { by: mari');
  expect(listed(await problemsWith({ 'risks/flood.yaml': wrong }))).toMatchInlineSnapshot(`
    [
      "risks/flood.yaml:4:12 error unknown-service  There is no service "signin". Did you mean "sign-in"?",
      "risks/flood.yaml:4:29 error duplicate-id  services has "sign-in" twice. Remove one of them.",
      "risks/flood.yaml:8:1 error unknown-field  "mitigaton" is not a field of a risk. Did you mean "mitigation"?",
      "risks/flood.yaml:9:10 error unknown-runbook  There is no runbook "restart-agnt". Did you mean "restart-agent"?",
      "risks/flood.yaml:10:8 error unknown-person  plan.yaml names no person "mary.chen". Did you mean "maria.chen"?",
      "risks/flood.yaml:11:17 error unknown-person  plan.yaml names no person "mari.chen". Did you mean "maria.chen"?",
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
        "risks/flood.yaml:1:1 error exactly-one  The risk has neither likelihood nor per_year. Write exactly one of them.",
        "risks/flood.yaml:1:5 warning risk-without-impact  How bad it would be cannot be told: it has no impact, and none of its services has an impact analysis. Write "impact:" from 1 to 5, or name a service that has "impact:".",
      ],
      [
        "risks/flood.yaml:7:1 error exactly-one  The risk has both likelihood and per_year. Write exactly one of them.",
      ],
    ]
  `);
});

test('settings for a service that is not there, and steps of money that fall, are refused', async () => {
  const wrong = settings
    .replace('[1, 2, 3, 4]', '[1, 3, 2, 4]')
    .replace('sign-in:', 'sign-im:')
    .replace('badge reader*', '***');
  expect(listed(await problemsWith({ 'history.yaml': wrong }))).toMatchInlineSnapshot(`
    [
      "history.yaml:3:8 error wrong-value  money must be four rising amounts such as [10000, 100000, 1000000, 10000000], not a list. Write for example 10000,100000,1000000,10000000.",
      "history.yaml:4:27 error wrong-value  words.authentication.#1 must be words of at most 100 characters, not "***". Write for example badge reader*.",
    ]
  `);
});

test('the examples of docs/risks.md are a plan about which nothing can be said', async () => {
  const text = await readFile(new URL('../../docs/risks.md', import.meta.url), 'utf8');
  const [risk = '', history = ''] = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    ([, yaml]) => yaml ?? '',
  );
  const problems = await problemsWith({
    'risks/sign-in-certificate.yaml': risk.replace('restart-auth-agent', 'restart-agent'),
    'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}impact: { 4h: { revenue: 1 } }\n`,
    'history.yaml': history,
  });
  expect(listed(problems)).toEqual([]);
});
