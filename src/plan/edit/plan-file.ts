import type { SchemaNode } from '../../domain/plan/schema-node';
import { AppError } from '../../errors';
import { jsonSchemaOf } from '../json-schema';
import type { PartKind } from '../read-yaml';
import { planFileSchema } from '../schema/plan-file';
import { riskFileSchema } from '../schema/risk-file';
import { runbookFileSchema } from '../schema/runbook-file';
import { serviceFileSchema } from '../schema/service-file';

/** What a file of the plan folder is about. */
export type PlanFileKind = 'plan' | 'service' | 'runbook' | 'risk';

type Editable = {
  readonly kind: PlanFileKind;
  readonly folder: string;
  readonly part: PartKind<unknown>;
  /** What a new file begins with. */
  readonly begin: (id: string) => string;
};

/** The kinds of files that are edited in the app. A new kind is one line. */
const kinds: readonly Editable[] = [
  {
    ...{ kind: 'service', folder: 'services', part: { what: 'a service', schema: serviceFileSchema } },
    begin: (id) =>
      `id: ${id}\nname: ""\ntier: 3\nowner: ""\nendpoints: ""\nobjectives: { rto: 4h, mtpd: 24h }\n`,
  },
  {
    ...{ kind: 'runbook', folder: 'runbooks', part: { what: 'a runbook', schema: runbookFileSchema } },
    begin: (id) => `id: ${id}\nname: ""\nowner: ""\nsteps:\n  - { id: first, command: "" }\n`,
  },
  {
    ...{ kind: 'risk', folder: 'risks', part: { what: 'a risk', schema: riskFileSchema } },
    begin: (id) => `id: ${id}\nname: ""\ncategory: infrastructure\nservices: []\nlikelihood: 2\nowner: ""\n`,
  },
];

const planYaml: Editable = {
  ...{ kind: 'plan', folder: '', part: { what: 'the plan', schema: planFileSchema } },
  begin: () => 'organisation: ""\ncurrency: USD\npeople:\n  - { id: "", name: "" }\n',
};

/** The folders whose files are edited. */
export const editedFolders: readonly string[] = kinds.map(({ folder }) => folder);

/**
 * What may be edited under this name: `plan.yaml` and the YAML files right in the folders of the plan. Hidden files and
 * every other way to write a path are none.
 * @throws AppError `invalid-input`
 */
export function planFileOf(file: string): Editable & { readonly stem: string } {
  if (file === 'plan.yaml') return { ...planYaml, stem: 'plan' };
  const [, folder, stem] = /^([a-z]+)\/([^/\\:\0.][^/\\:\0]*)\.yaml$/.exec(file) ?? [];
  const found = kinds.find((each) => each.folder === folder);
  if (found && stem !== undefined && file.length <= 200) return { ...found, stem };
  const right = `plan.yaml, ${editedFolders.map((each) => `${each}/<id>.yaml`).join(' or ')}`;
  throw new AppError('invalid-input', `"${file}" is no file of a plan that is edited here. Name ${right}.`);
}

const schemas = new Map<PlanFileKind, SchemaNode>();

/** What may stand in a file of this kind. */
export function schemaOf({ kind, part }: Pick<Editable, 'kind' | 'part'>): SchemaNode {
  const known = schemas.get(kind) ?? jsonSchemaOf(part.schema);
  schemas.set(kind, known);
  return known;
}

/** The fields of the group at a path, in the order in which the schema lists them. */
export function fieldOrderOf(schema: SchemaNode): (path: readonly (string | number)[]) => readonly string[] {
  return (path) => {
    let node: SchemaNode | undefined = schema;
    for (const step of path) {
      node = node?.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;
      const rest: boolean | SchemaNode | undefined = node?.additionalProperties;
      if (typeof step === 'number') node = node?.items;
      else node = node?.properties?.[step] ?? (typeof rest === 'object' ? rest : undefined);
    }
    return Object.keys(node?.properties ?? {});
  };
}
