import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors';
import { codeOf, isInside, openPlanFolder, readText } from '../plan-folder';
import { asWritten, editable } from './line-ends';
import { mostBytesOf, planFileOf } from './plan-file';
import { writeFileWhole } from './write-file';

/** A file as it stands in the folder. */
export type FileOnDisk = {
  /** SHA-256 (hex) of its bytes. */
  readonly digest: string;
  readonly text: string;
};

export type SavedFile =
  | { readonly state: 'saved'; readonly digest: string }
  /** Somebody else has changed it since it was read; null = they removed it. Nothing was written. */
  | { readonly state: 'conflict'; readonly theirs: FileOnDisk | null };

/**
 * A file of the plan folder, or null when there is none of this name.
 * @throws AppError when it cannot be edited: no text, too large, not inside the folder
 */
export async function readPlanFile(root: string, file: string): Promise<FileOnDisk | null> {
  const bytes = await bytesOf(root, file);
  return bytes && onDisk(bytes);
}

/**
 * Puts a text in the place of the one that was read: whole, or not at all. A link inside the folder is followed.
 * @param from digest of what was read; null = there was no such file
 * @throws AppError `invalid-input` for what is no file of the plan; `unavailable` when the disk does not let us
 */
export async function savePlanFile(
  root: string,
  file: string,
  from: string | null,
  text: string,
): Promise<SavedFile> {
  const most = mostBytesOf(planFileOf(file));
  const before = await bytesOf(root, file);
  if ((before && onDisk(before).digest) !== from) return conflict(before);
  const bytes = asWritten(text, before);
  if (bytes.byteLength > most)
    throw new AppError(
      'invalid-input',
      `${file} would have ${bytes.byteLength} bytes; at most ${most} are read.`,
    );
  try {
    const target = await targetOf(root, file, before !== null);
    const mode = before === null ? 0o644 : (await stat(target)).mode & 0o777;
    const stillRight = async () => (await readPlanFile(root, file))?.digest === from;
    const written = await writeFileWhole(
      target,
      bytes,
      before === null ? { mode, isNew: true } : { mode, stillRight },
    );
    return written ? { state: 'saved', digest: onDisk(bytes).digest } : conflict(await bytesOf(root, file));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (codeOf(error) === 'EEXIST') return conflict(await bytesOf(root, file));
    throw new AppError('unavailable', `${file} cannot be written (${codeOf(error)}). It is as it was.`, {
      cause: error,
    });
  }
}

async function bytesOf(root: string, file: string): Promise<Buffer | null> {
  const most = mostBytesOf(planFileOf(file));
  const { folder, problems: unopened } = await openPlanFolder(root);
  if (!folder) throw new AppError('unavailable', unopened[0]?.message ?? 'The plan folder is gone.');
  const { text, problems } = await readText(folder, file, most);
  const [problem] = problems;
  // What git could not merge is opened, so that somebody can choose.
  if (text !== null || problem?.rule === 'merge-conflict') return folder.contents.get(file) ?? null;
  if (problem?.rule === 'missing-file') return null;
  throw new AppError('unavailable', `${problem?.message} ${problem?.fix}`);
}

async function targetOf(root: string, file: string, exists: boolean): Promise<string> {
  const top = await realpath(root);
  if (exists) return realpath(join(top, file));
  const folder = join(top, dirname(file));
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  if (!isInside(top, real))
    throw new AppError('invalid-input', `${dirname(file)} leads out of the plan folder.`);
  return join(real, basename(file));
}

function onDisk(bytes: Buffer): FileOnDisk {
  return { digest: createHash('sha256').update(bytes).digest('hex'), text: editable(bytes) };
}

const conflict = (bytes: Buffer | null): SavedFile => ({ state: 'conflict', theirs: bytes && onDisk(bytes) });
