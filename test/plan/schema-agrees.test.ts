import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { SchemaNode } from '../../src/domain/plan/schema-node';
import { jsonSchemaFiles } from '../../src/plan/json-schema';
import { goodPlan, problemsWith } from './plan-on-disk';

const resources = fileURLToPath(new URL('../../resources/', import.meta.url));
const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: true } });
const schemas = new Map(
  Object.entries(jsonSchemaFiles()).map(([name, text]) => [
    name.split('.')[0] ?? '',
    ajv.compile(JSON.parse(text)),
  ]),
);
const schemaOf = (kind: string) => schemas.get(kind) as ValidateFunction;

/** Every YAML file below a folder, with the kind of file that it is. */
async function filesIn(folder: string): Promise<readonly (readonly [kind: string, file: string])[]> {
  const names = await readdir(`${resources}${folder}`, { recursive: true });
  return names
    .filter((name) => /(plan|service|(services|runbooks|risks)\/[^/]+|history)\.yaml$/.test(name))
    .map((name) => {
      const kind = /(services|runbooks|risks)\/[^/]+$/.exec(name)?.[1]?.slice(0, -1);
      return [kind ?? (/([a-z]+)\.yaml$/.exec(name)?.[1] as string), `${folder}/${name}`] as const;
    });
}

test('the demo plan and every template hold to the published schemas', async () => {
  const files = [...(await filesIn('demo-plan')), ...(await filesIn('templates'))];
  const wrong: unknown[] = [];
  for (const [kind, file] of files) {
    const validate = schemaOf(kind);
    if (!validate(parse(await readFile(`${resources}${file}`, 'utf8')))) wrong.push([file, validate.errors]);
  }
  expect(wrong).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

describe('an editor that knows the schema refuses what the plan check refuses', () => {
  const service = 'services/sign-in.yaml';
  const runbook = 'runbooks/restart-agent.yaml';
  test.each<[keyof typeof goodPlan, string, string]>([
    [service, 'tier: 1', 'tier: 0'],
    [service, 'tier: 1', 'tier: high'],
    [service, 'tier: 1', 'teir: 1'],
    [service, 'tier: 1\n', ''],
    [service, 'id: sign-in', 'id: Sign in'],
    [service, 'rto: 15m', 'rto: 15'],
    [service, 'rto: 15m', 'rto: 1.5h'],
    [service, 'rto: 15m', 'rto: -15m'],
    [service, 'rto: 15m', 'rto: 15 minutes'],
    [service, 'rto: 15m', 'rto: 15M'],
    [service, 'rto: 15m', 'rto: 30m1h'],
    [service, 'rto: 15m', 'rto: 9999999d'],
    [service, 'rto: 15m, mtpd', 'rto: 15m, wrt: "", mtpd'],
    [service, ', mtpd: 4h', ''],
    [service, 'restore:', 'impact: { 1hour: { revenue: 1 } }\nrestore:'],
    [service, 'restore:', 'impact: { 1h: { revenue: -1 } }\nrestore:'],
    [service, 'restore:', 'impact: { 1h: { revenue: 1.5 } }\nrestore:'],
    [service, 'restore:', 'strategies: [{ id: a, mechanism: luck }]\nrestore:'],
    [service, 'restore:', 'depends_on: directory\nrestore:'],
    [service, 'restore:', 'depends_on: [{ kind: magic, name: x }]\nrestore:'],
    [service, 'ssh: systemctl is-active auth-agent', 'degraded: 101'],
    [service, 'auth-agent }', 'auth-agent, tcp: 22 }'],
    [runbook, 'steps:', 'step:'],
    [runbook, '  - { id: start, command: systemctl restart auth-agent }', '  []'],
    ['plan.yaml', 'currency: USD', 'currency: dollars'],
  ])('%s: %j → %j', async (file, was, is) => {
    const text = goodPlan[file].replace(was, is);
    expect(text).not.toBe(goodPlan[file]);
    const validate = schemaOf(file === 'plan.yaml' ? 'plan' : file === service ? 'service' : 'runbook');
    const refused = (await problemsWith({ [file]: text })).some(({ severity }) => severity === 'error');
    expect([refused, validate(parse(text)), validate(parse(goodPlan[file]))]).toEqual([true, false, true]);
  });
});

test('every field of every file says what it is for', () => {
  const silent = Object.entries(jsonSchemaFiles()).flatMap(([name, text]) =>
    silentIn(JSON.parse(text), name),
  );
  expect(silent).toEqual([]);
});

function silentIn(node: SchemaNode, at: string): readonly string[] {
  const rest =
    typeof node.additionalProperties === 'object' ? silentIn(node.additionalProperties, `${at}.*`) : [];
  const fields = Object.entries(node.properties ?? {}).flatMap(([name, child]) => [
    ...(child.description === undefined ? [`${at}.${name}`] : []),
    ...silentIn(child, `${at}.${name}`),
  ]);
  const inner = [...(node.anyOf ?? []), ...(node.items ? [node.items] : [])];
  return [...fields, ...rest, ...inner.flatMap((each) => silentIn(each, at))];
}
