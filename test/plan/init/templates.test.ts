import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkSelector, countSelected } from '../../../src/app/plan-holder';
import { commandOf } from '../../../src/domain/run/command-of';
import { resolveManifest } from '../../../src/domain/run/manifest';
import type { Runbook } from '../../../src/domain/run/runbook';
import { readTemplates } from '../../../src/plan/init/read-templates';
import type { PlanTemplate } from '../../../src/plan/init/template';
import { readPlan } from '../../../src/plan/read-plan';
import { hostKey, planOnDisk } from '../plan-on-disk';
import { newPlan } from './new-plan';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../../resources/templates/', import.meta.url));
let templates: readonly PlanTemplate[];
beforeAll(async () => {
  templates = await readTemplates(folder);
});

test('the harmless template comes first, and each says in a sentence what it does', () => {
  expect(templates.map(({ id }) => id)).toEqual([
    'first-look',
    'database-failover',
    'dns-outage',
    'expired-certificate',
    'failed-update',
    'identity-outage',
    'ransomware-isolation',
  ]);
  for (const { summary } of templates) expect(summary).toMatch(/^[A-Z].+\.$/);
});

test('a plan of all templates reads without an error, and every runbook may be run by an envelope', async () => {
  const { plan, problems } = await planOfAll();
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const allowed = plan?.services.flatMap(({ authority }) =>
    authority.envelopes.map(({ runbook }) => runbook),
  );
  expect([...new Set(allowed)].sort()).toEqual(plan?.runbooks.map(({ id }) => id).sort());
});

test('whatever a step of a template sends, a POSIX shell can read', async () => {
  const texts = (await sentOf((await planOfAll()).plan?.runbooks ?? [])).flatMap(({ command, script }) =>
    script === undefined ? [command] : [command, script],
  );
  const unread = texts.filter((text) => spawnSync('sh', ['-n'], { input: text }).status !== 0);
  expect([texts.length > 40, unread]).toEqual([true, []]);
});

test('what a template undoes takes the values of what it undoes', async () => {
  const runbooks = (await planOfAll()).plan?.runbooks ?? [];
  for (const { rollback, parameters = [] } of runbooks.filter((each) => each.rollback !== undefined)) {
    const back = runbooks.find(({ id }) => id === rollback);
    expect(back?.parameters?.map(({ id }) => id)).toEqual(parameters.map(({ id }) => id));
  }
});

describe('with nothing chosen, a template refuses before it changes anything', () => {
  test.each([
    ['database-failover', 'fenced', /nobody has said .* fenced .* nothing was changed/],
    ['dns-outage', 'resolver-answers', /nothing was changed/],
    ['expired-certificate', 'proven', /is not there: nothing was changed/],
    ['failed-update', 'roll-back', /nothing was changed/],
  ])('%s', async (id, step, words) => {
    const { output, code } = await perform(id, step, {});
    expect([code, output]).toEqual([1, expect.stringMatching(words)]);
  });
});

describe('the database', () => {
  test('is not promoted while nobody has said where the former primary is', async () => {
    const { output, code } = await perform('database-failover', 'fenced', { primary_is_fenced: 'yes' });
    expect([code, output]).toEqual([1, expect.stringContaining('where the former primary is')]);
  });
  test('is not promoted while something answers where the primary was', async () => {
    const { createServer } = await import('node:net');
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const port = String((server.address() as { port: number }).port);
    const values = { primary_is_fenced: 'yes', primary: '127.0.0.1', port };
    const { output, code } = await perform('database-failover', 'fenced', values);
    // Without PostgreSQL's client it is refused as well, in other words.
    expect([code, output]).toEqual([1, expect.stringContaining('nothing was changed')]);
  });
});

