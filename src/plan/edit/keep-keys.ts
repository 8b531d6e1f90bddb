import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors';
import { mostFleetBytes } from '../fleet/most-bytes';
import { insideFolder } from '../own-path';
import { codeOf, isInside, openPlanFolder, readText } from '../plan-folder';
import { formatProblem, type PlanProblem } from '../plan-problem';
import { readYaml } from '../read-yaml';
import { planFileSchema } from '../schema/plan-file';
import { writeFileWhole } from './write-file';

/** A file of the plan folder that lines were added to. Digests are SHA-256 (hex) of its bytes; null = it was not there. */
export type KeptFile = { readonly file: string; readonly from: string | null; readonly to: string };

/**
 * Adds lines to the file that the plan names as its known_hosts: whole, or not at all. What stands in it stays.
 * @throws AppError `invalid-input` when plan.yaml or that file cannot be read, `unavailable` when the disk refuses
 */
export async function keepKeys(root: string, lines: readonly string[]): Promise<KeptFile> {
  const { folder, problems: unopened } = await openPlanFolder(root);
  if (!folder) throw cannot(unopened);
  const { value, problems: wrong } = await readYaml(folder, 'plan.yaml', {
    what: 'the plan',
    schema: planFileSchema,
  });
  const file = value && insideFolder(value.fleet.known_hosts);
  if (!file) throw cannot(wrong);
  const { text, problems } = await readText(folder, file, mostFleetBytes);
  const isNew = text === null && problems[0]?.rule === 'missing-file';
  if (text === null && !isNew) throw cannot(problems);
  const before = text === null ? null : (folder.contents.get(file) ?? Buffer.alloc(0));
  // A last line without an end would run on into the first new one.
  const joint = text === null || text === '' || text.endsWith('\n') ? '' : '\n';
  const bytes = Buffer.concat([before ?? Buffer.alloc(0), Buffer.from(`${joint}${lines.join('\n')}\n`)]);
  try {
    if (before === null) await mkdir(dirname(join(folder.root, file)), { recursive: true });
    const at = await realpath(join(folder.root, before === null ? dirname(file) : file));
    if (!isInside(folder.root, at))
      throw new AppError('invalid-input', `${file} leads out of the plan folder. Nothing was written.`);
    const target = before === null ? join(at, basename(file)) : at;
    const mode = before === null ? 0o644 : (await stat(target)).mode & 0o777;
    await writeFileWhole(target, bytes, { mode });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const words = `${file} cannot be written (${codeOf(error)}). It is as it was.`;
    throw new AppError('unavailable', words, { cause: error });
  }
  return { file, from: before && digestOf(before), to: digestOf(bytes) };
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function cannot(problems: readonly PlanProblem[]): AppError {
  const words = problems.map(formatProblem);
  return new AppError('invalid-input', ['The keys were not kept:', ...words].join('\n'));
}
