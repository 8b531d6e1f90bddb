import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackFiles } from '../../src/domain/run/playbook';
import { readPlan } from '../../src/plan/read-plan';
import { type Files, goodPlan, planOnDisk } from './plan-on-disk';

const runbook = (ansible: string, rest = '') =>
  `id: restart-agent\nname: Restart the agent\nowner: maria.chen\nsteps:\n  - { id: play, ansible: ${ansible}${rest} }\n`;
const plain = '- { hosts: all, roles: [agent] }\n';

function files(ansible: string, more: Files = {}, rest = ''): Files {
  return {
    ...goodPlan,
    'runbooks/restart-agent.yaml': runbook(ansible, rest),
    'playbooks/restart.yml': plain,
    'playbooks/roles/agent/tasks/main.yml': '- { name: work, command: systemctl restart agent }\n',
    ...more,
  };
}
const usual = '{ playbook: playbooks/restart.yml }';
const read = async (...given: Parameters<typeof files>) => readPlan(await planOnDisk(files(...given)));
const stepOf = async (...given: Parameters<typeof files>) =>
  (await read(...given)).plan?.runbooks[0]?.steps[0];

/** What is said about it, as `file:line rule`. */
const said = async (...given: Parameters<typeof files>) =>
  (await read(...given)).problems.map(
    ({ file, line, rule, severity }) => `${file}:${line} ${rule} ${severity}`,
  );

describe('a playbook as a step', () => {
  test('is read with everything of its folder, which stands in the plan by one digest', async () => {
    const { plan, problems, contents } = await read(
      '{ playbook: playbooks/restart.yml, extra_vars: { unit: agent, tries: 3 }, forks: 7, check: true }',
      {
        'playbooks/.hidden': 'x',
        'playbooks/restart.retry': 'x',
        'playbooks/files/a.bin': new Uint8Array([0, 255]),
      },
      ', timeout: 5m, become: true',
    );
    const step = plan?.runbooks[0]?.steps[0];
    const sha256 = step?.ansible?.sha256 ?? '';
    const packed = unpackFiles(new TextDecoder().decode(contents.get(sha256)));
    expect([problems, step, [...packed.keys()], packed.get('files/a.bin')]).toEqual([
      [],
      {
        ...{ id: 'play', kind: 'ansible', okExitCodes: [0], timeoutMs: 300_000, idempotent: false },
        become: { user: 'root', method: 'sudo' },
        command: `ansible-playbook playbooks/restart.yml --check with {"unit":"agent","tries":3} (3 files of its folder, 86 bytes, SHA-256 ${sha256})`,
        ansible: {
          ...{ playbook: 'playbooks/restart.yml', sha256, files: 3, bytes: 86, forks: 7, check: true },
          extraVars: { unit: 'agent', tries: 3 },
        },
      },
      ['files/a.bin', 'restart.yml', 'roles/agent/tasks/main.yml'],
      'AP8=',
    ]);
  });
  test.each([
    ['the playbook', { 'playbooks/restart.yml': '- { hosts: all, tasks: [] }\n' }],
    ['a role of it', { 'playbooks/roles/agent/tasks/main.yml': '- { name: work, command: other }\n' }],
    ['a new file beside it', { 'playbooks/group_vars/all.yml': 'a: 1\n' }],
  ] as [string, Files][])('another digest is the step of another plan: %s', async (_what, change) => {
    const [before, after] = [await read(usual), await read(usual, change)];
    const digest = (plan: typeof before) => [
      plan.plan?.digest,
      plan.plan?.runbooks[0]?.steps[0]?.ansible?.sha256,
    ];
    const [[planBefore, stepBefore], [planAfter, stepAfter]] = [digest(before), digest(after)];
    expect([planBefore === planAfter, stepBefore === stepAfter]).toEqual([false, false]);
  });
  test('without allow, nothing may run on the machine of the console; with it, the step says so', async () => {
    const allowed = await stepOf('{ playbook: playbooks/restart.yml, allow: [control-node] }');
    expect([allowed?.ansible?.controlNode, allowed?.command]).toEqual([
      true,
      expect.stringContaining('own machine'),
    ]);
  });
  test.each([
    ['{ playbook: restart.yml }', 'outside-folder', { 'restart.yml': plain }],
    ['{ playbook: runbooks/x.yml }', 'outside-folder', { 'runbooks/x.yml': plain }],
    ['{ playbook: ../x/restart.yml }', 'outside-folder', {}],
    ['{ playbook: playbooks/other.yml }', 'missing-file', {}],
    ['{ playbook: nowhere/other.yml }', 'missing-file', {}],
    ['{ playbook: /etc/x.yml }', 'wrong-value', {}],
    ['{ playbook: playbooks/restart.yml, extra_vars: { ansible_host: evil } }', 'wrong-value', {}],
    ['{ playbook: playbooks/restart.yml, allow: [everything] }', 'wrong-value', {}],
    ['{ forks: 3 }', 'missing-field', {}],
  ] as [string, string, Files][])('%s is refused: %s', async (ansible, rule, more) => {
    const { plan, problems } = await read(ansible, more);
    expect([plan, problems.map((each) => each.rule)]).toEqual([null, expect.arrayContaining([rule])]);
  });
  test('fields that mean nothing for it are refused', async () => {
    expect(await said(usual, {}, ', expect: ok, receipt: true')).toEqual([
      'runbooks/restart-agent.yaml:5 stray-field error',
      'runbooks/restart-agent.yaml:5 stray-field error',
    ]);
  });
  test('a link that leads out of the plan folder is refused, and so are more files than a person can oversee', async () => {
    const linked = await planOnDisk(files(usual));
    symlinkSync('/etc/hostname', join(linked, 'playbooks/leak'));
    const full = await planOnDisk(files(usual));
    mkdirSync(join(full, 'playbooks/many'));
    for (let index = 0; index < 501; index += 1) writeFileSync(join(full, `playbooks/many/${index}`), '');
    const rules = async (at: string) => (await readPlan(at)).problems.map(({ rule }) => rule);
    expect([await rules(linked), await rules(full)]).toEqual([['outside-folder'], ['too-large']]);
  });
  test('where ansible is missing the check of the plan says it, and only where there is a playbook', async () => {
    const options = { whyNoAnsible: async () => 'ansible-playbook is not installed on this machine' };
    const rules = async (of: Files) => (await readPlan(await planOnDisk(of), options)).problems;
    expect([await rules(goodPlan), await rules(files(usual))]).toEqual([
      [],
      [expect.objectContaining({ rule: 'no-ansible', severity: 'warning', line: 5 })],
    ]);
  });
});

