import { readText } from '../../plan-folder';
import { type PlanProblem, planError, planWarning } from '../../plan-problem';
import type { InventorySource } from '../inventory-source';
import { mostFleetBytes } from '../most-bytes';
import { type ConfigLine, configLines } from './config-lines';
import { includedFiles } from './include-files';

/** `host` is what was asked for, `target` the address as far as it is known by then. */
export type Condition = {
  readonly on: 'host' | 'target';
  readonly patterns: readonly string[];
  readonly negated: boolean;
};

/** Lines that count where all conditions hold; `never` where one of them is not understood. */
export type Block = { readonly conditions: readonly Condition[] | 'never'; readonly lines: ConfigLine[] };

export type Blocks = {
  readonly blocks: readonly Block[];
  /** `Host` lines, in order. */
  readonly hosts: readonly ConfigLine[];
  readonly problems: readonly PlanProblem[];
};

/** As deep as OpenSSH itself goes. */
const mostDepth = 16;
const mostIncludes = 1_000;

/** Reads an ssh_config and what it includes into blocks, in the order in which they count. Nothing is run. */
export async function readBlocks(source: InventorySource): Promise<Blocks> {
  const blocks: Block[] = [];
  const hosts: ConfigLine[] = [];
  const problems: PlanProblem[] = [];
  let includes = 0;
  let bytes = 0;

  const readFile = async (
    file: string,
    text: string,
    outer: Block['conditions'],
    way: readonly string[],
  ): Promise<void> => {
    const { lines, problems: broken } = configLines(file, text);
    problems.push(...broken);
    let block: Block = { conditions: outer, lines: [] };
    blocks.push(block);
    const begin = (conditions: readonly Condition[] | 'never') => {
      const isNever = outer === 'never' || conditions === 'never';
      block = { conditions: isNever ? 'never' : [...outer, ...conditions], lines: [] };
      blocks.push(block);
    };
    for (const line of lines) {
      if (line.keyword === 'host') {
        hosts.push(line);
        begin([{ on: 'host', patterns: line.words, negated: false }]);
      } else if (line.keyword === 'match') {
        const conditions = readMatch(line.words);
        if (conditions === null) problems.push(matchNotMapped(line));
        begin(conditions ?? 'never');
      } else if (line.keyword === 'include') {
        for (const written of line.words) await include(line, written, block.conditions, way);
        // What follows an Include comes after what it brought.
        block = { conditions: block.conditions, lines: [] };
        blocks.push(block);
      } else block.lines.push(line);
    }
  };
  const include = async (
    line: ConfigLine,
    written: string,
    outer: Block['conditions'],
    way: readonly string[],
  ) => {
    const report = (severity: typeof planError, rule: string, message: string, fix: string) =>
      problems.push(severity(line.file, { line: line.line, column: 1 }, rule, message, fix));
    const included = await includedFiles(source.folder, source.file, written);
    if ('outside' in included) {
      const fix =
        'Copy what it includes beside it, and write the path from there, as in "Include config.d/*".';
      report(planError, 'outside-folder', `Include ${written} leads out of the plan folder.`, fix);
      return;
    }
    if ('unreadable' in included) {
      report(
        planError,
        'bad-include',
        `Include ${written} ${included.unreadable}.`,
        'Name each folder by itself.',
      );
      return;
    }
    problems.push(...included.problems);
    if (included.files.length === 0) {
      report(
        planWarning,
        'include-nothing',
        `Include ${written} brings no file.`,
        'Remove it, or correct the path.',
      );
    }
    for (const file of included.files) {
      includes += 1;
      if (way.includes(file)) {
        const round = [...way.slice(way.indexOf(file)), file].join(' → ');
        report(
          planError,
          'include-cycle',
          `Files include each other in a circle: ${round}.`,
          'Remove one Include.',
        );
      } else if (way.length > mostDepth || includes > mostIncludes) {
        const message = `More than ${way.length > mostDepth ? `${mostDepth} files include one another` : `${mostIncludes} files are included`}.`;
        if (!problems.some(({ rule }) => rule === 'too-many-includes'))
          report(planError, 'too-many-includes', message, 'Put the hosts into fewer files.');
      } else {
        const { text, problems: unread } = await readText(source.folder, file, mostFleetBytes - bytes);
        problems.push(...unread);
        bytes += text?.length ?? 0;
        if (text !== null) await readFile(file, text, outer, [...way, file]);
      }
    }
  };
  await readFile(source.file, source.text, [], [source.file]);
  return { blocks, hosts, problems };
}

/** Null for criteria that are not understood; some of them would have to run a program. */
function readMatch(words: readonly string[]): readonly Condition[] | null {
  const conditions: Condition[] = [];
  for (let index = 0; index < words.length; index++) {
    const written = (words[index] ?? '').toLowerCase();
    const negated = written.startsWith('!');
    const kind = negated ? written.slice(1) : written;
    if (kind === 'all' && words.length === 1 && !negated) return [];
    const list = words[index + 1];
    if ((kind !== 'host' && kind !== 'originalhost') || list === undefined) return null;
    conditions.push({ on: kind === 'host' ? 'target' : 'host', patterns: list.split(','), negated });
    index += 1;
  }
  return conditions.length > 0 ? conditions : null;
}

function matchNotMapped({ file, line, rest }: ConfigLine): PlanProblem {
  const message = `"Match ${rest.slice(0, 60).replaceAll('"', "'")}" is not understood; its lines are not used.`;
  const fix =
    'Write Host instead: only Match all, host and originalhost are understood, and no program is run.';
  return planWarning(file, { line, column: 1 }, 'not-mapped', message, fix);
}
