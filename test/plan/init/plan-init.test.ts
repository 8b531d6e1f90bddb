import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSelector, countSelected } from '../../../src/app/plan-holder';
import { hiddenIn } from '../../../src/domain/plain-text';
import { serviceCandidates } from '../../../src/plan/init/candidates';
import { readPerson } from '../../../src/plan/init/person';
import { requireSelected } from '../../../src/plan/init/require-selected';
import { inventoryOf, startingPoint } from '../../../src/plan/init/starting-point';
import { writePlan } from '../../../src/plan/init/write-plan';
import { readPlan } from '../../../src/plan/read-plan';
import { hostKey, listed, otherKey, planOnDisk } from '../plan-on-disk';
import { inventoryAt, newPlan, webAndDb } from './new-plan';

const options = () => ({ checkSelector, countSelected, nowMs: Date.now() });
const rules = (problems: readonly { readonly rule: string }[]) => problems.map(({ rule }) => rule);

test('a plan made from an Ansible inventory has no mistake; only the host keys are missing', async () => {
  const { plan, problems } = await readPlan(await planOnDisk(await newPlan({})), options());
  expect(rules(problems)).toEqual(['missing-host-keys']);
  expect(plan?.endpoints.map(({ name, user }) => [name, user])).toEqual([
    ['web01', 'ops'],
    ['web02', 'ops'],
    ['db01', 'dba'],
  ]);
  expect([plan?.organisation, plan?.mode, plan?.people[0]?.phone]).toEqual([
    'St. Brendan’s',
    'drill',
    '+1 555 0101',
  ]);
});

test('whatever people call themselves and their organisation, the plan reads and says just that', async () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => text.trim() !== '' && hiddenIn(text) === null && !/\p{Cc}/u.test(text));
  await fc.assert(
    fc.asyncProperty(words, words, async (organisation, name) => {
      const files = await newPlan({ organisation, people: [{ name }, { name }] });
      const { plan, problems } = await readPlan(await planOnDisk(files), options());
      expect(listed(problems.filter(({ severity }) => severity === 'error'))).toEqual([]);
      expect([plan?.organisation, plan?.people.map((each) => each.name)]).toEqual([
        organisation,
        [name, name],
      ]);
    }),
    { numRuns: 30 },
  );
});

describe('the inventory', () => {
  test('is copied as it is where the copy says the same', async () => {
    const start = await startingPoint(await inventoryAt(webAndDb), { knownHosts: [] });
    expect(inventoryOf(start, 'ops')).toEqual({
      file: 'fleet/hosts.ini',
      text: webAndDb,
      format: 'ansible-ini',
    });
  });
  test('goes into the plan as a CSV where a copy would carry a secret', async () => {
    const path = await inventoryAt('[web]\nweb01 ansible_host=10.0.0.1 ansible_ssh_pass=hunter2\n');
    const start = await startingPoint(path, { knownHosts: [] });
    const { file, text } = inventoryOf(start, 'ops');
    expect([start.whyCsv, file, text]).toEqual([
      'it holds secrets',
      'fleet/inventory.csv',
      'name,address,port,user,groups,jump\nweb01,10.0.0.1,22,ops,web,\n',
    ]);
  });
  test('goes in as a CSV where the variables of its groups stand in other files', async () => {
    const path = await inventoryAt('[web]\nweb01 ansible_host=10.0.0.1\n');
    await mkdir(join(dirname(path), 'group_vars'));
    await writeFile(join(dirname(path), 'group_vars', 'web.yml'), 'ansible_user: deploy\n');
    const start = await startingPoint(path, { knownHosts: [] });
    expect([start.needsUser, inventoryOf(start, null).text]).toEqual([
      false,
      'name,address,port,user,groups,jump\nweb01,10.0.0.1,22,deploy,web,\n',
    ]);
  });
  test('that names one machine twice gives it once, and says which line is left out', async () => {
    const start = await startingPoint(
      await inventoryAt('a ansible_host=10.0.0.1\nb ansible_host=10.0.0.1\n'),
      {
        knownHosts: [],
      },
    );
    expect([start.endpoints.map(({ name }) => name), rules(start.problems), start.copy]).toEqual([
      ['a'],
      ['duplicate-address'],
      null,
    ]);
  });
  test('of which nothing can be used is refused with its lines', async () => {
    const path = await inventoryAt('name,address\n,\n', 'hosts.csv');
    await expect(startingPoint(path, { knownHosts: [] })).rejects.toThrow(/hosts\.csv:2:.*empty-name/s);
  });
  test('that is not there is said to be so', async () => {
    await expect(startingPoint('/nowhere/hosts.ini')).rejects.toThrow('/nowhere/hosts.ini does not exist');
  });
});