describe('what would leave the manifest is refused with its line', () => {
  const main = 'playbooks/restart.yml';
  test.each([
    ['- hosts: all\n  tasks:\n    - add_host: { name: x }\n', 3, 'leaves-manifest error'],
    [
      '- hosts: all\n  tasks:\n    - name: a\n      ansible.builtin.add_host:\n        name: x\n',
      4,
      'leaves-manifest error',
    ],
    ['- hosts: all\n  tasks:\n    - synchronize: { src: a, dest: b }\n', 3, 'leaves-manifest error'],
    ['- hosts: all\n  tasks:\n    - local_action: command true\n', 3, 'control-node error'],
    [
      '- hosts: all\n  tasks:\n    - command: "true"\n      delegate_to: localhost\n',
      4,
      'control-node error',
    ],
    [
      '- hosts: all\n  tasks:\n    - { command: "true", delegate_to: "127.0.0.1" }\n',
      3,
      'control-node error',
    ],
    ['- hosts: localhost\n  tasks: []\n', 1, 'control-node error'],
    ['- hosts: [web, localhost]\n', 1, 'control-node error'],
    ['- hosts: all\n  connection: local\n', 2, 'control-node error'],
    ['- hosts: all\n  vars: { ansible_connection: local }\n', 2, 'control-node error'],
    ["- hosts: all\n  vars:\n    a: \"{{ lookup('pipe', 'id') }}\"\n", 3, 'control-node error'],
    ['- hosts: all\n  vars_prompt:\n    - name: a\n', 2, 'asks-at-run error'],
    ['- hosts: all\n  vars:\n    a: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n', 3, 'locked-in-vault error'],
    [
      '- hosts: all\n  tasks:\n    - command: "true"\n      delegate_to: "{{ groups.db[0] }}"\n',
      4,
      'delegated-task warning',
    ],
  ])('%j', async (text, line, rule) => {
    expect((await said(usual, { [main]: text }))[0]).toBe(`${main}:${line} ${rule}`);
  });
  test('code for the machine of the console needs its allowance, modules for endpoints do not', async () => {
    const code = { 'playbooks/filter_plugins/x.py': 'x = 1\n', 'playbooks/library/y.py': 'y = 1\n' };
    const allowed = '{ playbook: playbooks/restart.yml, allow: [control-node] }';
    expect([await said(usual, code), await said(allowed, code)]).toEqual([
      ['playbooks/filter_plugins/x.py:1 control-node error'],
      [],
    ]);
  });
  test('what only looks like it is not refused: comments, and words in other places', async () => {
    const text =
      '- hosts: all\n  tasks:\n    # delegate_to: localhost\n    - { name: add_host is not used, command: echo local }\n';
    expect(await said(usual, { [main]: text })).toEqual([]);
  });
});
