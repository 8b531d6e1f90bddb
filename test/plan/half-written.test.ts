import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { phraseBook } from '../../src/domain/risk/find-phrases';
import { importTickets } from '../../src/plan/history/import-tickets';
import { readTicketsCsv } from '../../src/plan/history/kept-tickets';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, hostKey, otherKey, planOnDisk, problemsWith } from './plan-on-disk';

const file = 'services/sign-in.yaml';
const said = async (...of: Parameters<typeof problemsWith>) =>
  (await problemsWith(...of)).map((each) => `${each.file}:${each.line} ${each.severity} ${each.rule}`);

/** Two versions of the same lines, as `git pull` leaves them. */
const merged = (ours: string, theirs: string) =>
  `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> origin/main\n`;

describe('two versions that git put side by side', () => {
  const text = goodPlan[file].replace('tier: 1\n', merged('tier: 1\n', 'tier: 2\n'));

  test('are told as that, where they begin, and nothing else is', async () => {
    expect(await problemsWith({ [file]: text })).toEqual([
      {
        ...{ file, line: 3, column: 1, rule: 'merge-conflict', severity: 'error' },
        message: 'Git put two versions of this file side by side, and nobody has chosen yet.',
        fix: 'Keep the lines that are right, and take out those that begin with <<<<<<<, ======= and >>>>>>>.',
      },
    ]);
  });

  test('are found with Windows line ends, and with the version that both came from', async () => {
    const three = text.replace('=======\n', '||||||| base\ntier: 3\n=======\n');
    expect([await said({ [file]: text.replaceAll('\n', '\r\n') }), await said({ [file]: three })]).toEqual([
      [`${file}:3 error merge-conflict`],
      [`${file}:3 error merge-conflict`],
    ]);
  });

  test('never bring both host keys of a machine into force, nor half an inventory', async () => {
    const keys = merged(`10.0.0.1 ${hostKey.line}\n`, `10.0.0.1 ${otherKey.line}\n`);
    const rows = merged('ws-1,10.0.0.1,workstation\n', 'ws-1,10.0.0.2,workstation\n');
    expect([
      await said({ 'fleet/known_hosts': keys }),
      await said({ 'fleet/inventory.csv': `name,address,role\n${rows}` }),
    ]).toEqual([
      ['fleet/known_hosts:1 error merge-conflict'],
      ['fleet/inventory.csv:2 error merge-conflict'],
    ]);
  });

  test('are not what only looks alike: a heading, an indented text, a single mark', async () => {
    const notes = ['=======', '<<<<<<< HEAD', '>>>>>>>'].map((mark) => `# ${mark}\n`).join('');
    const step = '  - id: say\n    script: |\n      <<<<<<< a\n      =======\n      >>>>>>> b\n';
    const runbook = `${goodPlan['runbooks/restart-agent.yaml']}${step}`;
    expect(
      await said({ [file]: `${notes}${goodPlan[file]}`, 'runbooks/restart-agent.yaml': runbook }),
    ).toEqual([]);
  });

  test('are looked for in one pass, however many begin', async () => {
    const begun = '<<<<<<< a\n'.repeat(150_000);
    expect((await said({ [file]: `${begun}>>>>>>> b\n` }))[0]).toBe(`${file}:1 error wrong-value`);
  });
});

test('a tab is told as a tab wherever it indents, and not by what the parser makes of it', async () => {
  const head = 'id: restart-agent\nname: Restart\nowner: maria.chen\n';
  const bodies = [
    'steps:\n  - id: a\n\tcommand: x\n',
    'steps:\n  - id: a\n \tcommand: x\n',
    'steps:\n  - id: a\n  \tcommand: x\n',
    'steps: [\n\t{ id: a, command: x }\n\t]\n',
    'steps:\n  - id: a\n    script: |\n\tif x; then y; fi\n',
  ];
  const found = await Promise.all(bodies.map((body) => said({ 'runbooks/restart-agent.yaml': head + body })));
  expect(found.map((each) => [...new Set(each.map((one) => one.split(' ')[2]))])).toEqual(
    bodies.map(() => ['yaml-tab']),
  );
  const inText = 'steps:\n  - id: a\n    script: |\n      if x; then\n      \ty\n      fi\n';
  expect(await said({ 'runbooks/restart-agent.yaml': head + inText })).toEqual([]);
});

