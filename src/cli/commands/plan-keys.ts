import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { lookAtHostKeys, trustedLines } from '../../app/host-keys';
import { checkSelector, countSelected } from '../../app/plan-holder';
import { missingKeys } from '../../domain/plan/missing-keys';
import { AppError } from '../../errors';
import type { HostKeysLook } from '../../ipc/host-keys';
import { keepKeys } from '../../plan/edit/keep-keys';
import { formatProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
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
    .option(
      '--trust-on-first-use',
      'scan, and add what they show to the known_hosts of the plan, with a note',
    )
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
  const missing = missingKeys(plan);
  const without = [...missing.direct, ...missing.behind];
  const isScan = options.scan === true || options.trustOnFirstUse === true;
  const { look, scanned } = isScan ? await lookAtHostKeys(missing) : notLooked(missing.behind.length);
  const by = { by: userInfo().username, atMs: Date.now() };
  const isKept = options.trustOnFirstUse === true && scanned.length > 0;
  const kept = isKept ? (await keepKeys(root, trustedLines(scanned, by))).file : null;
  const left = without.length - (kept === null ? 0 : look.shown.length);
  terminal.result(
    {
      ...{ endpoints: missing.all, missing: without.map(({ name }) => name) },
      ...{ scanned, silent: look.silent, kept },
    },
    [
      ...scanned.map(({ host, type, fingerprint }) => `${host}  ${type}  ${fingerprint}`),
      `${missing.all - without.length} of ${missing.all} endpoints and machines on the way have a host key on file.`,
      ...look.silent.map(
        ({ cause, machines, some }) =>
          `${machines} showed no key: ${cause} (${some.join(', ')}${machines > some.length ? ', …' : ''})`,
      ),
      ...(look.behind > 0
        ? [`${look.behind} lie behind others and cannot be scanned from here: collect their keys there.`]
        : []),
      ...(scanned.length > 0
        ? ['Whoever stood in between could have shown these keys. Compare the fingerprints by another way.']
        : []),
      ...(kept === null
        ? []
        : [
            `Kept ${scanned.length} keys of ${look.shown.length} machines in ${kept}, noted as not compared.`,
          ]),
    ].join('\n'),
  );
  process.exitCode = left === 0 ? exitCodes.ok : exitCodes.notGood;
}

const notLooked = (behind: number): { look: HostKeysLook; scanned: readonly never[] } => ({
  look: { digest: '', shown: [], keys: 0, silent: [], behind },
  scanned: [],
});
