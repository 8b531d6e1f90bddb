import { expect, test } from 'vitest';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import { error, goodPlan, problemsWith, warning } from './plan-on-disk';

const service = (from: string, to: string, options = {}) =>
  problemsWith({ 'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace(from, to) }, options);
const runbook = (from: string, to: string) =>
  problemsWith({ 'runbooks/restart-agent.yaml': goodPlan['runbooks/restart-agent.yaml'].replace(from, to) });
/** Another service of this name, with these lines added. */
const another = (id: string, lines: string) =>
  `${goodPlan['services/sign-in.yaml'].replace('id: sign-in', `id: ${id}`)}${lines}\n`;

test('a service, a runbook, a person and a role that do not exist are named with what was meant', async () => {
  const problems = await service(
    'restore: restart-agent',
    `depends_on: [sign-inn, network]
restore: restart-agnt
authority:
  initiate: [role:incident-comander, role:scribe, marie.chen]
  succession: [nobody]
  envelopes:
    - { runbook: reimage, mode: person, severity: SEV-1, max_endpoints: 1, until: 2027-01-01 }
reviewed: { on: 2026-10-01, by: someone }`,
  );
  const at = 'services/sign-in.yaml';
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([
    error(`${at}:9:14`, 'unknown-service', 'There is no service "sign-inn".', 'Did you mean "sign-in"?'),
    error(
      `${at}:9:24`,
      'unknown-service',
      'There is no service "network".',
      'Create services/network.yaml, or remove it here.',
    ),
    error(
      `${at}:10:10`,
      'unknown-runbook',
      'There is no runbook "restart-agnt".',
      'Did you mean "restart-agent"?',
    ),
    error(
      `${at}:12:14`,
      'unknown-role',
      'Nobody in plan.yaml has the role "incident-comander".',
      'Did you mean "incident-commander"?',
    ),
    error(
      `${at}:12:38`,
      'unknown-role',
      'Nobody in plan.yaml has the role "scribe".',
      'Give it to a person there.',
    ),
    error(
      `${at}:12:51`,
      'unknown-person',
      'plan.yaml names no person "marie.chen".',
      'Did you mean "maria.chen"?',
    ),
    error(
      `${at}:13:16`,
      'unknown-person',
      'plan.yaml names no person "nobody".',
      'Add the person under "people:".',
    ),
    error(
      `${at}:15:18`,
      'unknown-runbook',
      'There is no runbook "reimage".',
      'Create runbooks/reimage.yaml, or remove it here.',
    ),
    error(
      `${at}:16:33`,
      'unknown-person',
      'plan.yaml names no person "someone".',
      'Add the person under "people:".',
    ),
  ]);
});

test('the owner and the rollback of a runbook must exist', async () => {
  const problems = await runbook('owner: maria.chen', 'owner: nobody\nrollback: undo');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([
    error(
      'runbooks/restart-agent.yaml:3:8',
      'unknown-person',
      'plan.yaml names no person "nobody".',
      'Add the person under "people:".',
    ),
    error(
      'runbooks/restart-agent.yaml:4:11',
      'unknown-runbook',
      'There is no runbook "undo".',
      'Create runbooks/undo.yaml, or remove it here.',
    ),
  ]);
});

test('a file with mistakes of its own still exists for those that refer to it', async () => {
  const problems = await runbook('name: Restart the agent', 'name: 5');
  expect(problems.map(({ file, rule }) => [file, rule])).toEqual([
    ['runbooks/restart-agent.yaml', 'wrong-value'],
  ]);
});

test('services that depend on each other in a circle are shown with the whole way round', async () => {
  const problems = await problemsWith({
    'services/sign-in.yaml': another('sign-in', 'depends_on: [directory]'),
    'services/directory.yaml': another('directory', 'depends_on: [network, storage]'),
    'services/storage.yaml': another('storage', ''),
    'services/network.yaml': another('network', 'depends_on:\n  - storage\n  - sign-in'),
    'services/portal.yaml': another('portal', 'depends_on: [sign-in]'),
  });
  expect(problems).toEqual([
    error(
      'services/directory.yaml:10:14',
      'dependency-cycle',
      'Services depend on each other in a circle: directory → network → sign-in → directory.',
      'Remove the dependency that is not needed to restore.',
    ),
  ]);
});

test('a service that depends on itself is a circle of one', async () => {
  expect(await service('restore:', 'depends_on: [sign-in]\nrestore:')).toEqual([
    error(
      'services/sign-in.yaml:9:14',
      'dependency-cycle',
      'Services depend on each other in a circle: sign-in → sign-in.',
      'Remove the dependency that is not needed to restore.',
    ),
  ]);
});

test('a chain of a thousand services is not a circle', async () => {
  const files = Array.from({ length: 1_000 }, (_, index) => [
    `services/s${index}.yaml`,
    another(`s${index}`, index < 999 ? `depends_on: [s${index + 1}]` : ''),
  ]);
  expect(await problemsWith(Object.fromEntries(files))).toEqual([]);
}, 30_000);

test('an RTO that is not shorter than the MTPD is refused', async () => {
  expect(await service('rto: 15m', 'rto: 4h')).toEqual([
    error(
      'services/sign-in.yaml:6:20',
      'rto-not-below-mtpd',
      'objectives.rto (4h) is not shorter than mtpd (4h).',
      'Aim to be back before the disruption becomes intolerable: lower rto or raise mtpd.',
    ),
  ]);
});

test('RTO and WRT together may fill the MTPD and not exceed it', async () => {
  expect([
    await service('rto: 15m', 'rto: 15m, wrt: 3h45m'),
    await service('rto: 15m', 'rto: 15m, wrt: 3h46m'),
  ]).toEqual([
    [],
    [
      error(
        'services/sign-in.yaml:6:30',
        'rto-wrt-above-mtpd',
        'objectives.rto + wrt (15m + 3h46m) is longer than mtpd (4h).',
        'Restoring and catching up must both fit: lower rto or wrt, or raise mtpd.',
      ),
    ],
  ]);
});

test('the id of a service or a runbook is the name of its file', async () => {
  expect([
    await service('id: sign-in', 'id: signin'),
    await runbook('id: restart-agent', 'id: restart'),
  ]).toEqual([
    [
      error(
        'services/sign-in.yaml:1:5',
        'id-not-file-name',
        'The id is "signin", but the file is services/sign-in.yaml.',
        'Write "id: sign-in", or rename the file to signin.yaml.',
      ),
    ],
    [
      error(
        'runbooks/restart-agent.yaml:1:5',
        'id-not-file-name',
        'The id is "restart", but the file is runbooks/restart-agent.yaml.',
        'Write "id: restart-agent", or rename the file to restart.yaml.',
      ),
    ],
  ]);
});

test('ids that are there twice are refused among people, probes, steps and envelopes', async () => {
  const envelope =
    '{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 1, until: 2027-01-01 }';
  const problems = await problemsWith({
    'plan.yaml': goodPlan['plan.yaml'].replace('fleet:', '  - { id: maria.chen, name: Other }\nfleet:'),
    'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace(
      'restore:',
      `  - { id: agent, ssh: "true" }\nauthority:\n  envelopes:\n    - ${envelope}\n    - ${envelope}\nrestore:`,
    ),
    'runbooks/restart-agent.yaml': `${goodPlan['runbooks/restart-agent.yaml']}  - { id: start, verify: "true" }\n`,
  });
  const fix = 'Give each an id of its own.';
  expect(problems).toEqual([
    error('plan.yaml:7:11', 'duplicate-id', 'people has the id "maria.chen" twice, first on line 4.', fix),
    error(
      'runbooks/restart-agent.yaml:6:11',
      'duplicate-id',
      'steps has the id "start" twice, first on line 5.',
      fix,
    ),
    error(
      'services/sign-in.yaml:9:11',
      'duplicate-id',
      'probes has the id "agent" twice, first on line 8.',
      fix,
    ),
    error(
      'services/sign-in.yaml:13:7',
      'duplicate-id',
      'authority.envelopes has the id "sign-in/restart-agent" twice, first on line 12.',
      fix,
    ),
  ]);
});

test('a probe that is down before it is degraded is refused', async () => {
  expect(await service('auth-agent }', 'auth-agent, degraded: 60% }')).toEqual([
    error(
      'services/sign-in.yaml:8:65',
      'degraded-above-down',
      'probes.agent.degraded (60%) is above down (50%).',
      'A service is degraded before it is down: lower degraded or raise down.',
    ),
  ]);
});

test('a step does one thing', async () => {
  const command = 'command: systemctl restart auth-agent';
  const place = 'runbooks/restart-agent.yaml:5:5';
  const kinds =
    'command, verify, script, script_file, copy, wait_until, ansible, runbook, manual, decision, local, http';
  expect([
    await runbook(command, 'timeout: 5s'),
    await runbook(command, `${command}, verify: "true"`),
  ]).toEqual([
    [error(place, 'exactly-one', `steps.start has none of ${kinds}.`, 'Write exactly one of them.')],
    [
      error(
        place,
        'exactly-one',
        'steps.start has command and verify.',
        'Keep one of them, and give the other an item of its own.',
      ),
    ],
  ]);
});

test('a selector is judged by the one who will use it', async () => {
  const asked: string[] = [];
  const checkSelector = (text: string) => {
    asked.push(text);
    return text.includes('(') ? `Selector "${text}": expected ")" at the end.` : null;
  };
  const problems = [
    await service('', '', { checkSelector }),
    await service('role=workstation', 'role in (a, b', { checkSelector }),
  ];
  expect({ asked, problems }).toEqual({
    asked: ['role=workstation', 'role in (a, b'],
    problems: [
      [],
      [
        error(
          'services/sign-in.yaml:5:12',
          'invalid-selector',
          'endpoints cannot be understood: Selector "role in (a, b": expected ")" at the end.',
          'Write for example role=workstation & site!=lab.',
        ),
      ],
    ],
  });
});

test('a service that nothing watches or restores is warned about', async () => {
  const bare = goodPlan['services/sign-in.yaml'].replace(/probes:[\s\S]*/, '');
  expect(await problemsWith({ 'services/sign-in.yaml': bare })).toEqual([
    warning(
      'services/sign-in.yaml:2:1',
      'no-probe',
      'Nothing watches Clinical sign-in: its state will not be known.',
      'Add a probe under "probes:".',
    ),
    warning(
      'services/sign-in.yaml:2:1',
      'no-restore',
      'No runbook restores Clinical sign-in: there will be nothing to offer.',
      'Name one, for example "restore: restart-auth-agent".',
    ),
  ]);
});

test('an envelope is valid to the end of its last day and warned about afterwards', async () => {
  const envelope =
    '{ runbook: restart-agent, mode: person, severity: SEV-1, max_endpoints: 1, until: 2027-01-01 }';
  const lines = `authority:\n  envelopes:\n    - ${envelope}\nrestore:`;
  const at = (nowMs: number) => service('restore:', lines, { nowMs });
  const midnight = Date.parse('2027-01-02T00:00:00Z');
  expect([await at(midnight - 1), await at(midnight)]).toEqual([
    [],
    [
      warning(
        'services/sign-in.yaml:11:89',
        'expired-envelope',
        'The envelope for restart-agent ended with 2027-01-01.',
        'Agree on it anew, or remove it.',
      ),
    ],
  ]);
});

test('losses that shrink with time are warned about; two spellings of one time are refused', async () => {
  const impact = 'impact: { 2h: { revenue: 5 }, 1h: { revenue: 9 }, 60m: { revenue: 9 } }\nrestore:';
  expect(await service('restore:', impact)).toEqual([
    warning(
      'services/sign-in.yaml:9:26',
      'impact-falls',
      'impact.2h.revenue (5) is less than at 60m (9).',
      'Give all the money lost by then, not since the line before.',
    ),
    error(
      'services/sign-in.yaml:9:51',
      'duplicate-impact',
      'impact.60m and impact.1h are the same time.',
      'Keep one.',
    ),
  ]);
});

test('a selector that names no endpoint is warned about', async () => {
  const countSelected = (selector: string) => (selector.startsWith('role=work') ? 0 : 1);
  const problems = await problemsWith({}, { countSelected });
  const empty = problems.filter(({ rule }) => rule === 'empty-selector');
  expect(empty.map(({ file, line, severity }) => [file, line, severity])).toEqual([
    ['services/sign-in.yaml', 5, 'warning'],
  ]);
});

test('a selector that asks for what no endpoint has is warned about, since behind a "!" it leaves out nothing', async () => {
  const asking = (selector: string) =>
    service('endpoints: role=workstation', `endpoints: '${selector}'`, { checkSelector, countSelected });
  const said = (
    await asking('role=workstation & !labb & group!=legacy & sight!=x & ws-1 & name=ws-*')
  ).filter(({ rule }) => rule === 'unknown-label');
  const quoted = '"role=workstation & !labb & group!=legacy & sight!=x & ws-1 & name=ws-*"';
  expect(said).toEqual(
    [
      'the label "sight", and no endpoint has it',
      'the group "legacy", and no endpoint has it',
      '"labb", which is no group, label or name',
    ].map((what) =>
      warning(
        'services/sign-in.yaml:5:12',
        'unknown-label',
        `${quoted} asks for ${what}.`,
        'Its labels are role.',
      ),
    ),
  );
});
