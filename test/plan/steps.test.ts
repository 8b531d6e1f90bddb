import { createHash } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { type Files, goodPlan, planOnDisk, problemsWith } from './plan-on-disk';

const runbook = (rest: string, id = 'restart-agent') =>
  `id: ${id}\nname: Restart the agent\nowner: maria.chen\n${rest}`;
const withSteps = (...steps: readonly string[]) =>
  runbook(
    `parameters:\n  - { id: unit, default: agent }\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`,
  );

/** What is said about a runbook, as `rule message fix`. */
async function said(text: string, files: Files = {}): Promise<readonly string[]> {
  const problems = await problemsWith({ 'runbooks/restart-agent.yaml': text, ...files });
  return problems.map(({ line, rule, message, fix }) => `${line} ${rule}: ${message} ${fix}`);
}
const saidOfStep = (step: string, files?: Files) => said(withSteps(step), files);

/** The runbook as the domain gets it. */
async function read(text: string, files: Files = {}) {
  const { plan, problems, contents } = await readPlan(
    await planOnDisk({ ...goodPlan, 'runbooks/restart-agent.yaml': text, ...files }),
  );
  expect(problems).toEqual([]);
  return { runbook: plan?.runbooks.find(({ id }) => id === 'restart-agent'), contents, digest: plan?.digest };
}

describe('steps are read', () => {
  test('with what each kind defaults to', async () => {
    const conf = new Uint8Array([0, 200, 255]);
    const sha256 = createHash('sha256').update(conf).digest('hex');
    const text = withSteps(
      '{ id: a, command: "true" }',
      '{ id: b, wait_until: "true" }',
      '{ id: c, script: "echo 1", become: true }',
      '{ id: d, script_file: scripts/x.sh, interpreter: bash -s, args: ["{{ unit }}"] }',
      '{ id: e, copy: conf, to: "/etc/{{ unit }}.conf", mode: "600", become: { user: agent } }',
    );
    const { runbook: found, contents } = await read(text, { 'scripts/x.sh': 'echo "$1"\n', conf });
    const common = { okExitCodes: [0], timeoutMs: 30_000, idempotent: false };
    expect([found?.parameters, found?.steps, [...contents]]).toEqual([
      [{ id: 'unit', type: 'text', default: 'agent' }],
      [
        { ...common, id: 'a', kind: 'command', command: 'true', receipt: true },
        {
          ...common,
          id: 'b',
          kind: 'wait-until',
          command: 'true',
          timeoutMs: 300_000,
          everyMs: 5_000,
          idempotent: true,
        },
        {
          ...common,
          id: 'c',
          kind: 'script',
          command: 'sh -s',
          script: 'echo 1',
          become: { user: 'root', method: 'sudo' },
        },
        {
          ...common,
          id: 'd',
          receipt: true,
          kind: 'script',
          command: 'bash -s',
          script: 'echo "$1"\n',
          args: ['{{ unit }}'],
        },
        {
          ...{
            ...common,
            id: 'e',
            kind: 'copy',
            idempotent: true,
            become: { user: 'agent', method: 'sudo' },
          },
          command: `copy conf to /etc/{{ unit }}.conf (3 bytes, mode 0600, SHA-256 ${sha256})`,
          copy: { from: 'conf', to: '/etc/{{ unit }}.conf', mode: '0600', sha256, bytes: 3 },
        },
      ],
      [[sha256, Buffer.from(conf)]],
    ]);
  });
  test('a file that a step names is part of the digest, and what is read of it stays as it was', async () => {
    const folder = await planOnDisk({
      ...goodPlan,
      'runbooks/restart-agent.yaml': withSteps('{ id: a, copy: conf, to: /etc/conf }'),
      conf: 'one',
    });
    const before = await readPlan(folder);
    writeFileSync(join(folder, 'conf'), 'two');
    const after = await readPlan(folder);
    expect([
      before.plan?.digest === after.plan?.digest,
      [...before.contents.values()].map(String),
      [...after.contents.values()].map(String),
    ]).toEqual([false, ['one'], ['two']]);
  });
  test('those of another runbook stand in their place, with the values given there', async () => {
    const inner = runbook(
      'parameters:\n  - { id: unit, default: other }\n  - { id: wait, type: duration, default: 2m }\nsteps:\n  - { id: stop, command: "stop {{ unit }}" }\n',
      'inner',
    );
    const middle = runbook('steps:\n  - { id: in, runbook: inner, with: { unit: third } }\n', 'middle');
    const text = withSteps(
      '{ id: one, runbook: inner }',
      '{ id: two, runbook: middle }',
      '{ id: three, command: "start {{ unit }}" }',
    );
    const { runbook: found } = await read(text, {
      'runbooks/inner.yaml': inner,
      'runbooks/middle.yaml': middle,
    });
    expect(found?.steps.map(({ id, command, values }) => [id, command, values])).toEqual([
      ['one.stop', 'stop {{ unit }}', { unit: 'other', wait: '120' }],
      ['two.in.stop', 'stop {{ unit }}', { unit: 'third', wait: '120' }],
      ['three', 'start {{ unit }}', undefined],
    ]);
  });
});

