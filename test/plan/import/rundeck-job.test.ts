import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { importRundeckJobs } from '../../../src/plan/import/rundeck-job/import-jobs';
import { durationOf } from '../../../src/plan/import/rundeck-job/job-duration';
import { selectorOf } from '../../../src/plan/import/rundeck-job/job-filter';
import { commandText } from '../../../src/plan/import/rundeck-job/job-text';
import { readPlan } from '../../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk } from '../plan-on-disk';

const fixture = fileURLToPath(new URL('../../fixtures/rundeck-jobs.yaml', import.meta.url));

/** What a file of jobs of this text becomes. */
async function imported(text: string, owner = 'maria.chen') {
  const folder = await planOnDisk({ 'jobs.yaml': text });
  return importRundeckJobs(`${folder}/jobs.yaml`, owner);
}

test('a job becomes a runbook with parameters, and steps in which values stand as words of their own', async () => {
  const { runbooks } = await importRundeckJobs(fixture, undefined);
  const [{ id, yaml } = { id: '', yaml: '' }] = runbooks;
  expect([id, yaml.split('\n').slice(0, 4)]).toEqual([
    'restart-the-auth-agent',
    [
      '# From the Rundeck jobs in rundeck-jobs.yaml. Read it before you use it.',
      '# Restarts the agent where people sign in.',
      '# Ask the duty manager first.',
      '# endpoints: group=workstation & group=icu & name=ws-* & !(site in (lab, depot))',
    ],
  ]);
  expect(parse(yaml)).toEqual({
    id: 'restart-the-auth-agent',
    name: 'Restart the auth agent',
    owner: 'owner-to-be-named',
    parameters: [
      {
        id: 'unit',
        type: 'choice',
        default: 'auth-agent',
        choices: ['auth-agent', 'pacs-viewer'],
        description: 'What is restarted',
      },
      { id: 'grace_period', type: 'text', default: '5', pattern: '\\d+' },
      { id: 'reason', type: 'text' },
    ],
    steps: [
      {
        id: 'stop-it',
        command:
          'systemctl stop {{ unit }} && logger "stopped "{{ unit }}" for "{{ reason }}" on "{{ endpoint.name }}',
        timeout: '2m',
      },
      {
        id: 'step-2',
        script: `#!/bin/bash\nset -eu\nsleep "\${HF_GRACE_PERIOD}" || sleep "$HF_GRACE_PERIOD"\nsystemctl start \${HF_UNIT}\necho @job.execid@\n`,
        interpreter: '/bin/bash -s',
        args: ['{{ reason }}', '--fast'],
        timeout: '2m',
      },
      { id: 'step-3', script_file: 'scripts/clean.sh', timeout: '2m' },
      { id: 'step-4', runbook: 'tell-everyone', with: { who: 'staff', why: '{{ reason }}' } },
      { id: 'step-5', manual: 'Rundeck: the plugin copyfile' },
      { id: 'step-6', command: `curl -H "X-Token \${option.token}" https://example.org`, timeout: '2m' },
    ],
    waves: { max_in_flight: 20 },
  });
});

test('everything that has no place in a runbook is listed with its line, in order', async () => {
  const { problems } = await importRundeckJobs(fixture, undefined);
  expect(
    problems.map(({ line, rule, severity, message }) => `${line} ${severity} ${rule} ${message}`),
  ).toEqual(
    [
      '1 Jobs have no owner, and the runbook of "Restart the auth agent" needs one.',
      '5 What Rundeck keeps the job "Restart the auth agent" in order by is not used: id, uuid, group, loglevel.',
      '11 The time limit of the whole job (2m) became that of each step.',
      '12 "retry" of the job "Restart the auth agent" is not used.',
      '14 "schedule" of the job "Restart the auth agent" is not used.',
      '16 "notification" of the job "Restart the auth agent" is not used.',
      `27 The expression of the option "Grace Period" is Java's.`,
      '28 The option "token" is a secret, which no parameter can be; it is left out.',
      '31 The option "reason" has no value to begin with, and every parameter needs a default.',
      '36 "keepgoing" of the node filter is not used.',
      '37 "rankOrder" of the node filter is not used.',
      '38 The nodes (tags: workstation+icu name: ws-.* !site: lab,depot) are not part of a runbook but of a service.',
      '45 "errorhandler" of step 1 is not used.',
      '46 @job.execid@ is filled in by Rundeck and stays as it is.',
      '53 Step 3 runs /var/lib/rundeck/scripts/clean.sh of the Rundeck server.',
      '54 The job "hospital/Tell everyone" is referred to as the runbook tell-everyone.',
      '54 "nodeStep" of the reference to the job "hospital/Tell everyone" is not used.',
      '55 Step 5 (the plugin copyfile) has no place in a runbook.',
      `56 \${option.token} is filled in by Rundeck and stays as it is.`,
    ].map((each) => each.replace(' ', ' warning not-mapped ')),
  );
});

