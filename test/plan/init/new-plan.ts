import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { buildPlan } from '../../../src/plan/init/build-plan';
import type { NewPerson } from '../../../src/plan/init/person';
import { readTemplates } from '../../../src/plan/init/read-templates';
import { inventoryOf, startingPoint } from '../../../src/plan/init/starting-point';
import { jsonSchemaFiles } from '../../../src/plan/json-schema';

/** The shipped templates. */
export const templatesFolder = fileURLToPath(new URL('../../../resources/templates/', import.meta.url));

export const webAndDb = `[web]
web01 ansible_host=10.0.0.1
web02 ansible_host=10.0.0.2

[db]
db01 ansible_host=10.0.0.3 ansible_user=dba

[prod:children]
web
db
`;

/** Writes an inventory, and what else belongs to it, into a folder that goes with the test. */
export async function inventoryAt(text: string, file = 'hosts.ini'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-start-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, file), text);
  return join(folder, file);
}

type Wanted = {
  readonly templates?: readonly string[];
  readonly inventory?: string;
  readonly people?: readonly [NewPerson, ...NewPerson[]];
  readonly organisation?: string;
};

/** Files of a plan made from an inventory with one service of all endpoints. */
export async function newPlan(wanted: Wanted): Promise<Readonly<Record<string, string>>> {
  const path = await inventoryAt(wanted.inventory ?? webAndDb);
  const start = await startingPoint(path, { knownHosts: [] });
  return buildPlan({
    answers: {
      organisation: wanted.organisation ?? 'St. Brendan’s',
      people: wanted.people ?? [{ name: 'Maria Chen', phone: '+1 555 0101' }, { name: 'Jon Ade' }],
      services: [{ name: 'Everything', selector: '*', templates: wanted.templates ?? ['first-look'] }],
      ...{ user: 'ops', identity: null, mode: 'drill', until: '2099-03-31' },
    },
    templates: await readTemplates(templatesFolder),
    inventory: inventoryOf(start, 'ops'),
    knownHosts: start.knownHosts,
    schemas: jsonSchemaFiles(),
  });
}
