import { describe, expect, test } from 'vitest';
import type { Proof } from '../../src/domain/proof/last-proof';
import { lint, nowMs, wholePlan } from './whole-plan';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const serviceFile = 'services/sign-in.yaml';
const runbookFile = 'runbooks/restart-agent.yaml';

type Change = readonly [was: string, is: string];

/** The whole plan with texts in place of others, each in the file that has it. */
function changed(...changes: readonly Change[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = { ...wholePlan };
  for (const [was, is] of changes) {
    const [file = '', text = ''] = Object.entries(files).find(([, each]) => each.includes(was)) ?? [];
    expect(file).not.toBe('');
    files[file] = text.replace(was, is);
  }
  return files;
}
const rules = async (...of: Parameters<typeof lint>) => (await lint(...of)).map(({ rule }) => rule);
const messages = async (...of: Parameters<typeof lint>) => (await lint(...of)).map(({ message }) => message);
const rulesWith = (was: string, is: string) => rules(changed([was, is]));

describe('an envelope', () => {
  const endMs = Date.UTC(2027, 0, 1) - 1;
  const files = changed([
    'initiate: [maria.chen]',
    'envelopes: [{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 1, until: 2026-12-31 }]',
  ]);
  const at = async (before: number) =>
    (await lint(files, null, new Map(), endMs - before)).map(({ message }) => message);

  test('is said to end soon from thirty days before its end, with the days that are left', async () => {
    expect(await Promise.all([30 * dayMs + 1, 30 * dayMs, dayMs + 1, dayMs, 1].map(at))).toEqual([
      [],
      ['The envelope for restart-agent ends in 30 days.'],
      ['The envelope for restart-agent ends in 2 days.'],
      ['The envelope for restart-agent ends in one day.'],
      ['The envelope for restart-agent ends in one day.'],
    ]);
  });

  test('is authority to the last moment of its last day, and then there is none', async () => {
    const found = [
      await rules(files, null, new Map(), endMs),
      await rules(files, null, new Map(), endMs + 1),
    ];
    expect(found).toEqual([['envelope-ends-soon'], ['no-authority']]);
  });
});

describe('services of the second tier', () => {
  const tier = (number: number, was: string, is: string) =>
    changed(['tier: 1', `tier: ${number}`], [was, is]);
  const said = async (number: number, was: string, is = '') =>
    (await lint(tier(number, was, is))).map(({ severity, rule }) => `${severity} ${rule}`);
  const impact = 'impact:\n  1h: { revenue: 1 }\n  24h: { revenue: 2 }\n';
  const audience = 'comms: { audiences: [{ id: staff, name: Staff }] }\n';

  test('owe an impact analysis and an audience; those of the third may have them', async () => {
    expect([
      await said(2, impact),
      await said(3, impact),
      await said(2, audience),
      await said(3, audience),
    ]).toEqual([['warning impact-missing'], ['note impact-missing'], ['note no-audience'], []]);
  });

  test('need no second way back', async () => {
    expect(
      await said(2, '  - { id: paper, mechanism: manual, expected_time: 10m, fallback: Go home. }\n'),
    ).toEqual(['warning no-fallback']);
  });
});

test('a critical service with no way back at all is told so in these words', async () => {
  const files = changed([strategies(), ''], ['restore: restart-agent\n', '']);
  expect(await messages(files)).toEqual([
    'Clinical sign-in is critical and has no way to be had back that shares nothing with another.',
  ]);
});

test('two ways over one tool are one way, however the tool is written', async () => {
  const files = changed(
    ['restart-agent, expected_time: 5m', 'restart-agent, expected_time: 5m, tools: [VPN]'],
    ['mechanism: manual', 'mechanism: manual, tools: [vpn]'],
  );
  expect(await messages(files)).toEqual([
    'Clinical sign-in is critical and has one way to be had back that shares nothing with another.',
  ]);
});

test('a strategy as long as the RTO, an RTO as long as the last recovery, and equal RTOs are in order', async () => {
  const proof: Proof = {
    ...{ incident: 'INC-0007', service: 'sign-in', mode: 'drill', at: nowMs - dayMs },
    ...{ rtaMs: 15 * minuteMs, needs: null, runbooks: [] },
  };
  const other = wholePlan[serviceFile].replace('id: sign-in', 'id: directory');
  const needing = changed(['restore:', 'depends_on: [directory]\nrestore:']);
  expect([
    await rulesWith('expected_time: 10m', 'expected_time: 15m'),
    await rules({}, new Map([['sign-in', proof]])),
    await messages({}, new Map([['sign-in', { ...proof, rtaMs: proof.rtaMs + 1 }]])),
    await rules({ ...needing, 'services/directory.yaml': other }),
  ]).toEqual([[], [], ['objectives.rto (15m) is shorter than what INC-0007 took (15m1s).'], []]);
});

test('an RPO is kept to the last millisecond that may be lost, and nothing is said of a loss that nobody stated', async () => {
  const proof: Proof = {
    ...{ incident: 'INC-0007', service: 'sign-in', mode: 'drill', at: nowMs - dayMs },
    ...{ rtaMs: minuteMs, needs: null, runbooks: [] },
  };
  const lost = (rpaMs?: number) =>
    messages(changed(['rpo: 0m', 'rpo: 5m']), new Map([['sign-in', { ...proof, rpaMs }]]));
  expect([await lost(), await lost(5 * minuteMs), await lost(5 * minuteMs + 1)]).toEqual([
    [],
    [],
    ['objectives.rpo (5m) is less than what INC-0007 lost (5m1ms).'],
  ]);
});

test('a last strategy with a fallback or a plan B, and a service without strategies, fall back on something', async () => {
  const noFallback = [', fallback: Go home.', ''] as const;
  expect([
    await rules(changed(noFallback, ['restore:', 'plan_b: Work on paper.\nrestore:'])),
    await rules(changed(['tier: 1', 'tier: 3'], [strategies(), ''])),
  ]).toEqual([[], []]);
});

test('what is called like no service, and a console, are what they are taken for', async () => {
  const needs = 'depends_on: [{ kind: network, name: Line of the provider }, { kind: console }]\nrestore:';
  expect(await rulesWith('restore:', needs)).toEqual([]);
});

test('something outside of the plan that is called like the id of a service is most likely that service', async () => {
  const found = await lint(
    changed(['restore:', 'depends_on: [{ kind: identity, name: SIGN-IN }]\nrestore:']),
  );
  expect(found.map(({ rule, fix }) => [rule, fix])).toEqual([
    ['dependency-by-name', 'Write "service: sign-in".'],
  ]);
});

describe('a person with no telephone and no contact', () => {
  const jon = ['channels:', '  - { id: jon.ade, name: Jon Ade, roles: [deputy] }\nchannels:'] as const;
  const tree = ['fleet:', 'call_tree: [maria.chen]\nfleet:'] as const;
  const named = (was: string, is: string) => messages(changed(jon, tree, [was, is]));

  test('is nobody to count upon unless the plan does', async () => {
    expect(await messages(changed(jon, tree))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['the call tree', 'call_tree: [maria.chen]', 'call_tree: [role:deputy]'],
    ['its owner', 'owner: maria.chen\nendpoints', 'owner: jon.ade\nendpoints'],
    ['who may start', 'initiate: [maria.chen]', 'initiate: [maria.chen, role:deputy]'],
    ['who may approve', 'initiate: [maria.chen]', 'initiate: [maria.chen]\n  approve: [jon.ade]'],
    ['the succession', 'initiate: [maria.chen]', 'initiate: [maria.chen]\n  succession: [jon.ade]'],
    ['the team of a strategy', 'mechanism: manual', 'mechanism: manual, team: [jon.ade]'],
    [
      'whom a rule pages',
      'reviewed: { on: 2026-11-01, by: maria.chen }\n',
      'escalation: [{ when: { unacknowledged: 5m }, do: [{ notify: jon.ade }] }]\nreviewed: { on: 2026-11-01, by: maria.chen }\n',
    ],
  ])('is missed in %s', async (_, was, is) => {
    expect(await named(was, is)).toEqual(['Jon Ade is counted upon and can be reached in no way.']);
  });

  test('is told what is missing: a channel beside the telephone, the telephone beside a channel', async () => {
    const fixes = await Promise.all(
      [['    contacts: [{ channel: pager }]\n', ''] as const, ['    phone: "+1"\n', ''] as const].map(
        async (change) => (await lint(changed(change))).map(({ fix }) => fix),
      ),
    );
    expect(fixes.flat()).toEqual([
      'Add a contact on a channel under "contacts:".',
      'Add "phone:", which works while the network is down.',
    ]);
  });
});

describe('a recovery that needs what it recovers is shown where it stands', () => {
  const needing = `${wholePlan[runbookFile]}depends_on: [sign-in]\n`;
  const at = async (...changes: readonly Change[]) =>
    (await lint({ ...changed(...changes), [runbookFile]: needing }))
      .filter(({ rule }) => rule === 'circular-recovery')
      .map(({ line }) => line);
  const envelope =
    'envelopes: [{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 1, until: 2027-03-31 }]\n  initiate: [maria.chen]';
  const inForce = ['initiate: [maria.chen]', envelope] as const;

  test('at restore, at the strategy with the runbook, at the envelopes', async () => {
    expect([
      await at(inForce),
      await at(inForce, ['restore: restart-agent\n', '']),
      await at(inForce, ['restore: restart-agent\n', ''], [', runbook: restart-agent', '']),
    ]).toEqual([[12], [13], [16]]);
  });

  test('at the strategy that needs it itself', async () => {
    const found = await lint(changed(['mechanism: manual', 'mechanism: manual, depends_on: [sign-in]']));
    expect(found.map(({ line, message }) => [line, message])).toEqual([
      [15, 'Restoring sign-in needs what is restored: strategy paper → sign-in.'],
    ]);
  });

  test('at the endpoints for a machine on the way', async () => {
    const found = await lint({
      'fleet/inventory.csv':
        'name,address,role,jump\nws-1,10.0.0.1,workstation,\nws-2,10.0.0.2,workstation,ws-1\n',
    });
    expect(found.map(({ file, line, message }) => [file, line, message])).toEqual([
      [serviceFile, 5, 'Restoring sign-in needs what is restored: the machine ws-1 on the way → sign-in.'],
    ]);
  });
});

describe('a review', () => {
  const was = 'reviewed: { on: 2026-11-01, by: maria.chen }';
  test('of a runbook or a person is due as that of a service is, and is mended by another', async () => {
    const found = await lint({
      [runbookFile]: wholePlan[runbookFile].replace(was, 'reviewed: { on: 2025-11-01, by: maria.chen }'),
      'plan.yaml': wholePlan['plan.yaml'].replace(
        '    phone:',
        '    reviewed: { on: 2025-11-01, by: maria.chen }\n    phone:',
      ),
    });
    expect(found.map(({ file, line, rule, fix }) => [file, line, rule, fix])).toEqual([
      ['plan.yaml', 7, 'review-due', 'Look it over, and write the day.'],
      [runbookFile, 6, 'review-due', 'Look it over, and write the day.'],
    ]);
  });

  test('that no runbook has is noted', async () => {
    const found = await lint({ [runbookFile]: wholePlan[runbookFile].replace(`${was}\n`, '') });
    expect(found.map(({ file, line, severity, rule }) => [file, line, severity, rule])).toEqual([
      [runbookFile, 2, 'note', 'not-reviewed'],
    ]);
  });
});

test('what is stale with the proof of a service is said once, at the service, and mended by a drill', async () => {
  const runbooks = [
    { runbook: 'restart-agent', steps: [], endpoints: new Map(), notRestored: new Set(['ws-1']) },
  ];
  const proof: Proof = {
    ...{ incident: 'INC-0007', service: 'sign-in', mode: 'live', at: nowMs - 181 * dayMs },
    ...{ rtaMs: minuteMs, needs: null, runbooks },
  };
  const found = await lint({}, new Map([['sign-in', proof]]));
  expect(found.map(({ file, line, rule, fix }) => [file, line, rule, fix])).toEqual([
    [serviceFile, 2, 'proof-old', 'Restore it in a drill and have it verified.'],
    [serviceFile, 2, 'runbook-changed', 'Restore it in a drill and have it verified.'],
  ]);
});

test('the first step that nothing undoes is named, and none where another runbook undoes it', async () => {
  const step = (id: string) =>
    `  - { id: ${id}, command: systemctl restart auth-agent, irreversible: true }\n`;
  const two = wholePlan[runbookFile].replace(/ {2}- \{ id: start.*\n/, `${step('one')}${step('two')}`);
  const undone = two.replace('steps:', 'rollback: undo\nsteps:');
  const undo = wholePlan[runbookFile].replace('id: restart-agent', 'id: undo');
  expect([
    await messages({ [runbookFile]: two }),
    await messages({ [runbookFile]: undone, 'runbooks/undo.yaml': undo }),
  ]).toEqual([['Nothing undoes steps.one, and the runbook does not say so to whoever starts it.'], []]);
});

/** The lines of the ways back. */
function strategies(): string {
  const [found = ''] = /^strategies:\n(?: .*\n)*/m.exec(wholePlan[serviceFile]) ?? [];
  return found;
}

test('a review that is still to come is told on its line, with the day, and one of today elsewhere is not', async () => {
  const to = (day: string) => lint(changed(['on: 2026-11-01', `on: ${day}`]));
  const [tomorrow, later] = [await to('2026-11-21'), await to('2062-11-01')];
  expect([tomorrow, later.map(({ file, line, rule, message }) => [file, line, rule, message])]).toEqual([
    [],
    [
      [
        serviceFile,
        19,
        'review-in-future',
        'Clinical sign-in was reviewed on 2062-11-01, which is still to come: until then nothing is ever due.',
      ],
    ],
  ]);
  const found = await lint({
    [runbookFile]: wholePlan[runbookFile].replace('on: 2026', 'on: 2062'),
    'plan.yaml': wholePlan['plan.yaml'].replace(
      '    phone:',
      '    reviewed: { on: 2062-11-01, by: maria.chen }\n    phone:',
    ),
  });
  expect(found.map(({ file, line, rule }) => [file, line, rule])).toEqual([
    ['plan.yaml', 7, 'review-in-future'],
    [runbookFile, 6, 'review-in-future'],
  ]);
});
