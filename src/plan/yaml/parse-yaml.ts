import { Composer, type Document, Lexer, LineCounter, Parser, type SchemaOptions } from 'yaml';
import { type PlanProblem, planError, startOfFile } from '../plan-problem';
import { inspectNodes } from './inspect-nodes';
import { type Locate, locateIn, type NumberText, numberTextIn } from './locate';
import { syntaxProblem } from './syntax-problem';

/** A YAML file without errors of its own: its value as plain data, and where each part of it stands. */
export type YamlFile = {
  readonly value: unknown;
  readonly locate: Locate;
  /** Absent where numbers are written in one way only. */
  readonly numberText?: NumberText | undefined;
};

export type ParsedYaml = { readonly yaml: YamlFile | null; readonly problems: readonly PlanProblem[] };

/** Tags and merge keys that another program gives a meaning to. */
export type YamlDialect = Pick<SchemaOptions, 'customTags' | 'merge'>;

// The plan needs about six levels. The parser of `yaml` recurses: a hundred thousand `[` end the
// whole process inside V8, beyond the reach of try and catch, so depth is bounded before composing.
const mostLevels = 60;
// Aliases multiply: ten levels of ten make ten thousand million values out of a hundred words.
const mostAliases = 50;

/**
 * Reads one YAML 1.2 document strictly. Never throws, whatever the text is.
 * @param dialect what the program allows that the file belongs to; a plan allows none of it
 */
export function parseYaml(file: string, text: string, dialect: YamlDialect = {}): ParsedYaml {
  const lines = new LineCounter();
  const tokens = tokenise(text, lines);
  if ('tooDeepAt' in tokens) {
    const message = `The text nests deeper than ${mostLevels} levels.`;
    const at = { line: lines.linePos(tokens.tooDeepAt).line, column: lines.linePos(tokens.tooDeepAt).col };
    return refused([planError(file, at, 'yaml-too-deep', message, 'Plan files need about six.')]);
  }
  const strict = { prettyErrors: false, uniqueKeys: false, stringKeys: true } as const;
  const options = { ...strict, lineCounter: lines, ...dialect };
  const documents = [...new Composer(options).compose(tokens, true, text.length)];
  const [document, second] = documents;
  if (!document) return refused([emptyFile(file)]);

  const issues = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  const problems = [
    ...firstOfEachLine(issues.map((issue) => syntaxProblem(file, text, issue, lines))),
    ...inspectNodes(file, text, document, lines, mostAliases),
  ];
  const tab = problems.find(({ rule }) => rule === 'yaml-tab');
  // What stands below a tab is read as something else: nothing that is said of it is worth anything.
  if (tab) return refused(problems.filter(({ line, rule }) => line < tab.line || rule === tab.rule));
  if (second) {
    const { line, col } = lines.linePos(second.range[0]);
    const message = 'A second YAML document starts here.';
    const fix = 'Write one document in each file; remove the "---" between them.';
    problems.push(planError(file, { line, column: col }, 'yaml-syntax', message, fix));
  }
  if (problems.length > 0) return refused(problems);

  const value = plainValue(document);
  if (value === undefined) {
    const message = `Aliases in this file stand for more than ${mostAliases} values.`;
    return refused([planError(file, startOfFile, 'too-many-aliases', message, 'Write the values out.')]);
  }
  if (value === null) return refused([emptyFile(file)]);
  const yaml = { value, locate: locateIn(document, lines), numberText: numberTextIn(document) };
  return { yaml, problems: [] };
}

function tokenise(text: string, lines: LineCounter) {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > mostLevels) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return tokens;
}

// Undefined means that the aliases multiply to too much; `yaml` counts them while expanding.
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as unknown;
  } catch {
    return undefined;
  }
}

// What the parser says next about a line it did not understand is guesswork.
function firstOfEachLine(problems: readonly PlanProblem[]): readonly PlanProblem[] {
  const lines = new Set<number>();
  return problems.filter(({ line }) => !lines.has(line) && lines.add(line));
}

function emptyFile(file: string): PlanProblem {
  return planError(file, startOfFile, 'empty-file', 'The file is empty.', 'Fill it in, or remove it.');
}

function refused(problems: readonly PlanProblem[]): ParsedYaml {
  return { yaml: null, problems };
}
