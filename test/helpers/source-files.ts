import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Every file below these folders with one of these endings, as paths from the root with slashes. */
export function sourceFiles(folders: readonly string[], endings: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    )
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}

/** What a file imports, type imports too: files of the project by their path from the root, the rest by name. */
export function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"\s]+)['"]/g;
  return [...text.matchAll(pattern)].map(([, wanted = '']) => {
    if (!wanted.startsWith('.')) return wanted;
    return path
      .relative(root, path.resolve(root, path.dirname(file), wanted))
      .split(path.sep)
      .join('/');
  });
}
