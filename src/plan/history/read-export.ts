import { basename, dirname } from 'node:path';
import { openPlanFolder, type ReadText, readText } from '../plan-folder';
import { mostHistoryBytes } from './table';

/** The text of an export that stands anywhere: UTF-8, a regular file, at most 50 MB. */
export async function readExport(path: string): Promise<ReadText & { readonly file: string }> {
  const { folder, problems } = await openPlanFolder(dirname(path));
  const file = basename(path);
  return folder
    ? { file, ...(await readText(folder, file, mostHistoryBytes)) }
    : { file, text: null, problems };
}
