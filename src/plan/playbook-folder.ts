import { createHash } from 'node:crypto';
import { packFiles } from '../domain/run/playbook';
import { listFolder } from './list-folder';
import { type PlanFolder, readBytes } from './plan-folder';
import { type PlanProblem, planError } from './plan-problem';
import { inspectPlaybook } from './playbook-text';
import type { PlanPart } from './read-yaml';
import type { RunbookFile } from './schema/runbook-file';

/** Everything in the folder of a playbook, as it was when the plan was read. */
export type PlaybookFolder = {
  /** Path from the playbook's folder → content. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Bytes of all of them. */
  readonly size: number;
  /** Of `bytes`, the one packing of them all. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
};

const mostFiles = 500;
const mostBytes = 8_000_000;
const mostLevels = 12;
/** The plan's own folders hold other things than playbooks. */
const notPlayed = new Set(['fleet', 'services', 'runbooks', 'scenarios']);

type Named = { readonly part: PlanPart<RunbookFile>; readonly index: number; readonly playbook: string };

/**
 * Reads the folder of every playbook that a step names: whatever the playbook includes is in it, or it is not there
 * when it is played. Hidden files and what editors and ansible leave behind are passed over.
 */
export async function readPlaybooks(
  folder: PlanFolder,
  runbooks: readonly PlanPart<RunbookFile>[],
): Promise<{
  readonly playbooks: ReadonlyMap<string, PlaybookFolder>;
  readonly problems: readonly PlanProblem[];
}> {
  const playbooks = new Map<string, PlaybookFolder>();
  const problems: PlanProblem[] = [];
  for (const named of runbooks.flatMap(playbooksOf)) {
    const report = (rule: string, message: string, fix: string): void => {
      const { part, index, playbook } = named;
      const at = part.locate(['steps', index, 'ansible', 'playbook']);
      problems.push(
        planError(part.file, at, rule, `ansible.playbook ${JSON.stringify(playbook)}: ${message}`, fix),
      );
    };
    const read = playbooks.get(named.playbook) ?? (await readOne(folder, named.playbook, report));
    if (read === null) continue;
    playbooks.set(named.playbook, read);
    const step = named.part.value?.steps[named.index];
    const mayRunHere = step?.ansible?.allow?.includes('control-node') === true;
    problems.push(...inspectPlaybook(folderOf(named.playbook) ?? '', read.files, mayRunHere));
  }
  return { playbooks, problems };
}

type Report = (rule: string, message: string, fix: string) => void;

async function readOne(folder: PlanFolder, playbook: string, report: Report): Promise<PlaybookFolder | null> {
  const root = folderOf(playbook);
  if (
    root === null ||
    notPlayed.has(root.split('/')[0] ?? '') ||
    root.split('/').some((part) => /^\./.test(part))
  ) {
    report(
      'outside-folder',
      'a playbook stands in a folder of its own in the plan folder, with all that it includes.',
      'Move it, for example to playbooks/restart.yml.',
    );
    return null;
  }
  const paths = await pathsBelow(folder, root, report);
  if (paths === null) return null;
  const files = new Map<string, Buffer>();
  let size = 0;
  for (const path of paths) {
    const { bytes, problems } = await readBytes(folder, `${root}/${path}`, mostBytes);
    for (const { rule, message, fix } of problems) report(rule, message, fix);
    if (bytes === null) return null;
    size += bytes.length;
    files.set(path, bytes);
    if (size <= mostBytes) continue;
    report('too-large', `${root} has more than ${mostBytes} bytes.`, 'Fetch large files on the endpoint.');
    return null;
  }
  if (!files.has(playbook.slice(root.length + 1))) {
    report('missing-file', `${playbook} does not exist.`, 'Create it, or correct the name.');
    return null;
  }
  const base64 = new Map([...files].map(([path, bytes]) => [path, bytes.toString('base64')]));
  const bytes = Buffer.from(packFiles(base64));
  return { files, size, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Every file below a folder, sorted within each; null when it cannot be told or there are too many. */
async function pathsBelow(
  folder: PlanFolder,
  root: string,
  report: Report,
): Promise<readonly string[] | null> {
  const found: string[] = [];
  const look = async (below: string, level: number): Promise<boolean> => {
    const { entries, problems } = await listFolder(folder, below === '' ? root : `${root}/${below}`);
    for (const { rule, message, fix } of problems) report(rule, message, fix);
    if (problems.length > 0) return false;
    for (const { name, isFolder } of entries) {
      if (/^\.|~$|\.retry$|\.pyc$|^__pycache__$/.test(name)) continue;
      const path = below === '' ? name : `${below}/${name}`;
      if (!isFolder) found.push(path);
      const isTooMuch = found.length > mostFiles || level > mostLevels;
      if (isTooMuch) {
        const message = `${root} has more than ${mostFiles} files, or more than ${mostLevels} levels.`;
        report('too-large', message, 'Keep only what the playbook needs beside it.');
      }
      if (isTooMuch || (isFolder && !(await look(path, level + 1)))) return false;
    }
    return true;
  };
  return (await look('', 1)) ? found : null;
}

const folderOf = (playbook: string): string | null => {
  const parts = playbook.split('/');
  const isInside = parts.length > 1 && parts.every((part) => part !== '' && part !== '.' && part !== '..');
  return isInside ? parts.slice(0, -1).join('/') : null;
};

function playbooksOf(part: PlanPart<RunbookFile>): readonly Named[] {
  return (part.value?.steps ?? []).flatMap(({ ansible }, index) =>
    ansible === undefined ? [] : [{ part, index, playbook: ansible.playbook }],
  );
}
