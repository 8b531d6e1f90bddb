import { stat } from 'node:fs/promises';
import { commandToClose, isOpenToAll } from '../domain/open-to-all';
import { notOwnPath, ownPath } from './own-path';
import type { PlanFolder } from './plan-folder';
import { type PlanProblem, type Position, planWarning } from './plan-problem';
import type { PlanPart } from './read-yaml';
import type { PlanFile } from './schema/plan-file';
import type { RunbookFile } from './schema/runbook-file';
import { fieldName } from './yaml/field-name';
import type { Path } from './yaml/locate';

export type SecretFiles = {
  /** What the plan writes → absolute path. Whether the file exists is found out by whoever opens it. */
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly PlanProblem[];
};

/** Where every `secret` of plan.yaml and of runbooks is. None of them is opened here, nor part of the digest. */
export async function findSecrets(
  folder: PlanFolder,
  plan: PlanPart<PlanFile>,
  runbooks: readonly PlanPart<RunbookFile>[] = [],
): Promise<SecretFiles> {
  const files: [string, string][] = [];
  const problems: PlanProblem[] = [];
  const look = async <T>(part: PlanPart<T>, { written, path }: Found): Promise<void> => {
    const file = await ownPath(folder, written);
    const name = fieldName(part.value, path) ?? '';
    const at = part.locate(path);
    if (file === null) problems.push({ ...notOwnPath(name, written, at), file: part.file });
    else {
      files.push([written, file]);
      if (await isExposed(file)) problems.push({ ...exposed(name, written, at), file: part.file });
    }
  };
  for (const found of secretsIn(plan.value)) await look(plan, found);
  for (const part of runbooks) for (const found of secretsOfSteps(part.value)) await look(part, found);
  return { files: Object.fromEntries(files), problems };
}

const isExposed = async (file: string): Promise<boolean> => {
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true && isOpenToAll(found.mode, process.platform);
};

/** Told while it can be put right at leisure; whoever needs the file refuses it. */
function exposed(name: string, written: string, at: Position): PlanProblem {
  const message = `${name} ${JSON.stringify(written)} is open to everyone on this machine, and is not used while it is.`;
  return planWarning('plan.yaml', at, 'secret-open', message, `Run: ${commandToClose(written)}`);
}

type Found = { readonly written: string; readonly path: Path };

function secretsOfSteps(runbook: RunbookFile | null): readonly Found[] {
  return (runbook?.steps ?? []).flatMap(({ http }, index) =>
    http?.secret === undefined ? [] : [{ written: http.secret, path: ['steps', index, 'http', 'secret'] }],
  );
}

function secretsIn(plan: PlanFile | null): readonly Found[] {
  const channels = (plan?.channels ?? []).map(({ secret }, index) => ({
    written: secret,
    path: ['channels', index, 'secret'],
  }));
  const others = [
    { written: plan?.receivers?.secret, path: ['receivers', 'secret'] },
    {
      written: plan?.fleet.password === 'asked' ? undefined : plan?.fleet.password,
      path: ['fleet', 'password'],
    },
    { written: plan?.fleet.sudo_secret, path: ['fleet', 'sudo_secret'] },
  ];
  const all = [...channels, ...others];
  return all.flatMap(({ written, path }) => (written === undefined ? [] : [{ written, path }]));
}
