import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, sourceFiles } from './helpers/source-files';

/*
 * The product runs on Electron 45 and, for evaluation and tests, on Electron 25 (Node 18.15, Chrome 114).
 * TypeScript does not know what that one lacks, and a test on the newer Node would pass.
 */
const anywhere: Readonly<Record<string, RegExp>> = {
  'Promise.withResolvers': /\bPromise\.withResolvers\b/,
  'Promise.try': /\bPromise\.try\b/,
  groupBy: /\b(Object|Map)\.groupBy\b/,
  'Array.fromAsync': /\bArray\.fromAsync\b/,
  'Set methods':
    /\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\((?!\[)/,
  'iterator helpers':
    /\.(values|keys|entries)\(\)\s*\.(map|filter|take|drop|flatMap|reduce|toArray|some|every|find|forEach)\(|\bIterator\.from\b/,
  'RegExp.escape': /\bRegExp\.escape\b/,
  'Error.isError': /\bError\.isError\b/,
  'URL.canParse': /\bURL\.(canParse|parse)\(/,
  'AbortSignal.any': /\bAbortSignal\.any\b/,
  'base64 and hex of Uint8Array': /\.(toBase64|toHex)\(\)|\bUint8Array\.from(Base64|Hex)\b/,
};
const inNode: Readonly<Record<string, RegExp>> = {
  ...anywhere,
  'global crypto': /(?<![\w.'":/-])crypto\.\w/,
  'global WebSocket, File, navigator': /\bnew (WebSocket|File)\(|(?<![\w.])navigator\./,
  'node:sqlite, fs.glob': /node:sqlite|\bglob(Sync)?\b.*from 'node:fs/,
  'readdir recursive': /\breaddir(Sync)?\([^)]*recursive/,
  'entry.parentPath': /\.parentPath\b/,
  'addAbortListener, getBuiltinModule, styleText': /\b(addAbortListener|getBuiltinModule|styleText)\b/,
  'import.meta in a bundle for CommonJS': /\bimport\.meta\b/,
};
const inStyles: Readonly<Record<string, RegExp>> = {
  subgrid: /\bsubgrid\b/,
  'light-dark()': /\blight-dark\(/,
  'scrollbar-width': /\bscrollbar-(width|color)\b/,
  'field-sizing': /\bfield-sizing\b/,
  'anchor positioning': /\banchor-name\b|\bposition-anchor\b|\banchor\(/,
  '@starting-style, @scope': /@(starting-style|scope)\b/,
};

function lacking(files: readonly string[], apis: Readonly<Record<string, RegExp>>): string[] {
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replace(
      /\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm,
      '$1',
    );
    return Object.entries(apis).flatMap(([name, pattern]) => (pattern.test(text) ? `${file}: ${name}` : []));
  });
}

describe('nothing is used that the oldest runtime lacks', () => {
  test('in the core and the shell', () => {
    expect(lacking(sourceFiles(['src', 'electron'], ['.ts']), inNode)).toEqual([]);
  });
  test('in the window', () => {
    expect(lacking(sourceFiles(['renderer'], ['.ts', '.tsx']), anywhere)).toEqual([]);
  });
  test('in its styles', () => {
    expect(lacking(sourceFiles(['renderer'], ['.css', '.tsx', '.html']), inStyles)).toEqual([]);
  });
});

test('each of these patterns finds what it is about', () => {
  const samples = [
    ...[
      'Promise.withResolvers()',
      'Promise.try(f)',
      'Object.groupBy(a, f)',
      'Array.fromAsync(a)',
      'a.union(b)',
    ],
    ...[
      'map.values().map(f)',
      'RegExp.escape(s)',
      'Error.isError(e)',
      'URL.canParse(s)',
      'AbortSignal.any([a])',
    ],
    ...[
      'bytes.toHex()',
      'crypto.randomUUID()',
      'new WebSocket(u)',
      "from 'node:sqlite'",
      'readdir(p, { recursive: true })',
    ],
    ...['entry.parentPath', 'addAbortListener(s, f)', 'import.meta.dirname'],
  ];
  const found = Object.values(inNode).map(
    (pattern) => samples.filter((sample) => pattern.test(sample)).length,
  );
  expect(found.filter((many) => many !== 1)).toEqual([]);
});
