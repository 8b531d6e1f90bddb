import { describe, expect, test } from 'vitest';
import type { Proof } from '../../src/domain/proof/last-proof';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk } from './plan-on-disk';
import { lint, nowMs, wholePlan } from './whole-plan';

const dayMs = 86_400_000;

type WholeFile = keyof typeof wholePlan;

/** What is said with one text in place of another, as `line severity rule`. */
async function saidWith(file: WholeFile, was: string, is: string): Promise<readonly string[]> {
  const text: string = wholePlan[file];
  expect(text).toContain(was);
  const found = await lint({ [file]: text.replace(was, is) });
  return found.map(({ file: at, line, severity, rule }) => `${at}:${line} ${severity} ${rule}`);
}
const service = (was: string, is: string) => saidWith('services/sign-in.yaml', was, is);

test('a plan that has everything is told nothing', async () => {
  expect(await lint({})).toEqual([]);
});

test('a plan with errors is not told what it lacks', async () => {
  const folder = await planOnDisk({ ...goodPlan, 'services/sign-in.yaml': 'id: sign-in\n' });
  expect((await readPlan(folder)).lint).toBeUndefined();
});

describe('a service', () => {
  const at = (line: number, words: string) => [`services/sign-in.yaml:${line} ${words}`];
  test.each<[string, string, string, readonly string[]]>([
    [
      'critical with one way back',
      '  - { id: paper',
      '  - { id: paper, runbook: restart-agent',
      at(14, 'warning one-path'),
    ],
    [
      'critical with two ways over one tool',
      '5m }',
      '5m, tools: [VPN], fallback: x }\n  - { id: b, mechanism: failover, tools: [vpn], expected_time: 1m, fallback: x }',
      [],
    ],
    ['without authority', 'initiate: [maria.chen]', 'initiate: []', at(17, 'warning no-authority')],
    [
      'with an envelope that ends soon',
      'initiate: [maria.chen]',
      'envelopes: [{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 1, until: 2026-12-01 }]',
      at(17, 'warning envelope-ends-soon'),
    ],
    [
      'without an impact',
      'impact:\n  1h: { revenue: 1 }\n  24h: { revenue: 2 }\n',
      '',
      at(1, 'warning impact-missing'),
    ],
    [
      'critical with objectives that nobody has said',
      'rpo: 0m, wrt: 0m, ',
      '',
      at(9, 'note objective-not-stated'),
    ],
    ['of the third tier, which may leave them unsaid', 'tier: 1', 'tier: 3', []],
    ['whose impact ends early', '  24h: { revenue: 2 }\n', '', at(7, 'note impact-incomplete')],
    ['whose impact begins late', '  1h: { revenue: 1 }\n', '', at(7, 'note impact-incomplete')],
    ['with a strategy without a time', ', expected_time: 5m', '', at(14, 'warning no-expected-time')],
    [
      'with a strategy longer than its RTO',
      'expected_time: 5m',
      'expected_time: 16m',
      at(14, 'warning expected-above-rto'),
    ],
    ['without a fallback', ', fallback: Go home.', '', at(15, 'warning no-fallback')],
    [
      'mended by no program',
      'manual, ex',
      'automated-remediation, ex',
      at(15, 'note strategy-without-runbook'),
    ],
    [
      'of which nobody hears',
      'comms: { audiences: [{ id: staff, name: Staff }] }\n',
      '',
      at(1, 'note no-audience'),
    ],
    ['never reviewed', 'reviewed: { on: 2026-11-01, by: maria.chen }\n', '', at(2, 'note not-reviewed')],
    ['due for review', 'on: 2026-11-01', 'on: 2025-11-01', at(19, 'warning review-due')],
    [
      'that calls a service of the plan something outside of it',
      'restore:',
      'depends_on: [{ kind: identity, name: clinical SIGN-IN }]\nrestore:',
      at(12, 'warning dependency-by-name'),
    ],
  ])('%s', async (_, was, is, expected) => {
    expect(await service(was, is)).toEqual(expected);
  });

  test('with a shorter RTO than what it needs is told over which way', async () => {
    const other = (id: string, rto: string, needs: string) =>
      wholePlan['services/sign-in.yaml']
        .replace('id: sign-in', `id: ${id}`)
        .replace('rto: 15m', `rto: ${rto}`)
        .replace('restore:', `depends_on: [${needs}]\nrestore:`);
    const found = await lint({
      'services/sign-in.yaml': other('sign-in', '15m', 'directory'),
      'services/directory.yaml': other('directory', '15m', '{ kind: network, service: network }'),
      'services/network.yaml': other('network', '1h', ''),
    });
    expect(found.filter(({ rule }) => rule === 'rto-below-dependency').map(({ message }) => message)).toEqual(
      [
        'objectives.rto (15m) is shorter than that of network (1h), which it needs: directory → network.',
        'objectives.rto (15m) is shorter than that of network (1h), which it needs: sign-in → directory → network.',
      ],
    );
  });

  test('whose runbook or console needs it is told so, and who is told over it', async () => {
    const plan = wholePlan['plan.yaml']
      .replace('secret: pager-key', 'secret: pager-key, depends_on: [sign-in]')
      .replace('fleet:', 'console: { depends_on: [{ kind: identity, service: sign-in }] }\nfleet:');
    const found = await lint({
      'plan.yaml': plan,
      'services/sign-in.yaml': wholePlan['services/sign-in.yaml'].replace(
        'name: Staff',
        'name: Staff, to: [{ channel: pager }]',
      ),
      'runbooks/restart-agent.yaml': `${wholePlan['runbooks/restart-agent.yaml']}depends_on: [sign-in]\n`,
    });
    expect(found.map(({ line, rule, message }) => [line, rule, message])).toEqual([
      [2, 'circular-recovery', 'Restoring sign-in needs what is restored: this console → sign-in.'],
      [12, 'circular-recovery', 'Restoring sign-in needs what is restored: runbook restart-agent → sign-in.'],
      [
        18,
        'channel-behind-service',
        'Who has to hear of sign-in is told over what needs it: channel pager → sign-in.',
      ],
    ]);
  });
});

