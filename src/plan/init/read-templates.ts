import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { firstLook, type PlanTemplate } from './template';

/** The templates that ship with the product, the harmless one first. They are ours: a broken one is a bug and throws. */
export async function readTemplates(folder: string): Promise<readonly PlanTemplate[]> {
  const ids = (await readdir(folder)).sort((a, b) => Number(b === firstLook) - Number(a === firstLook));
  return Promise.all(ids.map((id) => readTemplate(folder, id)));
}

async function readTemplate(folder: string, id: string): Promise<PlanTemplate> {
  const text = (...path: readonly string[]) => readFile(join(folder, id, ...path), 'utf8');
  const files = (await readdir(join(folder, id, 'runbooks'))).sort();
  const runbooks = await Promise.all(
    files.map(async (file) => [file.replace(/\.yaml$/, ''), await text('runbooks', file)] as const),
  );
  const texts = Object.fromEntries(runbooks);
  const main = parse(texts[id] ?? '') as { readonly name: string; readonly irreversible?: boolean };
  const scenario = await text('scenario.md');
  const [, summary = ''] = scenario.split('\n\n');
  return {
    ...{ id, name: main.name, summary, irreversible: main.irreversible === true },
    ...{ service: await text('service.yaml'), runbooks: texts, scenario },
  };
}