test('a folder that leads out is one problem, and not one for every name that stands in it', async () => {
  const outside = await planOnDisk({});
  const found: string[][] = [];
  for (const name of ['runbooks', 'services']) {
    const folder = await planOnDisk({ ...goodPlan, [file]: `${goodPlan[file]}depends_on: [sign-in-2]\n` });
    await writeFile(
      join(folder, 'services/sign-in-2.yaml'),
      goodPlan[file].replace('id: sign-in', 'id: sign-in-2'),
    );
    await rm(join(folder, name), { recursive: true });
    await symlink(outside, join(folder, name), 'dir');
    found.push((await readPlan(folder)).problems.map((each) => `${each.file} ${each.rule}`));
  }
  expect(found).toEqual([['runbooks outside-folder'], ['services outside-folder']]);
});

test('a folder that is called almost like one that is read is not missed in silence', async () => {
  const folder = await planOnDisk(goodPlan);
  await rename(join(folder, 'services'), join(folder, 'service'));
  await writeFile(join(folder, 'plan.yml'), '');
  await writeFile(join(folder, 'notes.txt'), '');
  const found = (await readPlan(folder)).problems.map(({ file: at, severity, rule, fix }) => [
    at,
    severity,
    rule,
    fix,
  ]);
  expect(found).toEqual([
    ['plan.yml', 'warning', 'ignored-file', 'Did you mean "plan.yaml"?'],
    ['service', 'warning', 'ignored-file', 'Did you mean "services"?'],
    ['services', 'warning', 'no-services', 'Add services/<id>.yaml.'],
  ]);
});

test('a file whose name can be no id is to be renamed, and nobody is told to write what is refused next', async () => {
  const fixes = async (name: string) =>
    (await problemsWith({ [name]: goodPlan[file] })).map(({ rule, fix }) => [rule, fix]);
  expect([await fixes('services/Sign-In.yaml'), await fixes('services/portal.yaml')]).toEqual([
    [['id-not-file-name', 'Rename the file to sign-in.yaml.']],
    [['id-not-file-name', 'Write "id: portal", or rename the file to sign-in.yaml.']],
  ]);
});

test('an inventory of more endpoints than anybody has is refused, whatever its format', async () => {
  const rows = Array.from({ length: 250_001 }, (_, index) => `h${index},10.0.0.1`);
  const { problems } = await readPlan(
    await planOnDisk({ ...goodPlan, 'fleet/inventory.csv': `name,address\n${rows.join('\n')}\n` }),
  );
  expect(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
    'too-many-hosts',
  ]);
});

describe('a history that broke off', () => {
  const kept = 'source,id,opened,resolved,priority,summary,items,words\n';
  const row = (id: string) => `csv,${id},2026-01-03T10:00:00Z,,1,Login fails,ws-1,\n`;
  const broken = `${kept}${row('A')}${row('B').slice(0, 20)}`;

  test('lends no half of a record, in what is kept and in what is imported', () => {
    const { tickets, problems } = readTicketsCsv(broken);
    const imported = importTickets(
      't.csv',
      'id,opened,summary,resolved\nA,2026-01-03,Login,\nB,2026-01-04,Lo',
      {
        ...{ map: {}, zone: 'UTC', book: phraseBook() },
      },
    );
    expect([tickets.map(({ id }) => id), imported.tickets.map(({ id }) => id)]).toEqual([['A'], ['A']]);
    expect([problems, imported.problems].map((all) => all.map(({ line, rule }) => [line, rule]))).toEqual([
      [[3, 'left-out']],
      [[3, 'left-out']],
    ]);
  });

  test('is whole without a line end behind a whole record, and with empty ends left away before it', () => {
    const whole = `${kept}csv,A,2026-01-03T10:00:00Z,,1,Login\n${row('B').trimEnd()}`;
    const { tickets, problems } = readTicketsCsv(whole);
    expect([tickets.map(({ id }) => id), problems]).toEqual([['A', 'B'], []]);
  });
});
