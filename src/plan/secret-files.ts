import { notOwnPath, ownPath } from './own-path';
import type { PlanFolder } from './plan-folder';
import type { PlanProblem } from './plan-problem';
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
    if (file !== null) files.push([written, file]);
    else problems.push(notOwnPath(fieldName(part.value, path) ?? '', written, part.locate(path)));
  }
  return { files: Object.fromEntries(files), problems };
}

function secretsIn(plan: PlanFile | null): readonly { readonly written: string; readonly path: Path }[] {
  const channels = (plan?.channels ?? []).map(({ secret }, index) => ({
    written: secret,
    path: ['channels', index, 'secret'],
  }));
  const all = [...channels, { written: plan?.receivers?.secret, path: ['receivers', 'secret'] }];
  return all.flatMap(({ written, path }) => (written === undefined ? [] : [{ written, path }]));
}
