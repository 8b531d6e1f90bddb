import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { mergeConflict } from './merge-conflict';
import type { ParsedFiles } from './parsed-files';
import { type PlanProblem, type Position, planError, planWarning, startOfFile } from './plan-problem';
import { firstInvalidByte } from './utf8';

/** An opened plan folder. `contents` gathers every file that was read, for the digest. */
export type PlanFolder = {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;
  /** Path relative to the folder → bytes. */
  readonly contents: Map<string, Buffer>;
  /** What is read in place of what the folder holds, or beside it: a draft that is not saved. */
  readonly drafts?: ReadonlyMap<string, Buffer>;
  /** What an earlier reading made of its files. */
  readonly parsed?: ParsedFiles | undefined;
};

/**
 * Opens the folder, or says why it cannot be one.
 * @param drafts by their path within the folder: what is read in place of the files there
 */
export async function openPlanFolder(
  path: string,
  drafts: ReadonlyMap<string, Buffer> = new Map(),
  parsed?: ParsedFiles,
): Promise<{ readonly folder: PlanFolder | null; readonly problems: readonly PlanProblem[] }> {
  const refused = (rule: string, message: string, fix: string) => ({
    folder: null,
    problems: [planError('.', startOfFile, rule, message, fix)],
  });
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory())
      return { folder: { root, contents: new Map(), drafts, parsed }, problems: [] };
    return refused('not-a-folder', `${path} is not a folder.`, 'Name the folder that holds plan.yaml.');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      return refused('not-a-folder', `${path} does not exist.`, 'Name the folder that holds plan.yaml.');
    }
    return refused(
      'cannot-read',
      `${path} cannot be opened (${codeOf(error)}).`,
      'Allow this user to read it.',
    );
  }
}

/** What `parse` makes of a file that was read; see `ParsedFiles`. */
export function parseOnce<T>({ parsed, contents }: PlanFolder, file: string, as: object, parse: () => T): T {
  const bytes = contents.get(file);
  return parsed && bytes ? parsed.of(file, as, bytes, parse) : parse();
}

export type ReadText = { readonly text: string | null; readonly problems: readonly PlanProblem[] };
export type ReadBytes = { readonly bytes: Buffer | null; readonly problems: readonly PlanProblem[] };

/**
 * The text of one file, without its byte order mark. Refuses what is not a regular file inside the folder,
 * is larger than `mostBytes`, is not UTF-8, or holds an open merge of git. A missing file is the problem `missing-file`.
 */
export async function readText(folder: PlanFolder, file: string, mostBytes: number): Promise<ReadText> {
  const { bytes, problems } = await readBytes(folder, file, mostBytes);
  if (bytes === null) return { text: null, problems };
  const refused = (rule: string, message: string, fix: string, at: Position): ReadText => ({
    text: null,
    problems: [planError(file, at, rule, message, fix)],
  });
  // The mark that Excel and PowerShell begin their "Unicode text" with.
  if (bytes.length > 1 && ['fffe', 'feff'].includes(bytes.toString('hex', 0, 2))) {
    const fix = 'Save the file as UTF-8; spreadsheets call it "CSV UTF-8", and UTF-16 "Unicode text".';
    return refused('not-utf-8', `${file} is UTF-16 text, not UTF-8.`, fix, startOfFile);
  }
  if (!isUtf8(bytes)) {
    const { offset, line, column } = firstInvalidByte(bytes);
    const message = `Byte ${offset} of ${file} (counted from 0) is not UTF-8 text.`;
    return refused('not-utf-8', message, 'Save the file as UTF-8.', { line, column });
  }
  if (bytes.includes(0)) {
    const offset = bytes.indexOf(0);
    const before = bytes.subarray(0, offset).toString('utf8');
    const at = { line: before.split('\n').length, column: offset - bytes.lastIndexOf(10, offset) };
    const message = `Byte ${offset} of ${file} (counted from 0) is NUL: this is not a text file.`;
    return refused('not-text', message, 'Save the file as UTF-8 text.', at);
  }
  const text = new TextDecoder().decode(bytes);
  const conflict = mergeConflict(file, text);
  return conflict ? { text: null, problems: [conflict] } : { text, problems: [] };
}

