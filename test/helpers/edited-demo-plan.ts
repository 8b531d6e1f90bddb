import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { temporaryFolder } from './journal-file';

const shipped = path.resolve(import.meta.dirname, '../../resources/demo-plan');
const files = [
  'plan.yaml',
  'services/sign-in.yaml',
  'services/directory.yaml',
  'runbooks/restart-auth-agent.yaml',
  'fleet/inventory.csv',
];

/** Ways in which a file comes to say something else, or to be broken, or comes to stand on other lines. */
const changes: Readonly<Record<string, (text: string) => string | null>> = {
  'a line above': (text) => (text.startsWith('name,') ? text : `# moved\n${text}`),
  'a line below': (text) => `${text}\n`,
  'another word': (text) => text.replace('maria.chen', 'nobody'),
  'an unknown field': (text) => `${text}nonsense: true\n`,
  'no YAML': (text) => `${text}\t- [\n`,
  gone: () => null,
};

/** One change of one file of the demo plan; `restored` puts the file back as it was shipped. */
export type DemoEdit = { readonly file: string; readonly change: string };

export const demoEdits = (most: number): fc.Arbitrary<readonly DemoEdit[]> =>
  fc.array(
    fc.record({
      file: fc.constantFrom(...files),
      change: fc.constantFrom('restored', ...Object.keys(changes)),
    }),
    { minLength: 1, maxLength: most },
  );

/** The demo plan in a folder of its own. */
export function demoPlanFolder(): string {
  const folder = path.join(temporaryFolder(), 'plan');
  cpSync(shipped, folder, { recursive: true });
  return folder;
}

export function editDemo(folder: string, { file, change }: DemoEdit): void {
  const place = path.join(folder, file);
  const text = change === 'restored' ? shippedText(file) : changes[change]?.(readText(place));
  if (text === null || text === undefined) rmSync(place, { force: true });
  else {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

const shippedText = (file: string) => readFileSync(path.join(shipped, file), 'utf8');

function readText(place: string): string {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    return '';
  }
}
