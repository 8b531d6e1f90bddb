import { type Position, planError, startOfFile } from '../plan-problem';
import type { Locate } from '../yaml/locate';
import type { ParsedYaml } from '../yaml/parse-yaml';

/** More brackets within each other than any inventory has. */
const mostLevels = 60;

/**
 * Reads JSON as `parseYaml` reads YAML, but a hundred times faster. JSON keeps no places: a part is shown where
 * the last text of its path first stands in quotes.
 */
export function parseJson(file: string, text: string): ParsedYaml {
  const tooDeep = deeperThan(text, mostLevels);
  if (tooDeep !== null) {
    const message = `The text nests deeper than ${mostLevels} levels.`;
    const problem = planError(
      file,
      positionOf(text, tooDeep),
      'yaml-too-deep',
      message,
      'Inventories need about six.',
    );
    return { yaml: null, problems: [problem] };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { yaml: { value, locate: locateIn(text) }, problems: [] };
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    // Without a position, the text ended too early.
    const place = positionOf(text, at === undefined ? text.length : Number(at));
    const fix =
      'Save the output of the program anew; a text that is cut short or edited by hand breaks here.';
    return { yaml: null, problems: [planError(file, place, 'json-syntax', 'This is not JSON.', fix)] };
  }
}

function locateIn(text: string): Locate {
  return (path) => {
    for (const step of [...path].reverse()) {
      if (typeof step !== 'string') continue;
      const at = text.indexOf(JSON.stringify(step));
      if (at !== -1) return positionOf(text, at);
    }
    return startOfFile;
  };
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

// `JSON.parse` itself bears any depth; what walks through the result would not.
function deeperThan(text: string, most: number): number | null {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (match[0] === '[' || match[0] === '{') depth += 1;
    else if (match[0] === ']' || match[0] === '}') depth -= 1;
    if (depth > most) return match.index;
  }
  return null;
}
