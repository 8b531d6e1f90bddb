import { type Position, planError, startOfFile } from '../plan-problem';
import { positionIn } from '../position-in';
import { mostYamlBytes } from '../read-yaml';
import type { Locate } from '../yaml/locate';
import { type ParsedYaml, parseYaml } from '../yaml/parse-yaml';

/** More brackets within each other than any inventory has. */
const mostLevels = 60;

/** Up to here a text is read a second time, as YAML, for its places; for a large one that takes seconds. */
const mostPlaced = 200_000;

/**
 * Reads JSON as `parseYaml` reads YAML, but a hundred times faster. JSON keeps no places: they are looked up when they
 * are asked for, and in a large text a part is shown where the last text of its path first stands in quotes.
 */
export function parseJson(file: string, text: string): ParsedYaml {
  const tooDeep = deeperThan(text, mostLevels);
  if (tooDeep !== null) {
    const message = `The text nests deeper than ${mostLevels} levels.`;
    const problem = planError(
      file,
      positionIn(text)(tooDeep),
      'yaml-too-deep',
      message,
      'Inventories need about six.',
    );
    return { yaml: null, problems: [problem] };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { yaml: { value, locate: locateIn(file, text) }, problems: [] };
  } catch (error) {
    const place = placeOfError(file, text, error instanceof Error ? error.message : '');
    const fix =
      'Save the output of the program anew; a text that is cut short or edited by hand breaks here.';
    return { yaml: null, problems: [planError(file, place, 'json-syntax', 'This is not JSON.', fix)] };
  }
}

// V8 names the place of some errors, and of others only quotes what stands there.
function placeOfError(file: string, text: string, message: string): Position {
  const at = /position (\d+)/.exec(message)?.[1];
  if (at !== undefined) return positionIn(text)(Number(at));
  if (/end of|Unterminated/.test(message)) return positionIn(text)(text.length);
  const [, cut, quoted = ''] =
    /^Unexpected token .+?, (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  // Ten characters stand before the one that is wrong.
  if (cut && text.includes(quoted)) return positionIn(text)(text.indexOf(quoted) + 10);
  const [found] = text.length > mostYamlBytes ? [] : parseYaml(file, text).problems;
  return found ? { line: found.line, column: found.column } : startOfFile;
}

function locateIn(file: string, text: string): Locate {
  let locate: Locate | undefined;
  return (path) => {
    // JSON is YAML, but for fields that are written twice.
    const placed = () => (text.length > mostPlaced ? null : parseYaml(file, text).yaml);
    locate ??= placed()?.locate ?? firstOf(text);
    return locate(path, 'name');
  };
}

function firstOf(text: string): Locate {
  let offsets: ReadonlyMap<string, number> | undefined;
  const position = positionIn(text);
  return (path) => {
    // All at once: a search for each of a hundred thousand mistakes would take hours.
    offsets ??= firstOffsets(text);
    for (const step of [...path].reverse()) {
      const at = typeof step === 'string' ? offsets.get(JSON.stringify(step)) : undefined;
      if (at !== undefined) return position(at);
    }
    return startOfFile;
  };
}

function firstOffsets(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const { 0: quoted, index } of text.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
    if (!offsets.has(quoted)) offsets.set(quoted, index);
  }
  return offsets;
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
