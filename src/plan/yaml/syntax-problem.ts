import type { LineCounter, YAMLError } from 'yaml';
import { type PlanProblem, planError } from '../plan-problem';

type Words = readonly [rule: string, message: string, fix: string];

const quote = 'Put the text in quotes.';
const words: Partial<Record<YAMLError['code'], Words>> = {
  TAB_AS_INDENT: ['yaml-tab', 'A tab indents this line.', 'Indent with two spaces.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'yaml-syntax',
    'A second ": " follows on the same line, or this line is indented under a value.',
    'Put text that contains ": " in quotes, and begin fields of one group in the same column.',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'yaml-syntax',
    'This line is neither a field nor a list item.',
    'Write "field: value" with a space after the colon.',
  ],
  BAD_SCALAR_START: ['yaml-syntax', 'A value cannot begin with this character.', quote],
  BAD_ALIAS: [
    'yaml-syntax',
    'A value that begins with "*" is an alias in YAML.',
    `${quote} For example: "*".`,
  ],
  BAD_INDENT: [
    'yaml-syntax',
    'This line is indented differently from its neighbours, or a bracket above is not closed.',
    'Begin fields of one group in the same column, and close every [ and {.',
  ],
  BAD_DQ_ESCAPE: [
    'yaml-syntax',
    'A backslash in double quotes begins an escape that does not exist.',
    "Use single quotes: '…'.",
  ],
  MISSING_CHAR: [
    'yaml-syntax',
    'A closing quote, a closing bracket or a colon is missing.',
    'Close what was opened, and write "field: value".',
  ],
  UNEXPECTED_TOKEN: [
    'yaml-syntax',
    'This does not belong here.',
    'Begin a list on the line after its field.',
  ],
  NON_STRING_KEY: ['yaml-syntax', 'The name of a field must be plain text.', 'Write "field: value".'],
  TAG_RESOLVE_FAILED: ['yaml-tag', 'A value that begins with "!" is a tag in YAML.', quote],
};

/**
 * What the YAML parser found, in words for somebody who does not know the YAML specification. A tab in front of the
 * place, or of the line above, where the parser gave up, is what is wrong, whatever the parser makes of it.
 */
export function syntaxProblem(file: string, text: string, issue: YAMLError, lines: LineCounter): PlanProblem {
  const { line, col } = lines.linePos(issue.pos[0]);
  const tabbed = [line, line - 1].find((each) => isIndentedByTab(text, lines.lineStarts[each - 1]));
  const tab = words.TAB_AS_INDENT;
  if (tab && tabbed !== undefined) return planError(file, { line: tabbed, column: 1 }, ...tab);
  const fallback: Words = ['yaml-syntax', `This is not YAML: ${issue.message}.`, 'See https://yaml.org.'];
  const [rule, message, fix] = words[issue.code] ?? fallback;
  return planError(file, { line, column: col }, rule, message, fix);
}

function isIndentedByTab(text: string, start: number | undefined): boolean {
  return start !== undefined && /^ *\t[ \t]*[^\s]/.test(text.slice(start, start + 200));
}
