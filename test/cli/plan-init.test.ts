import { spawn, spawnSync } from 'node:child_process';
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';

const cli = path.resolve(import.meta.dirname, '../../out/main/cli.js');
/** That of util-linux, which gives a program a terminal. */
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
let folder: string;
let fleet: TestFleet;
let key: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  fleet = await startTestFleet(3);
  key = path.join(folder, 'key');
  await writeFile(key, fleet.privateKey, { mode: 0o600 });
  const hosts = fleet.fleet.endpoints.map(
    ({ name, address, port, user }) =>
      `${name} ansible_host=${address} ansible_port=${port} ansible_user=${user}`,
  );
  await writeFile(path.join(folder, 'hosts.ini'), `[web]\n${hosts.join('\n')}\n`);
}, 120_000);
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);
const init = (plan: string, ...more: readonly string[]) =>
  holdfast('plan', 'init', at(plan), '--inventory', at('hosts.ini'), '--known-hosts', '/dev/null', ...more);
const maria = [
  '--person',
  'Maria Chen <maria@hospital.example>, +1 555 0101',
  '--organisation',
  'St. Brendan',
];

test('without a terminal, what is missing is named with its flag, and nothing is written', async () => {
  const { code, stderr } = await init('unasked', '--organisation', 'St. Brendan');
  expect([code, stderr.includes('--person'), await readdir(folder)]).toEqual([2, true, ['hosts.ini', 'key']]);
});

test.skipIf(!hasScript)(
  'on a terminal a wrong answer is asked for again, and answers pasted in one go are all taken',
  async () => {
    const program = [process.execPath, cli, 'plan', 'init', at('pasted'), '--known-hosts', '/dev/null'];
    const command = program.map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      shown += text;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const inventory = [at('none.ini'), at('hosts.ini')];
    const services = ['wbe', 'web'];
    const answers = [...inventory, 'St. Brendan', '<nobody>', 'Maria Chen', ...services, 'first-lok', ''];
    child.stdin.write(answers.map((answer) => `${answer}\n`).join(''));
    const code = await ended;
    for (const words of [
      'none.ini does not exist.',
      '"<nobody>" is not a person.',
      'There is no group "wbe". Did you mean "web"?',
      'There is no template "first-lok".',
    ])
      expect(shown).toContain(words);
    expect([code, await readFile(at('pasted/services/web.yaml'), 'utf8')]).toEqual([
      0,
      expect.stringContaining('restore: first-look'),
    ]);
  },
);

test('from an inventory to a plan, its keys, a preflight and a dry run, by the commands it prints', async () => {
  const made = await init('plan', '--yes', '--key', key, ...maria);
  expect([
    made.code,
    made.stdout.includes(`npx holdfast run web --plan ${at('plan')} --as maria.chen --dry-run`),
  ]).toEqual([0, true]);
  expect(made.stdout).toContain(
    '2 placeholders in 1 file still to be written: impact and names that only you know, marked TODO.',
  );
  const check = await holdfast('plan', 'check', at('plan'), '--json');
  expect([check.code, JSON.parse(check.stdout).errors]).toEqual([0, 0]);

  // Nothing is sent where no key is on file, and looking alone keeps none.
  const looked = await holdfast('plan', 'keys', at('plan'), '--scan');
  const prints = fleet.fleet.endpoints.map(({ hostKeyFingerprint }) => hostKeyFingerprint);
  expect([looked.code, prints.every((each) => looked.stdout.includes(each))]).toEqual([1, true]);
  expect(await readFile(at('plan/fleet/known_hosts'), 'utf8')).toBe('');

  const kept = await holdfast('plan', 'keys', at('plan'), '--trust-on-first-use');
  expect([kept.code, kept.stdout.includes('noted as not compared')]).toEqual([0, true]);
  expect(await readFile(at('plan/fleet/known_hosts'), 'utf8')).toMatch(
    /^# Trusted on first use .* nobody compared these fingerprints\.\n# SHA256:/,
  );
  expect((await holdfast('plan', 'keys', at('plan'))).code).toBe(0);

  const dry = await holdfast('run', 'web', '--plan', at('plan'), '--as', 'maria.chen', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain('Nothing is sent, nothing is written.');
  expect(dry.stdout).toContain('3 endpoints');
  expect(dry.stdout).toContain('up: uptime');
  expect(dry.stdout).toContain('Authority   granted: envelope web/first-look');
  expect(await fleet.acts(0)).toEqual([]);
});

test('a dry run that a rule refuses ends as the run would, and shows scripts as they are indented', async () => {
  const made = await init('ungranted', '--yes', '--template', 'database-failover', '--key', key, ...maria);
  const dry = () => holdfast('run', 'web', '--plan', at('ungranted'), '--as', 'maria.chen', '--dry-run');
  const runbook = at('ungranted/runbooks/database-failover.yaml');
  const text = await readFile(runbook, 'utf8');
  await writeFile(
    runbook,
    text.replace(/( +)script: \|\n/, '$1script: |\n$1  if true; then\n$1      deeper\n$1  fi\n'),
  );
  const { code, stdout } = await dry();
  expect([made.code, code, /^Authority {3}refused: /m.test(stdout)]).toEqual([0, 3, true]);
  expect(stdout).toContain('    | if true; then\n    |     deeper\n    | fi\n');
});

test('what is in no service, and what could not be read, is the last thing said', async () => {
  const odd = at('odd.ini');
  await writeFile(
    odd,
    '[web]\nweb1 ansible_user=ops\nweb2 ansible_port=nope\n[ungrouped]\ngate ansible_user=ops\n',
  );
  const { code, stdout } = await holdfast('plan', 'init', at('odd'), '--inventory', odd, '--yes');
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining(
      '1 endpoint in no service: gate. --service "Name=selector" makes one for them, such as "Rest=name=gate".\n\nNot in the plan: what stands at odd.ini:3. Why is said above.\n',
    ),
  ]);
});