test('a person who is counted upon and reached in one way, or none, is named', async () => {
  const found = await Promise.all([
    lint({ 'plan.yaml': wholePlan['plan.yaml'].replace('    phone: "+1"\n', '') }),
    lint({ 'plan.yaml': wholePlan['plan.yaml'].replace('    contacts: [{ channel: pager }]\n', '') }),
    lint({
      'plan.yaml': wholePlan['plan.yaml'].replace(
        '    phone: "+1"\n    contacts: [{ channel: pager }]\n',
        '',
      ),
    }),
  ]);
  expect(found.flat().map(({ line, rule, message }) => [line, rule, message])).toEqual([
    [4, 'one-carrier', 'Maria Chen is counted upon and can be reached by PagerDuty only.'],
    [4, 'one-carrier', 'Maria Chen is counted upon and can be reached by telephone only.'],
    [4, 'one-carrier', 'Maria Chen is counted upon and can be reached in no way.'],
  ]);
});

test('a runbook with a step that nothing undoes has to say so', async () => {
  const file = 'runbooks/restart-agent.yaml';
  const step = 'command: systemctl restart auth-agent';
  const said = await saidWith(file, step, `${step}, irreversible: true`);
  const unsaid = await saidWith(
    file,
    `steps:\n  - { id: start, ${step}`,
    `irreversible: true\nsteps:\n  - { id: start, ${step}, irreversible: true`,
  );
  expect([said, unsaid]).toEqual([['runbooks/restart-agent.yaml:5 warning irreversible-unsaid'], []]);
});

describe('with a journal', () => {
  const proof: Proof = {
    ...{ incident: 'INC-0007', service: 'sign-in', mode: 'drill', at: nowMs - dayMs, rtaMs: 16 * 60_000 },
    ...{ needs: null, runbooks: [] },
  };
  test('a service that nothing proves is named', async () => {
    expect((await lint({}, new Map())).map(({ line, rule }) => [line, rule])).toEqual([[9, 'not-proven']]);
  });
  test('an RTO shorter than the last recovery took is named with both', async () => {
    expect((await lint({}, new Map([['sign-in', proof]]))).map(({ message }) => message)).toEqual([
      'objectives.rto (15m) is shorter than what INC-0007 took (16m).',
    ]);
  });
  test('a proof that is too old is named with its day', async () => {
    const old = { ...proof, rtaMs: 60_000, at: nowMs - 181 * dayMs };
    expect((await lint({}, new Map([['sign-in', old]]))).map(({ message }) => message)).toEqual([
      'Clinical sign-in is stale: last proven on 2026-05-23 and due every 180d.',
    ]);
  });
  test('a person is named whose address is another than the one on which a message last arrived, or not for long', async () => {
    const reached = (address: string, at: number) =>
      lint({}, null, new Map([['maria.chen', [{ channel: 'pager', address, at, isAnswered: true }]]]));
    const found = [await reached('old-key', nowMs - dayMs), await reached('', nowMs - 181 * dayMs)].flat();
    expect(found.map(({ line, rule, message, fix }) => [line, rule, message, fix])).toEqual([
      [
        8,
        'contact-changed',
        'Maria Chen is stale: Pager leads to the channel itself, and the last message that arrived there went to old-key on 2026-11-19.',
        'Page them in a drill, and have them answer.',
      ],
      [
        8,
        'reach-old',
        'Maria Chen is stale: they last answered a message on 2026-05-23, and one is due every 180d.',
        'Page them in a drill, and have them answer.',
      ],
    ]);
  });
});

test('a risk that was accepted until a day that is over is to be decided anew', async () => {
  const risk = (until: string) => ({
    'risks/flood.yaml': `id: flood\nname: Flood\ncategory: environmental\nlikelihood: 1\nimpact: 2\nowner: maria.chen\naccepted: { by: maria.chen, until: ${until}, because: rare }\n`,
  });
  const said = async (until: string) => (await lint(risk(until))).map(({ line, message }) => [line, message]);
  expect([await said('2026-11-20'), await said('2026-11-19')]).toEqual([
    [],
    [[7, 'The risk "Flood": its acceptance ended on 2026-11-19.']],
  ]);
});
