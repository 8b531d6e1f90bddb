import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk } from './plan-on-disk';

const people = `people:
  - { id: jon.ade, name: Jon Ade, roles: [deputy, operations-lead] }
  - { id: ana.silva, name: Ana Silva, roles: [operations-lead] }
`;

/** The good plan with three people and these lines under `authority` of its service. */
async function withAuthority(lines: string, rest = '') {
  const files = {
    ...goodPlan,
    'plan.yaml': goodPlan['plan.yaml'].replace('people:\n', people),
    'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}authority:\n${lines}${rest}`,
  };
  const { plan, problems } = await readPlan(await planOnDisk(files));
  return { authority: plan?.services[0]?.authority, problems: listed(problems) };
}

const envelope = (fields: string) =>
  `  envelopes:\n    - { runbook: restart-agent, severity: SEV-2, max_endpoints: 5, until: 2027-01-01, ${fields} }\n`;

test('who may approve and break the glass follows from who may start, decide next and own', async () => {
  const { authority } = await withAuthority(
    '  initiate: [role:operations-lead, maria.chen]\n  succession: [ana.silva, jon.ade]\n',
  );
  expect(authority).toEqual({
    initiate: ['role:operations-lead', 'maria.chen'],
    succession: ['ana.silva', 'jon.ade'],
    approve: ['role:operations-lead', 'maria.chen', 'ana.silva', 'jon.ade'],
    breakGlass: [
      'maria.chen',
      'role:operations-lead',
      'ana.silva',
      'jon.ade',
      'role:incident-commander',
      'role:deputy',
    ],
    envelopes: [],
  });
});

test('who may approve and break the glass is what is written, also when that is nobody', async () => {
  const { authority } = await withAuthority('  approve: [jon.ade]\n  break_glass: []\n');
  expect([authority?.approve, authority?.breakGlass]).toEqual([['jon.ade'], []]);
});

test('an automatic envelope can be vetoed for a minute, or for as long as is written', async () => {
  const vetoMs = async (fields: string) =>
    (await withAuthority(envelope(fields))).authority?.envelopes.map((each) => each.vetoMs);
  expect([
    await vetoMs('mode: automatic'),
    await vetoMs('mode: automatic, veto: 5s'),
    await vetoMs('mode: person'),
  ]).toEqual([[60_000], [5_000], [0]]);
});

test('a veto shorter than a person needs is refused', async () => {
  const { problems } = await withAuthority(envelope('mode: automatic, veto: 4s'));
  expect(problems).toEqual([
    'services/sign-in.yaml:12:110 error wrong-value  authority.envelopes.#1.veto must be a duration from 5s to 24h such as 45s, not "4s". Write for example 45s.',
  ]);
});

test('a veto where nothing starts by itself is warned about', async () => {
  const { problems } = await withAuthority(envelope('mode: person, veto: 45s'));
  expect(problems).toEqual([
    'services/sign-in.yaml:12:107 warning veto-not-automatic  The envelope for restart-agent is person: it never starts by itself, and there is nothing to veto. Remove veto, or write "mode: automatic".',
  ]);
});

test('two people are warned about where only one is named', async () => {
  const twoPerson = envelope('mode: two-person');
  const warned = 'services/sign-in.yaml:';
  const words =
    'warning no-second-person  The envelope for restart-agent needs two people, and nobody could be the second. Name more people under "authority.approve"; the first is never the second.';
  expect([
    (await withAuthority(`  approve: []\n${twoPerson}`)).problems,
    (await withAuthority(`  initiate: [jon.ade]\n${twoPerson}`)).problems,
  ]).toEqual([[`${warned}13:93 ${words}`], []]);
});

test('an unknown person or role is named wherever authority is', async () => {
  const { problems } = await withAuthority(
    '  approve: [role:operation-lead]\n  succession: [jon]\n  break_glass: [role:deputi]\n',
  );
  expect(problems).toEqual([
    'services/sign-in.yaml:11:13 error unknown-role  Nobody in plan.yaml has the role "operation-lead". Did you mean "operations-lead"?',
    'services/sign-in.yaml:12:16 error unknown-person  plan.yaml names no person "jon". Add the person under "people:".',
    'services/sign-in.yaml:13:17 error unknown-role  Nobody in plan.yaml has the role "deputi". Did you mean "deputy"?',
  ]);
});

test('passing on needs somebody to pass to', async () => {
  const rule = 'escalation:\n  - { when: { decision_pending: 3m }, do: [{ pass_to: successor }] }\n';
  const warned = (line: number, has: string) => [
    `services/sign-in.yaml:${line}:55 warning succession-too-short  The decision is to pass on, and the order of succession has ${has}. Name at least two people under "authority.succession".`,
  ];
  expect([
    (await withAuthority('  initiate: []\n', rule)).problems,
    (await withAuthority('  succession: [jon.ade]\n', rule)).problems,
    (await withAuthority('  succession: [role:operations-lead]\n', rule)).problems,
  ]).toEqual([warned(13, 'nobody'), warned(13, 'one person'), []]);
});