test.each([
  [
    "filter: 'tags: web'\n    filterExclude: 'name: web-9'",
    [
      '3 The nodes (tags: web) are not part of a runbook but of a service. Write "endpoints: group=web & !(name=web-9)" there.',
      '4 The job leaves out nodes (name: web-9); a runbook leaves out none. Write "endpoints: group=web & !(name=web-9)" there.',
    ],
  ],
  [
    "filter: '.*'\n    filterExclude: 'hostname: 10.0.0.1'",
    [
      '3 The nodes (.*) are not part of a runbook but of a service. Write a selector of the same meaning as "endpoints:" of the service.',
      '4 The job leaves out nodes (hostname: 10.0.0.1); a runbook leaves out none. Write a selector of the same meaning as "endpoints:" of the service.',
    ],
  ],
  [
    'include: { tags: web }\n    exclude: { name: web-9 }',
    [
      '3 The nodes under "include" of the node filter are not part of a runbook but of a service. Write a selector of the same meaning as "endpoints:" of the service.',
      '4 The nodes under "exclude" of the node filter are not part of a runbook but of a service. Write a selector of the same meaning as "endpoints:" of the service.',
    ],
  ],
])('nodes that a job leaves out are told, never taken in: %s', async (written, notes) => {
  const { problems } = await imported(
    `- name: Clean\n  nodefilters:\n    ${written}\n  sequence: { commands: [{ exec: uptime }] }\n`,
  );
  const said = problems
    .filter(({ line }) => line > 1)
    .map(({ line, message, fix }) => `${line} ${message} ${fix}`);
  expect(said).toEqual(notes);
});

test('a job without a node filter ran on the server of Rundeck, and that is told', async () => {
  const { problems } = await imported('- name: Clean\n  sequence: { commands: [{ exec: uptime }] }\n');
  expect(problems.map(({ message }) => message)).toContain(
    'The job has no node filter: Rundeck does its steps on its own server.',
  );
});

test('a job of commands alone becomes a runbook that a plan takes as it is', async () => {
  const { runbooks } = await imported(
    '- name: Clear the queue\n  description: ""\n  loglevel: INFO\n  sequence:\n    commands:\n      - exec: rm -f /var/spool/q/*\n      - exec: |\n          cd /tmp\n          echo "a: b" # c\n',
  );
  const files = { ...goodPlan, 'runbooks/clear-the-queue.yaml': runbooks[0]?.yaml ?? '' };
  const { plan, problems } = await readPlan(await planOnDisk(files));
  const steps = plan?.runbooks.find(({ id }) => id === 'clear-the-queue')?.steps;
  expect([listed(problems), steps?.map(({ id, command }) => [id, command])]).toEqual([
    [],
    [
      ['step-1', 'rm -f /var/spool/q/*'],
      ['step-2', 'cd /tmp\necho "a: b" # c\n'],
    ],
  ]);
});

describe('what Rundeck fills in becomes one word, wherever it stood', () => {
  const context = { parameters: new Map([['x', 'x']]), note: () => {} };
  const value = `a"b'c $(id) \`id\` \\ ;&|<>*?`;
  const word = `'${value.replaceAll("'", String.raw`'\''`)}'`;
  test.each([
    [`printf '[%s]' \${option.x}`, `[${value}]`],
    [`printf '[%s]' "\${option.x}"`, `[${value}]`],
    [`printf '[%s]' '\${option.x}'`, `[${value}]`],
    [`printf '[%s]' "on \${option.x} now"`, `[on ${value} now]`],
    [`printf '[%s]' "\${option.x}\${option.x}" b`, `[${value}${value}][b]`],
    [`printf '[%s]' --a="\${option.x}" 'it'"s \${option.x}"`, `[--a=${value}][its ${value}]`],
    [`printf '[%s]' "q\\"\${option.x}\\""`, `[q"${value}"]`],
    [`printf '[%s]' \\"\${option.x}`, `["${value}]`],
    [`printf '[%s]' "$RD_OPTION_X" \${RD_OPTION_X}.`, `[${value}][${value}.]`],
    [`printf '[%s]' "" \${option.x} ""`, `[][${value}][]`],
  ])('%s', (written, printed) => {
    const command = commandText(written, context, []).replaceAll('{{ x }}', word);
    expect(execFileSync('/bin/sh', ['-c', command]).toString()).toBe(printed);
  });
});

