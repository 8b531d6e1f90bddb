import { createHash } from 'node:crypto';
import { hiddenIn } from '../domain/plain-text';
import { insideFolder } from './own-path';
import { type PlanFolder, readBytes, readText } from './plan-folder';
import { type PlanProblem, type Position, planError, planWarning } from './plan-problem';
import { type PlaybookFolder, readPlaybooks } from './playbook-folder';
import type { PlanPart } from './read-yaml';
import type { RunbookFile } from './schema/runbook-file';
import { fieldName } from './yaml/field-name';
import type { Path } from './yaml/locate';

/** A copy goes to many endpoints at the same time, and is held in memory for each. */
const mostCopyBytes = 4_000_000;
const mostScriptBytes = 100_000;
/** Of all copies of a plan together: they stay in memory while it is in force. */
const mostCopiesBytes = 64_000_000;

/** A file that a step copies, as it was when the plan was read. */
export type CopyFile = { readonly sha256: string; readonly bytes: Uint8Array };

export type StepFiles = {
  /** By the path that the plan writes. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly copies: ReadonlyMap<string, CopyFile>;
  /** Everything in the folder of a playbook, by the playbook's path. */
  readonly playbooks: ReadonlyMap<string, PlaybookFolder>;
  readonly problems: readonly PlanProblem[];
};

type Named = {
  readonly part: PlanPart<RunbookFile>;
  readonly path: Path;
  readonly as: 'script' | 'copy';
  readonly written: string;
};

/** Reads every file of the plan folder that a step names. What they say becomes part of the plan, and of its digest. */
export async function readStepFiles(
  folder: PlanFolder,
  runbooks: readonly PlanPart<RunbookFile>[],
): Promise<StepFiles> {
  const scripts = new Map<string, string>();
  const copies = new Map<string, CopyFile>();
  const problems: PlanProblem[] = [];
  let copied = 0;
  for (const named of runbooks.flatMap(filesOf)) {
    const { written } = named;
    const inside = insideFolder(written);
    if (inside === null) {
      const message = `${nameOf(named)} ${JSON.stringify(written)} is not inside the plan folder.`;
      problems.push(problemAt(named, 'outside-folder', message, 'Copy the file into the folder.'));
    } else if (named.as === 'script' && !scripts.has(written)) {
      const { text, problems: unread } = await readText(folder, inside, mostScriptBytes);
      problems.push(...unread.map((problem) => atStep(named, problem)));
      if (text === null) continue;
      scripts.set(written, text);
      problems.push(...inspectScript(inside, text));
    } else if (named.as === 'copy' && !copies.has(written)) {
      const { bytes, problems: unread } = await readBytes(folder, inside, mostCopyBytes);
      problems.push(...unread.map((problem) => atStep(named, problem)));
      if (bytes === null) continue;
      copied += bytes.length;
      copies.set(written, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes });
      if (copied <= mostCopiesBytes) continue;
      const message = `The files that steps copy have more than ${mostCopiesBytes} bytes together.`;
      const fix = 'Fetch large files on the endpoint, with a command.';
      problems.push(problemAt(named, 'too-large', message, fix));
      break;
    }
  }
  const { playbooks, problems: unplayed } = await readPlaybooks(folder, runbooks);
  return { scripts, copies, playbooks, problems: [...problems, ...unplayed] };
}

/** What a person who reads the script does not see. */
function inspectScript(file: string, text: string): readonly PlanProblem[] {
  const hidden = hiddenIn(text);
  if (hidden) {
    const fix = 'Remove it, or type the text anew.';
    const message = `This text holds ${hidden.words}.`;
    return [planError(file, placeIn(text, hidden.at), 'hidden-character', message, fix)];
  }
  const at = text.indexOf('\r\n');
  if (at === -1) return [];
  const message = `${file} has the line ends of Windows, which a shell takes for a part of the last word.`;
  return [planWarning(file, placeIn(text, at), 'windows-line-ends', message, 'Save it with Unix line ends.')];
}

function placeIn(text: string, at: number): Position {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function filesOf(part: PlanPart<RunbookFile>): readonly Named[] {
  const steps = part.value?.steps ?? [];
  return steps.flatMap(({ script_file, copy, local, http }, index): readonly Named[] => {
    const named = (written: string | undefined, as: Named['as'], ...path: Path) =>
      written === undefined ? [] : [{ part, path: ['steps', index, ...path], as, written }];
    const program = local?.command[0];
    return [
      ...named(script_file, 'script', 'script_file'),
      ...named(copy, 'copy', 'copy'),
      // Of an absolute path the file is the machine's own, and may be another one on every console.
      ...named(program?.startsWith('/') ? undefined : program, 'copy', 'local', 'command', 0),
      ...named(http?.ca, 'copy', 'http', 'ca'),
    ];
  });
}

function problemAt(named: Named, rule: string, message: string, fix: string): PlanProblem {
  const { part, path } = named;
  return planError(part.file, part.locate(path), rule, message, fix);
}

/** What is wrong with a file is mended where it is named; only what stands in it is mended in it. */
function atStep(named: Named, problem: PlanProblem): PlanProblem {
  const { rule, message, fix } = problem;
  if (rule === 'not-utf-8' || rule === 'not-text') return problem;
  return problemAt(named, rule, `${nameOf(named)}: ${message}`, fix);
}

function nameOf({ part, path }: Named): string {
  return fieldName(part.value, path) ?? String(path.at(-1));
}