/** The same without asking what the bytes mean. */
export async function readBytes(folder: PlanFolder, file: string, mostBytes: number): Promise<ReadBytes> {
  const refused = (rule: string, message: string, fix: string): ReadBytes => ({
    bytes: null,
    problems: [planError(file, startOfFile, rule, message, fix)],
  });
  let bytes: Buffer;
  const draft = folder.drafts?.get(file);
  if (draft) {
    folder.contents.set(file, draft);
    return { bytes: draft, problems: [] };
  }
  try {
    const path = await realpath(join(folder.root, file));
    if (!isInside(folder.root, path)) {
      return refused(
        'outside-folder',
        `${file} leads out of the plan folder.`,
        'Copy the file into the folder.',
      );
    }
    // Without O_NONBLOCK, opening a named pipe waits for a writer for ever. Windows does not know the flag.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const about = await handle.stat();
      if (!about.isFile()) return refused('not-a-file', `${file} is not a file.`, 'Put a text file here.');
      if (about.size > mostBytes) {
        const message = `${file} has ${about.size} bytes; at most ${mostBytes} are read.`;
        return refused('too-large', message, 'Split it, or check that it is the right file.');
      }
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return refused('missing-file', `${file} does not exist.`, 'Create it, or correct the name.');
    }
    if (code === 'ELOOP')
      return refused('outside-folder', `${file} is a link to itself.`, 'Put a file here.');
    if (code === 'EISDIR') return refused('not-a-file', `${file} is a folder.`, 'Put a text file here.');
    return refused('cannot-read', `${file} cannot be read (${code}).`, 'Allow this user to read it.');
  }
  folder.contents.set(file, bytes);
  return { bytes, problems: [] };
}

/**
 * The `.yaml` files of a subfolder, sorted. A missing subfolder has none.
 * Hidden files, editors' backups (`~`) and notes (`.md`) are passed over in silence, anything else with a warning.
 */
export async function listYaml(
  folder: PlanFolder,
  directory: string,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly PlanProblem[] }> {
  let names: string[];
  try {
    const path = await realpath(join(folder.root, directory));
    if (!isInside(folder.root, path)) {
      const message = `${directory} leads out of the plan folder.`;
      const fix = 'Put a folder here instead of a link.';
      return { files: [], problems: [planError(directory, startOfFile, 'outside-folder', message, fix)] };
    }
    names = await readdir(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { files: draftsIn(folder, directory), problems: [] };
    const message = `${directory} cannot be listed (${codeOf(error)}).`;
    const fix = 'Put a folder here that this user may read.';
    return { files: [], problems: [planError(directory, startOfFile, 'cannot-read', message, fix)] };
  }
  const seen = names.filter((name) => !/^\.|~$|\.md$/.test(name)).sort();
  const files = seen.filter((name) => name.endsWith('.yaml')).map((name) => `${directory}/${name}`);
  return {
    files: [...new Set([...files, ...draftsIn(folder, directory)])].sort(),
    problems: seen
      .filter((name) => !name.endsWith('.yaml'))
      .map((name) => {
        const message = `${directory}/${name} is not read: its name does not end in .yaml.`;
        const fix = 'Rename it, or move it out of this folder.';
        return planWarning(`${directory}/${name}`, startOfFile, 'ignored-file', message, fix);
      }),
  };
}

function draftsIn({ drafts }: PlanFolder, directory: string): readonly string[] {
  return [...(drafts?.keys() ?? [])].filter((file) => file.startsWith(`${directory}/`)).sort();
}

/** True when `path` is `root` or below it. Both absolute, with symbolic links resolved. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The system's word for what went wrong, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
