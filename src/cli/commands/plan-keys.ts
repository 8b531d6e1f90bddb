import { appendFile, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { AppError } from '../../errors';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
import { type ScannedKey, scanKeys } from '../scan-keys';
import { openTerminal } from '../terminal';

type Options = { readonly scan?: boolean; readonly trustOnFirstUse?: boolean; readonly json?: boolean };

/** `holdfast plan keys` */
export function planKeys(): Command {
  return new Command('keys')
    .description(
      'Which endpoints have no host key on file; 0 only if all have. Looks at the keys they show only with --scan, and keeps them only with --trust-on-first-use',
    )
    .argument('[folder]', 'the plan folder', '.')
    .option('--scan', 'ask those endpoints for their keys with ssh-keyscan, and show the fingerprints')
    .option('--trust-on-first-use', 'scan, and write what they show into fleet/known_hosts, with a note')
    .option('--json', 'print the result as JSON')
    .action(keys);
}

async function keys(folder: string, options: Options): Promise<void> {
  const terminal = openTerminal(options.json === true);
  const root = resolve(folder);
  const { plan, problems } = await readPlan(root, { checkSelector, countSelected, nowMs: Date.now() });
  if (!plan)
    throw new AppError(
      'invalid-input',
      ['The plan has mistakes:', ...problems.map(formatProblem)].join('\n'),
    );
  const all = [...plan.endpoints, ...plan.endpoints.flatMap(({ jump = [] }) => jump)];
  const missing = all.filter(({ hostKeys }) => hostKeys.length === 0);
  const direct = missing.filter((each) => !('jump' in each && each.jump));
  const behind = missing.length - direct.length;
  const isScan = options.scan === true || options.trustOnFirstUse === true;
  const scanned = isScan ? await scanKeys(direct) : [];
  const kept = options.trustOnFirstUse === true && scanned.length > 0 ? await keep(root, scanned) : null;
  const answered = new Set(scanned.map(({ host }) => host)).size;
  const left = kept === null ? missing.length : missing.length - answered;
  terminal.result(
    { endpoints: all.length, missing: missing.map(({ name }) => name), scanned, kept },
    [
      ...scanned.map(({ host, type, fingerprint }) => `${host}  ${type}  ${fingerprint}`),
      `${all.length - missing.length} of ${all.length} endpoints and machines on the way have a host key on file.`,
      ...(isScan && answered < direct.length ? [`${direct.length - answered} did not answer.`] : []),
      ...(behind > 0
        ? [`${behind} lie behind others and cannot be scanned from here: collect their keys there.`]
        : []),
      ...(scanned.length > 0
        ? ['Whoever stood in between could have shown these keys. Compare the fingerprints by another way.']
        : []),
      ...(kept === null
        ? []
        : [`Kept ${scanned.length} keys of ${answered} machines in ${kept}, noted as not compared.`]),
    ].join('\n'),
  );
  process.exitCode = left === 0 ? exitCodes.ok : exitCodes.notGood;
}

/** The note stays in the file, so that nobody takes these keys for compared ones later. */
async function keep(root: string, scanned: readonly ScannedKey[]): Promise<string> {
  const file = 'fleet/known_hosts';
  const when = new Date().toISOString();
  const note = `# Trusted on first use ${when} by ${userInfo().username}: nobody compared these fingerprints.`;
  const lines = scanned.flatMap(({ line, fingerprint }) => [`# ${fingerprint}`, line]);
  await mkdir(dirname(join(root, file)), { recursive: true });
  await appendFile(join(root, file), `${[note, ...lines].join('\n')}\n`);
  return file;
}
