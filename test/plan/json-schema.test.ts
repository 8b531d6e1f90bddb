import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { SchemaNode } from '../../src/domain/plan/schema-node';
import { staleRules } from '../../src/domain/proof/freshness';
import { inventoryFormats } from '../../src/plan/fleet/inventory-format';
import { jsonSchemaFiles } from '../../src/plan/json-schema';

const folder = fileURLToPath(new URL('../../resources/schemas/', import.meta.url));
const reference = fileURLToPath(new URL('../../docs/plan.md', import.meta.url));
const source = fileURLToPath(new URL('../../src/plan/', import.meta.url));

// To write them anew: HOLDFAST_WRITE_SCHEMAS=1 npx vitest run test/plan/json-schema.test.ts && npx biome check --write resources/schemas
test('the JSON Schemas in resources are the ones of the zod schemas', async () => {
  const files = jsonSchemaFiles();
  for (const [name, text] of Object.entries(files)) {
    if (process.env.HOLDFAST_WRITE_SCHEMAS) await writeFile(`${folder}${name}`, text);
  }
  const names = (await readdir(folder)).sort();
  const written = names.map(async (name) => [name, JSON.parse(await readFile(`${folder}${name}`, 'utf8'))]);
  const expected = Object.entries(files).map(([name, text]) => [name, JSON.parse(text)]);
  expect(Object.fromEntries(await Promise.all(written))).toEqual(Object.fromEntries(expected));
});

test('every field has its place in the reference', async () => {
  const text = await readFile(reference, 'utf8');
  const fields = Object.values(jsonSchemaFiles()).flatMap((schema) => fieldsOf(JSON.parse(schema)));
  expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});

test('every rule has its place in the reference', async () => {
  const text = await readFile(reference, 'utf8');
  const formats = ['ansible', 'csv', 'rundeck', 'ssh-config', 'way'].map((format) => `fleet/${format}/`);
  const folders = ['', 'check/', 'check/lint/', 'fleet/', ...formats, 'schema/', 'yaml/'].map(
    (name) => `${source}${name}`,
  );
  const files = await Promise.all(
    folders.map(async (at) =>
      (await readdir(at)).filter((file) => file.endsWith('.ts')).map((file) => at + file),
    ),
  );
  const code = (await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))).join('\n');
  const literals = [...code.matchAll(/'([a-z]+(?:-[a-z0-9]+)+)'/g)].map(([, word]) => word ?? '');
  const named = [...text.matchAll(/^\| `([a-z0-9-]+)` \| (?:error|warning|note|either)/gm)].map(
    ([, rule]) => rule ?? '',
  );
  const notRules = [
    ...inventoryFormats,
    'node-executor',
    'ssh-keypath',
    'two-person',
    'restart-auth-agent',
    'sign-in',
    'certificate-authority',
    'draft-7',
    'restore-auth-agent',
    'auth-agent',
    'agent-failing-50',
    'staff-mail',
    'incident-commander',
    'operations-lead',
    'communications-lead',
    'rto-used',
    'decision-pending',
    'pass-on',
    'stand-down',
    'wait-until',
    'drain-queue',
    'automated-remediation',
  ];
  const kinds = ['service', 'runbook', 'person', 'role', 'channel', 'probe'].map((kind) => `unknown-${kind}`);
  const rules = new Set([
    ...literals.filter((word) => !notRules.includes(word)),
    ...kinds,
    ...staleRules,
    'placeholder',
  ]);
  expect([...named].sort()).toEqual([...rules].sort());
});

function fieldsOf(node: SchemaNode): readonly string[] {
  const rest = typeof node.additionalProperties === 'object' ? fieldsOf(node.additionalProperties) : [];
  const inner = Object.entries(node.properties ?? {}).flatMap(([name, child]) => [name, ...fieldsOf(child)]);
  const alternatives = node.anyOf?.flatMap(fieldsOf) ?? [];
  return [...inner, ...rest, ...alternatives, ...(node.items ? fieldsOf(node.items) : [])];
}