describe('host keys on file', () => {
  test('of these endpoints are taken over, of others not, and hashed ones are written plainly', async () => {
    const path = await inventoryAt(webAndDb);
    const known = join(dirname(path), 'known_hosts');
    // What ssh-keygen -H makes of 10.0.0.2.
    const hashed = await hashedHost('10.0.0.2', known);
    await writeFile(
      known,
      `10.0.0.1 ${hostKey.line}\nelsewhere.example ${otherKey.line}\n${hashed} ${otherKey.line}\n@revoked 10.0.0.3 ${otherKey.line}\n`,
    );
    const start = await startingPoint(path, { knownHosts: [known, '/dev/null'] });
    expect([start.withKey, start.knownHosts]).toEqual([
      2,
      `10.0.0.1 ${hostKey.line}\n10.0.0.2 ${otherKey.line}\n@revoked 10.0.0.3 ${otherKey.line}\n`,
    ]);
  });
});

describe('services', () => {
  const judged = async (inventory: string) => {
    const { candidates } = await startingPoint(await inventoryAt(inventory), { knownHosts: [] });
    return candidates.map(({ name, size, leftOut }) => [name, size, leftOut]);
  };
  test('are proposed from the innermost groups, the largest first, and each endpoint once', async () => {
    expect(await judged(`${webAndDb}[same:children]\nweb\n`)).toEqual([
      ['web', 2, null],
      ['db', 1, null],
      ['prod', 3, 'made up of web, db'],
      ['same', 2, 'the same endpoints as web'],
    ]);
  });
  test('are no group of groups with a few endpoints of its own, and no small part of a group', async () => {
    expect(await judged(`${webAndDb}[prod]\ngate ansible_host=10.0.0.9\n`)).toEqual([
      ['web', 2, null],
      ['db', 1, null],
      ['prod', 4, 'made up of web, db'],
    ]);
    const hosts = ['a', 'b', 'c'].map((name, index) => `${name} ansible_host=10.0.0.${index + 1}`);
    expect(await judged(`[web]\n${hosts.join('\n')}\n[canary]\na\n`)).toEqual([
      ['web', 3, null],
      ['canary', 1, 'part of web'],
    ]);
  });
  test('that overlap and make up nothing are both proposed, at most eight in all', async () => {
    const hosts = Array.from({ length: 10 }, (_, at) => `h${at} ansible_host=10.0.0.${at + 1}`);
    const groups = Array.from({ length: 9 }, (_, at) => `[g${at}]\nh${at}\nh${at + 1}\n`);
    const found = await judged(`${hosts.join('\n')}\n${groups.join('')}`);
    expect(found.filter(([, , leftOut]) => leftOut === null)).toHaveLength(8);
    expect(found[8]?.slice(1)).toEqual([2, 'smaller than the first 8']);
  });
  test('are found in time, however many groups hold however many endpoints', () => {
    const of = (at: number) => Array.from({ length: 300 }, (_, group) => `g${group}`).slice(at % 300);
    const common = { address: 'a', port: 22, user: 'o', labels: {}, hostKeys: [] };
    const endpoints = Array.from({ length: 20_000 }, (_, at) => ({
      ...common,
      name: `h${at}`,
      groups: of(at),
    }));
    const began = performance.now();
    expect(serviceCandidates(endpoints)).toHaveLength(300);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
  test('are all endpoints where there are no groups', async () => {
    const path = await inventoryAt('name,address\na,10.0.0.1\nb,10.0.0.2\n', 'hosts.csv');
    const { candidates } = await startingPoint(path, { knownHosts: [] });
    expect(candidates).toEqual([{ name: 'All endpoints', selector: '*', size: 2, leftOut: null }]);
  });
  test('name what they mean, whatever a group is called', () => {
    const group = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/[\p{Cc}\\"]/u.test(text));
    fc.assert(
      fc.property(group, (name) => {
        fc.pre(name !== 'all' && name !== 'ungrouped');
        const endpoint = {
          name: 'a',
          address: 'a',
          port: 22,
          user: 'o',
          labels: {},
          hostKeys: [],
          groups: [name],
        };
        const [found] = serviceCandidates([endpoint]);
        expect(checkSelector(found?.selector ?? '')).toBeNull();
        expect(countSelected(found?.selector ?? '', [endpoint])).toBe(1);
      }),
    );
  });
});

describe('a service of no endpoints', () => {
  const endpoint = { address: 'a', port: 22, user: 'o', hostKeys: [] };
  const endpoints = [
    { ...endpoint, name: 'web01', groups: ['web'], labels: { role: 'workstation' } },
    { ...endpoint, name: 'db01', groups: ['data base'], labels: { site: 'north' } },
  ];
  test.each([
    ['group=wbe', 'Did you mean "S=group=web"?'],
    ['grop=web', 'Did you mean "S=group=web"?'],
    ['role=workstatoin & !lab', 'Did you mean "S=role=workstation & !lab"?'],
    ['group="data bsae"', 'Did you mean "S=group="data base""?'],
    ['group=web & site=north', 'Its labels are role, site, and its groups web, data base.'],
    ['group=printers', 'Its labels are role, site, and its groups web, data base.'],
  ])('by %s is refused', (selector, words) => {
    const checks = { checkSelector, countSelected };
    expect(() => requireSelected({ name: 'S', selector }, endpoints, checks)).toThrow(
      `S: "${selector}" names none of the 2 endpoints of the inventory. ${words}`,
    );
  });
  test('is none that has some', () => {
    const checks = { checkSelector, countSelected };
    expect(requireSelected({ name: 'S', selector: 'w*' }, endpoints, checks)).toBeUndefined();
  });
});

describe('a person', () => {
  test.each([
    ['Maria Chen', { name: 'Maria Chen' }],
    ['Maria Chen <m@x.example>', { name: 'Maria Chen', mail: 'm@x.example' }],
    ['Maria Chen, +49 30/12-34', { name: 'Maria Chen', phone: '+49 30/12-34' }],
    [
      ' Maria Chen <m@x.example>, +1 (555) 0101 ',
      { name: 'Maria Chen', mail: 'm@x.example', phone: '+1 (555) 0101' },
    ],
  ])('%s', (written, person) => {
    expect(readPerson(written)).toEqual(person);
  });
  test.each(['', '<m@x.example>', 'Maria <m@x', 'Maria, call me'])('is not %j', (written) => {
    expect(() => readPerson(written)).toThrow('Write for example');
  });
});

describe('writing', () => {
  test('never touches a folder that holds something', async () => {
    const folder = await planOnDisk({ 'notes.txt': 'mine' });
    await expect(writePlan(folder, await newPlan({}), options())).rejects.toThrow('is not empty');
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });
  test('leaves nothing where the plan would have mistakes', async () => {
    const folder = join(dirname(await inventoryAt('')), 'plan');
    const broken = { ...(await newPlan({})), 'services/everything.yaml': 'id: everything\n' };
    await expect(writePlan(folder, broken, options())).rejects.toThrow(/missing-field/);
    expect(await readdir(dirname(folder))).toEqual(['hosts.ini']);
  });
  test('leaves nothing where a service has no endpoint', async () => {
    const folder = join(dirname(await inventoryAt('')), 'plan');
    const files = await newPlan({});
    const emptied = files['services/everything.yaml']?.replace(/^endpoints: .*$/m, 'endpoints: group=wbe');
    const made = writePlan(folder, { ...files, 'services/everything.yaml': emptied ?? '' }, options());
    await expect(made).rejects.toThrow(
      /everything\.yaml:.*names none of the 3 .*Did you mean "group=web"\?/s,
    );
    expect(await readdir(dirname(folder))).toEqual(['hosts.ini']);
  });
  test('takes a folder that is empty', async () => {
    const folder = await planOnDisk({});
    const { warnings, placeholders } = await writePlan(folder, await newPlan({}), options());
    expect([rules(warnings), placeholders.map(({ file, line }) => `${file}:${line}`)]).toEqual([
      ['missing-host-keys'],
      ['services/everything.yaml:10', 'services/everything.yaml:11'],
    ]);
    expect(await readdir(folder)).toContain('plan.yaml');
  });
});

test('every file names a schema that is in the folder and that it fulfils', async () => {
  const ids = ['first-look', 'database-failover', 'dns-outage', 'expired-certificate', 'failed-update'];
  const files = await newPlan({ templates: [...ids, 'identity-outage', 'ransomware-isolation'] });
  expect(await unfulfilled(await planOnDisk(files), Object.keys(files))).toEqual({ schemas: 3, wrong: [] });
});

test('every file of the demo plan fulfils the schema that it names', async () => {
  const folder = join(import.meta.dirname, '../../../resources/demo-plan');
  expect(await unfulfilled(folder, await readdir(folder, { recursive: true }))).toEqual({
    schemas: 5,
    wrong: [],
  });
});

/** What a YAML language server would underline: it follows the first line to the schema and validates. */
async function unfulfilled(folder: string, files: readonly string[]) {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: true } });
  const schemas = new Map<string, ValidateFunction>();
  const wrong: unknown[] = [];
  for (const file of files.filter((each) => each.endsWith('.yaml'))) {
    const text = await readFile(join(folder, file), 'utf8');
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    const path = join(folder, dirname(file), named);
    const validate = schemas.get(path) ?? ajv.compile(JSON.parse(await readFile(path, 'utf8')));
    schemas.set(path, validate);
    if (!validate(parse(text))) wrong.push([file, validate.errors]);
  }
  return { schemas: schemas.size, wrong };
}

async function hashedHost(host: string, file: string): Promise<string> {
  const { createHmac, randomBytes } = await import('node:crypto');
  const salt = randomBytes(20);
  await mkdir(dirname(file), { recursive: true });
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(host).digest('base64')}`;
}
