import { z } from 'zod';
import { AppError } from '../../errors';

/** What of a step that ansible does stands in the manifest; journals keep it, so fields are only ever added. */
export const playbookSchema = z.object({
  /** In the plan folder. */
  playbook: z.string(),
  /** Of everything in the playbook's folder: whatever of it changes makes another step of this. */
  sha256: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** They stand above every variable of the playbook. Text in them is data, never a template. */
  extraVars: z.record(z.string(), z.json()).optional(),
  /** Endpoints at one moment. Default: as many as the runbook lets be in flight. */
  forks: z.number().optional(),
  /** Says what would change, and changes nothing. */
  check: z.boolean().optional(),
  /** Its tasks may also run on the console's own machine. */
  controlNode: z.boolean().optional(),
});

export type Playbook = z.infer<typeof playbookSchema>;

/** What a person reads of it before a hold. */
export function playbookWords({
  playbook,
  sha256,
  files,
  bytes,
  extraVars,
  check,
  controlNode,
}: Playbook): string {
  const given = extraVars === undefined ? '' : ` with ${JSON.stringify(extraVars)}`;
  const what = `${files} ${files === 1 ? 'file' : 'files'} of its folder, ${bytes} bytes, SHA-256 ${sha256}`;
  const here = controlNode
    ? '; its tasks may also run on the console\u2019s own machine, with its network'
    : '';
  return `ansible-playbook ${playbook}${check ? ' --check' : ''}${given} (${what}${here})`;
}

/** The files of a folder as one text, always the same for the same files: path → base64. */
export function packFiles(files: ReadonlyMap<string, string>): string {
  return JSON.stringify([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const packed = z.array(z.tuple([z.string(), z.string()]));

/** @throws AppError `invalid-input` when the text is no such packing */
export function unpackFiles(text: string): ReadonlyMap<string, string> {
  try {
    return new Map(packed.parse(JSON.parse(text)));
  } catch {
    throw new AppError('invalid-input', 'The files of a playbook cannot be read.');
  }
}