test.each([
  ['tags: web', 'group=web'],
  ['tags: web+prod', 'group=web & group=prod'],
  ['tags: a,b !os-family: windows', 'group in (a, b) & !(os-family=windows)'],
  ['name: ws-.*', 'name=ws-*'],
  ['.*', '*'],
  ['web_.*', 'name=web_*'],
  ['fpm', 'name=fpm'],
  ['web|db', null],
  ['name: (a|b)[0-9]+', null],
  ['hostname: 10.0.0.1', null],
  ['tags: a | name: b', null],
])('the node filter %s means %s', (filter, selector) => {
  expect(selectorOf(filter)).toBe(selector);
});

test.each([
  ['120', '2m'],
  ['6h 30m', '6h30m'],
  ['1d', '24h'],
  ['2d', null],
  [`\${option.t}`, null],
  ['0', null],
])('the time limit %s is written %s', (written, duration) => {
  expect(durationOf(written)).toBe(duration);
});

test('what is no job, two of one name and bombs are refused', async () => {
  const said = await Promise.all(
    [
      'a: b\n',
      '- name: A b\n  sequence: { commands: [] }\n- name: a-B\n  sequence: { commands: [] }\n',
      '<joblist/>\n',
      'a: [\n',
      `- ${'['.repeat(10_000)}`,
      'a: &a [*a]\n',
    ].map(async (text) => (await imported(text)).problems.map(({ rule, severity }) => `${severity} ${rule}`)),
  );
  expect(said).toEqual([
    ['error not-a-job'],
    ['error not-a-job'],
    ['error not-a-job'],
    ['error yaml-syntax'],
    ['error yaml-too-deep'],
    ['error circular-alias'],
  ]);
});

/** What a plan says of the first runbook that jobs became. */
async function problemsInPlan(yaml: string, id: string): Promise<readonly string[]> {
  const files = { ...goodPlan, [`runbooks/${id}.yaml`]: yaml };
  return listed((await readPlan(await planOnDisk(files))).problems);
}

test('a job with options and scripts becomes a runbook that a plan takes as it is', async () => {
  const { runbooks } = await imported(`- name: Rotate
  description: Rotates logs
  timeout: 5m
  options:
    - { name: unit, value: auth-agent, values: [auth-agent, pacs], enforced: true }
    - { name: days, value: '7', regex: '\\d+' }
  sequence:
    commands:
      - exec: journalctl --vacuum-time="\${option.days}d" -u '\${option.unit}.service'
      - script: |
          #!/bin/bash
          echo "@option.unit@ $RD_OPTION_DAYS @node.name@"
        args: --unit \${option.unit} "\${node.name} now"
`);
  expect(await problemsInPlan(runbooks[0]?.yaml ?? '', 'rotate')).toEqual([]);
});

test('until a person has filled in what was not mapped, the plan refuses the runbook', async () => {
  const { runbooks } = await importRundeckJobs(fixture, undefined);
  const id = 'restart-the-auth-agent';
  const yaml = runbooks[0]?.yaml ?? '';
  const rules = async (text: string) =>
    (await problemsInPlan(text, id)).map((each) => each.split(' ').slice(1, 3));
  const filledIn = yaml
    .replace('- id: reason', '- id: reason\n    default: none')
    .replace(/owner: .*/, 'owner: maria.chen');
  expect([await rules(yaml), await rules(filledIn)]).toEqual([
    [
      ['error', 'unknown-person'],
      ['error', 'missing-field'],
      ['error', 'unknown-runbook'],
    ],
    [
      ['error', 'missing-file'],
      ['error', 'unknown-runbook'],
    ],
  ]);
});
