import { createHash } from 'node:crypto';

/** What was made of the files of a plan folder when it was last read: a file that did not change is not parsed again. */
export type ParsedFiles = {
  /**
   * What `parse` makes of these bytes; the very same value as before, problems and all, while the bytes are the same.
   * @param as what the file is read as, such as its schema: the same file read as something else is parsed anew
   */
  of<T>(file: string, as: object, bytes: Uint8Array, parse: () => T): T;
  /** Forgets what was made of all other files. */
  keepOnly(files: ReadonlyMap<string, unknown>): void;
};

type Parsed = { readonly as: object; readonly sha256: string; readonly made: unknown };

/** Begins with nothing. May be used by several readings at a time, also of different folders. */
export function keepParsedFiles(): ParsedFiles {
  const kept = new Map<string, Parsed>();
  return {
    of<T>(file: string, as: object, bytes: Uint8Array, parse: () => T): T {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const known = kept.get(file);
      if (known?.as === as && known.sha256 === sha256) return known.made as T;
      const made = parse();
      kept.set(file, { as, sha256, made });
      return made;
    },
    keepOnly(files) {
      for (const file of kept.keys()) if (!files.has(file)) kept.delete(file);
    },
  };
}