describe('mistakes in steps', () => {
  test.each([
    [
      '{ id: a, manual: Call the ward }',
      '6 nothing-on-endpoints: No step of this runbook is done on endpoints, so nothing would show whether it worked. Add one that proves it, for example "verify: systemctl is-active auth-agent".',
    ],
    [
      '{ id: a, verify: "true", irreversible: true }',
      '7 stray-field: steps.a.irreversible goes with command or script or script_file or copy or ansible and means nothing beside verify. Remove it.',
    ],
    [
      '{ id: a, copy: conf }',
      '7 missing-field: steps.a.to is missing. Add it, for example "to: /etc/auth-agent.conf".',
    ],
    [
      '{ id: a, copy: conf, to: etc/x }',
      '7 wrong-value: steps.a.to must be an absolute path such as /etc/auth-agent.conf, not "etc/x". Write for example /etc/auth-agent.conf.',
    ],
    [
      '{ id: a, copy: conf, to: /etc/x, mode: 0644 }',
      '7 wrong-value: steps.a.mode must be octal and in quotes such as "0644", not 644. Write for example "0644".',
    ],
    [
      '{ id: a, copy: nothing, to: /etc/x }',
      '7 missing-file: steps.a.copy: nothing does not exist. Create it, or correct the name.',
    ],
    [
      '{ id: a, script_file: ../x.sh }',
      '7 outside-folder: steps.a.script_file "../x.sh" is not inside the plan folder. Copy the file into the folder.',
    ],
    [
      '{ id: a, wait-until: "true" }',
      '7 unknown-field: "wait-until" is not a field of steps.a. Did you mean "wait_until"?',
    ],
    [
      '{ id: a, command: "restart {{ unti }}" }',
      '7 unknown-parameter: steps.a.command: there is no parameter "unti". Did you mean "unit"?',
    ],
    [
      '{ id: a, command: "echo {{ label.rolle }}" }',
      '7 unknown-label: steps.a.command: no endpoint of the inventory has the label "rolle". Did you mean "role"?',
    ],
    [
      '{ id: a, command: \'restart "{{ unit }}"\' }',
      '7 unsafe-place: steps.a.command: {{ unit }} stands in quotes; it is quoted already. Take the quotes away from around {{ unit }}: it is always exactly one word.',
    ],
    [
      '{ id: a, command: "eval {{ unit }}" }',
      '7 unsafe-place: steps.a.command: {{ unit }} stands in a command with "eval", which reads it as code. Let {{ unit }} stand alone as a word, or write a script and use $HF_… in it.',
    ],
    [
      '{ id: a, script: "restart {{ unit }}" }',
      '7 place-in-script: steps.a.script: a script is not filled in, and {{ unit }} would be sent as it stands. Write "$HF_UNIT".',
    ],
    [
      '{ id: a, become: yes, command: "true" }',
      '7 wrong-value: steps.a.become must be true, or a group of user and method, not "yes". Write for example true.',
    ],
    [
      '{ id: a, runbook: restart-agnt }',
      '7 unknown-runbook: There is no runbook "restart-agnt". Did you mean "restart-agent"?',
    ],
  ])('%s', async (step, words) => {
    expect(await saidOfStep(step, { conf: 'x' })).toEqual([words]);
  });
  test('a rollback is held to the same', async () => {
    const rules = await saidOfStep('{ id: a, command: "true", rollback: "stop \'{{ unit }}\'" }');
    expect(rules.map((each) => each.replace(/:.*/, ''))).toEqual(['7 unsafe-place']);
  });
  test('what a script file hides is said with its place there', async () => {
    const step = '{ id: a, script_file: scripts/x.sh }';
    const problems = async (text: string) =>
      (await problemsWith({ 'runbooks/restart-agent.yaml': withSteps(step), 'scripts/x.sh': text })).map(
        ({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`,
      );
    expect([await problems('echo a\necho \u202eb\n'), await problems('echo a\necho b\r\n')]).toEqual([
      ['scripts/x.sh:2:6 hidden-character'],
      ['scripts/x.sh:2:7 windows-line-ends'],
    ]);
  });
  test('a link that leads out of the folder is not copied', async () => {
    const folder = await planOnDisk({
      ...goodPlan,
      'runbooks/restart-agent.yaml': withSteps('{ id: a, copy: conf, to: /etc/x }'),
    });
    symlinkSync('/etc/passwd', join(folder, 'conf'));
    const { problems, contents } = await readPlan(folder);
    expect([problems.map(({ rule, file, line }) => [rule, file, line]), contents.size]).toEqual([
      [['outside-folder', 'runbooks/restart-agent.yaml', 7]],
      0,
    ]);
  });
  test('a file that is too large to send everywhere is refused', async () => {
    expect(await saidOfStep('{ id: a, copy: conf, to: /etc/x }', { conf: Buffer.alloc(4_000_001) })).toEqual([
      expect.stringContaining('too-large: steps.a.copy: conf has 4000001 bytes; at most 4000000 are read.'),
    ]);
  });
  test('runbooks that take each other in are refused with the way round', async () => {
    const taking = (id: string, other: string) => runbook(`steps:\n  - { id: a, runbook: ${other} }\n`, id);
    expect(
      await said(taking('restart-agent', 'b'), {
        'runbooks/b.yaml': taking('b', 'c'),
        'runbooks/c.yaml': taking('c', 'b'),
      }),
    ).toEqual([
      '5 runbook-cycle: Runbooks take each other in in a circle: b → c → b. Remove one of these steps.',
    ]);
  });
  test('a few files cannot make millions of steps', async () => {
    const doubling = Array.from({ length: 30 }, (_, index): [string, string] => [
      `runbooks/r${index}.yaml`,
      runbook(
        `steps:\n  - { id: a, runbook: r${index + 1} }\n  - { id: b, runbook: r${index + 1} }\n`,
        `r${index}`,
      ),
    ]);
    const last = { 'runbooks/r30.yaml': runbook('steps:\n  - { id: a, command: "true" }\n', 'r30') };
    const problems = await said(withSteps('{ id: a, runbook: r0 }'), {
      ...Object.fromEntries(doubling),
      ...last,
    });
    expect(problems).toContain(
      '6 too-many-steps: restart-agent has 1073741824 steps with those it takes in; at most 200 are done. Split it.',
    );
  });
});

describe('mistakes in parameters', () => {
  const parameter = (text: string) =>
    said(runbook(`parameters:\n  - { id: unit, ${text} }\nsteps:\n  - { id: a, command: "true" }\n`));
  test.each([
    [
      'type: text',
      'missing-field: parameters.unit.default is missing. Add it, for example "default: auth-agent".',
    ],
    [
      'default: 1.10',
      'wrong-value: parameters.unit.default must be text, not the number 1.10. Put it in quotes: "1.10".',
    ],
    [
      'type: integer, default: 7, max: 5',
      'wrong-value: parameters.unit.default must be a whole number of at most 5, not "7". A default is taken when nothing is given, so it must be a value that would be.',
    ],
    [
      'type: duration, default: 5m, min: 10',
      'wrong-value: parameters.unit.min must be a duration such as 15m, not 10. Write for example 15m.',
    ],
    [
      'type: choice, default: a',
      'missing-field: parameters.unit.choices is missing. Add it, for example "choices: [blue, green]".',
    ],
    [
      'default: a, choices: [a]',
      'stray-field: parameters.unit.choices means nothing for a parameter of the type text. Remove it.',
    ],
    [
      'type: integer, default: 3, min: 5, max: 4',
      'min-above-max: parameters.unit.min is above max: no value would do. Lower min or raise max.',
    ],
    [
      'type: integr, default: 3',
      'wrong-value: parameters.unit.type must be one of text, integer, boolean, choice, duration, not "integr". Did you mean "integer"?',
    ],
  ])('%s', async (text, words) => {
    expect((await parameter(text)).map((each) => each.replace(/^\d+ /, ''))).toEqual([words]);
  });
  test('values for a runbook that is taken in are held against its parameters', async () => {
    const inner = runbook(
      'parameters:\n  - { id: many, type: integer, default: 1, max: 9 }\nsteps:\n  - { id: a, command: "true" }\n',
      'inner',
    );
    expect(
      await saidOfStep('{ id: a, runbook: inner, with: { many: 10, mny: 1 } }', {
        'runbooks/inner.yaml': inner,
      }),
    ).toEqual([
      '7 wrong-value: steps.a.with.many must be a whole number of at most 9, not "10". See parameters.many in inner.',
      '7 unknown-parameter: inner has no parameter "mny". Did you mean "many"?',
    ]);
  });
});

describe('what is promised and would not be kept is refused', () => {
  test('a receipt of a step that becomes another user', async () => {
    const step = (rest: string) => `{ id: a, command: "true", ${rest} }`;
    expect(await saidOfStep(step('receipt: true, become: true'))).toEqual([
      '7 no-receipt: steps.a asks for a receipt and becomes another user; such a step keeps none. Take one of the two out. Without a receipt its end may stay unknown after a crash.',
    ]);
    expect(await saidOfStep(step('receipt: true'))).toEqual([]);
    expect(await saidOfStep(step('receipt: false, become: true'))).toEqual([]);
  });
  test('a floor for each value of a label that no endpoint has', async () => {
    const floor = (per: string) =>
      runbook(`steps:\n  - { id: a, command: "true" }\nmin_healthy: { share: 80%, per: ${per} }\n`);
    expect(await said(floor('rolle'))).toEqual([
      '6 unknown-label: min_healthy.per: no endpoint of the inventory has the label "rolle", so all would be one group. Did you mean "role"?',
    ]);
    expect(await said(floor('role'))).toEqual([]);
  });
});
