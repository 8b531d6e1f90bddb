import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { mostYamlBytes } from '../read-yaml';
import { writeFileWhole } from './write-file';

const draftSchema = z.strictObject({
  /** The plan folder and the file in it. */
  root: z.string(),
  file: z.string(),
  /** What the draft began from; null = a new file. */
  base: z.strictObject({ digest: z.string(), text: z.string() }).nullable(),
  text: z.string(),
});

/** A text that somebody began to change and has not saved. */
export type Draft = z.infer<typeof draftSchema>;

/** Keeps drafts on disk, so that whatever ends the console loses none. */
export type Drafts = {
  read(root: string, file: string): Promise<Draft | null>;
  /** Names of the files of a plan folder that have a draft. */
  list(root: string): Promise<readonly string[]>;
  keep(draft: Draft): Promise<void>;
  drop(root: string, file: string): Promise<void>;
};

const mostDraftBytes = mostYamlBytes * 6;

/** @param folder where drafts are kept; made when the first one is */
export function openDrafts(folder: string): Drafts {
  const place = (root: string, file: string) =>
    join(folder, `${createHash('sha256').update(`${root}\0${file}`).digest('hex').slice(0, 32)}.json`);
  // Writes of one draft follow each other in the order in which they were asked for.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    read: (root, file) => inTurn(() => readDraft(place(root, file))),
    list: (root) =>
      inTurn(async () => {
        const names = await readdir(folder).catch(() => []);
        const drafts = await Promise.all(
          names.filter((name) => name.endsWith('.json')).map((name) => readDraft(join(folder, name))),
        );
        return drafts.flatMap((draft) => (draft?.root === root ? [draft.file] : []));
      }),
    keep: (draft) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const bytes = Buffer.from(JSON.stringify(draft));
        await writeFileWhole(place(draft.root, draft.file), bytes, { mode: 0o600 });
      }),
    drop: (root, file) => inTurn(() => rm(place(root, file), { force: true })),
  };
}

// A draft that cannot be read is as good as none: the file it was made from is untouched.
async function readDraft(path: string): Promise<Draft | null> {
  try {
    const bytes = await readFile(path);
    if (bytes.byteLength > mostDraftBytes) return null;
    return draftSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}