test('host keys that are asked for by name and are not there stop everything, and nothing is written', async () => {
  const { code, stderr } = await init('keyless', '--yes', '--known-hosts', at('none'), ...maria);
  expect([code, stderr.includes(at('none')), (await readdir(folder)).includes('keyless')]).toEqual([
    ...[2, true, false],
  ]);
});

test('a group is a service by its name; its own template comes before that for all, and so does its probe', async () => {
  const flags = ['--service', 'web', '--service', 'Rest=*', '--probe', 'Rest=port: 22'];
  const templates = ['--template', 'first-look', '--template', 'expired-certificate=web'];
  const made = await init('own', '--yes', ...flags, ...templates, ...maria);
  expect(made.code).toBe(0);
  const text = (id: string) => readFile(at(`own/services/${id}.yaml`), 'utf8');
  expect([(await text('web')).includes('restore: expired-certificate'), await text('rest')]).toEqual([
    true,
    expect.stringMatching(/- \{ id: port, port: 22, .*\n.*restore: first-look/s),
  ]);
});

test.each([
  ['--service', 'webb', 'There is no group "webb". Did you mean "web"?'],
  ['--service', 'Portal=group=wbe', 'Did you mean "Portal=group=web"?'],
  ['--service', 'Portal=group=', 'The selector of Portal cannot be understood'],
  ['--probe', 'webb=port: 22', 'no service is called "webb"'],
  ['--probe', 'web=ping', '"ping" is not a probe. Write for example "port: 443"'],
  ['--probe', 'web=port: high', 'services/web.yaml:'],
  ['--template', 'first-look=webb', 'no service is called "webb"'],
])('%s %s is refused, and nothing is written', async (flag, value, words) => {
  const { code, stderr } = await init('refused', '--yes', flag, value, ...maria);
  expect([code, stderr.includes(words), (await readdir(folder)).includes('refused')]).toEqual([
    2,
    true,
    false,
  ]);
});

test('a folder that holds something is refused', async () => {
  await writeFile(at('hosts.ini'), await readFile(at('hosts.ini'), 'utf8'));
  const { code, stderr } = await holdfast(
    ...['plan', 'init', folder, '--inventory', at('hosts.ini'), '--yes', ...maria],
  );
  expect([code, stderr.includes('is not empty')]).toEqual([4, true]);
});

test('a template is added to a plan once; a second time nothing is overwritten', async () => {
  await init('more', '--yes', ...maria);
  const add = () => holdfast('plan', 'add-template', 'dns-outage', '--plan', at('more'), '--service', 'web');
  const { code, stdout } = await add();
  expect([code, stdout.includes('restore: dns-outage'), stdout.includes('runbook: dns-outage-back')]).toEqual(
    [0, true, true],
  );
  expect((await holdfast('plan', 'check', at('more'))).code).toBe(0);
  expect((await add()).stderr).toContain('exists already. Nothing was written.');
});

test('the schemas are written where they are asked for', async () => {
  const { code } = await holdfast('plan', 'schemas', '--out', at('schemas'));
  await access(at('schemas/plan.schema.json'));
  expect([code, (await readdir(at('schemas'))).length]).toEqual([0, 5]);
});
