import { stat } from 'node:fs/promises';
import { commandToClose, isOpenToAll } from '../domain/open-to-all';
import { notOwnPath, ownPath } from './own-path';
import type { PlanFolder } from './plan-folder';
import { type PlanProblem, type Position, planWarning } from './plan-problem';
import type { PlanPart } from './read-yaml';
import type { PlanFile } from './schema/plan-file';
import { fieldName } from './yaml/field-name';
import type { Path } from './yaml/locate';

export type SecretFiles = {
  /** What the plan writes → absolute path. Whether the file exists is found out by whoever opens it. */
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly PlanProblem[];
};

/** Where every `secret` of plan.yaml is. None of them is opened here, nor part of the digest. */
export async function findSecrets(folder: PlanFolder, part: PlanPart<PlanFile>): Promise<SecretFiles> {
  const files: [string, string][] = [];
  const problems: PlanProblem[] = [];
  for (const { written, path } of secretsIn(part.value)) {
    const file = await ownPath(folder, written);
    const name = fieldName(part.value, path) ?? '';
    const at = part.locate(path);
    if (file === null) problems.push(notOwnPath(name, written, at));
    else {
      files.push([written, file]);
      if (await isExposed(file)) problems.push(exposed(name, written, at));
    }
  }
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

function secretsIn(plan: PlanFile | null): readonly { readonly written: string; readonly path: Path }[] {
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