describe('an expired certificate', () => {
  test('is replaced by one that fits, and only once; the old pair stays beside it', async () => {
    const at = await scratch();
    await certificate(at, 'old', '/CN=portal.example', 1);
    await certificate(at, 'new', '/CN=portal.example', 90);
    const values = pathsIn(at);
    expect(await perform('expired-certificate', 'proven', values)).toMatchObject({ code: 0 });
    expect(await perform('expired-certificate', 'install', values)).toEqual({
      code: 0,
      output: 'installed\n',
    });
    expect(await perform('expired-certificate', 'install', values)).toMatchObject({
      output: 'installed already\n',
    });
    const text = (name: string) => readFile(join(at, name), 'utf8');
    expect(await text('old.pem')).toBe(await text('new.pem'));
    expect(await text('old.key')).toBe(await text('new.key'));
    expect(await perform('expired-certificate-back', 'back', values)).toMatchObject({ code: 0 });
    expect(await text('old.pem')).toBe(await text('old.pem.before'));
  });
  test.each([
    ['for other names', '/CN=other.example', 90, 'new', /other names/],
    ['soon over again', '/CN=portal.example', 2, 'new', /not valid for long enough/],
    ['with the key of another', '/CN=portal.example', 90, 'old', /does not belong/],
  ])('is not replaced by one %s', async (_, subject, days, key, words) => {
    const at = await scratch();
    await certificate(at, 'old', '/CN=portal.example', 1);
    await certificate(at, 'new', subject, days);
    const values = { ...pathsIn(at), new_key: join(at, `${key}.key`) };
    expect(await perform('expired-certificate', 'proven', values)).toEqual({
      code: 1,
      output: expect.stringMatching(words),
    });
  });
});

test('the first look works on whatever can run a shell', async () => {
  expect(await perform('first-look', 'space', {})).toMatchObject({ code: 0 });
  expect(await perform('first-look', 'units', {})).toMatchObject({ code: 0 });
});

async function planOfAll() {
  const files = await newPlan({ templates: templates.map(({ id }) => id) });
  return readPlan(await planOnDisk(files), { checkSelector, countSelected, nowMs: Date.now() });
}

/** Every step as the first endpoint would be sent it, without sudo. */
async function sentOf(runbooks: readonly Runbook[], given: Readonly<Record<string, string>> = {}) {
  const { plan } = await planOfAll();
  const [service] = plan?.services ?? [];
  if (!plan || !service) throw new Error('the plan of all templates cannot be read');
  const keyed = {
    ...plan,
    endpoints: plan.endpoints.map((each) => ({ ...each, hostKeys: [hostKey.fingerprint] })),
  };
  return runbooks.flatMap(({ id }) => {
    const request = { plan: keyed, service: service.id, runbook: id, lastSeen: {}, given };
    const {
      steps,
      entries,
      values = {},
    } = resolveManifest({ ...request, sha256: (text) => text.slice(0, 8) });
    const [entry] = entries;
    if (!entry) throw new Error('no endpoint');
    return steps.map((step) => {
      const { command, input } = commandOf({ ...step, become: undefined }, entry, values, false);
      return { id: `${id}/${step.id}`, command, script: input && 'text' in input ? input.text : undefined };
    });
  });
}

/** Does one step here as an endpoint would, with values of its own. */
async function perform(runbook: string, step: string, values: Readonly<Record<string, string>>) {
  const { plan } = await planOfAll();
  const own = plan?.runbooks.filter(({ id }) => id === runbook) ?? [];
  const sent = (await sentOf(own, values)).find(({ id }) => id === `${runbook}/${step}`);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', sent?.command ?? 'exit 99'], {
    input: sent?.script ?? '',
    encoding: 'utf8',
  });
  return { code: status, output: stdout + (status === 0 ? '' : stderr) };
}

async function scratch(): Promise<string> {
  const at = await mkdtemp(join(tmpdir(), 'holdfast-template-'));
  onTestFinished(() => rm(at, { recursive: true, force: true }));
  return at;
}

async function certificate(at: string, name: string, subject: string, days: number): Promise<void> {
  const [key, pem] = [join(at, `${name}.key`), join(at, `${name}.pem`)];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await run('openssl', [...made, '-keyout', key, '-out', pem, '-subj', subject, '-days', String(days)]);
  await writeFile(join(at, 'made'), name);
}

function pathsIn(at: string): Readonly<Record<string, string>> {
  return {
    certificate: join(at, 'old.pem'),
    private_key: join(at, 'old.key'),
    new_certificate: join(at, 'new.pem'),
    new_key: join(at, 'new.key'),
  };
}
