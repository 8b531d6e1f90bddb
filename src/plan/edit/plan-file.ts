import type { SchemaNode } from '../../domain/plan/schema-node';
import { AppError } from '../../errors';
import { jsonSchemaOf } from '../json-schema';
import { mostYamlBytes, type PartKind } from '../read-yaml';
import { mostScenarioBytes } from '../scenario-files';
import { planFileSchema } from '../schema/plan-file';
import { riskFileSchema } from '../schema/risk-file';
import { runbookFileSchema } from '../schema/runbook-file';
import { serviceFileSchema } from '../schema/service-file';

/** What a file of the plan folder is about. */
export type PlanFileKind = 'plan' | 'service' | 'runbook' | 'risk' | 'scenario';

type Editable = {
  readonly kind: PlanFileKind;
  readonly folder: string;
  /** Null for a text that people read: it has no fields. */
  readonly part: PartKind<unknown> | null;
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

const scenario: Editable = {
  ...{ kind: 'scenario', folder: 'scenarios', part: null },
  begin: (id) => `# ${id}\n\n**Start.** \n\n1. \n`,
};

const planYaml: Editable = {
  ...{ kind: 'plan', folder: '', part: { what: 'the plan', schema: planFileSchema } },
  begin: () => 'organisation: ""\ncurrency: USD\npeople:\n  - { id: "", name: "" }\n',
};

/** The folders whose YAML files are edited. */
export const editedFolders: readonly string[] = kinds.map(({ folder }) => folder);

/**
 * What may be edited under this name: `plan.yaml`, the YAML files right in the folders of the plan, and the texts right
 * in `scenarios`. Hidden files and every other way to write a path are none.
 * @throws AppError `invalid-input`
 */
export function planFileOf(file: string): Editable & { readonly stem: string } {
  if (file === 'plan.yaml') return { ...planYaml, stem: 'plan' };
  const [, folder, stem, ending] = /^([a-z]+)\/([^/\\:\0.][^/\\:\0]*)\.(yaml|md)$/.exec(file) ?? [];
  const known = ending === 'md' ? [scenario] : kinds;
  const kind = known.find((each) => each.folder === folder);
  if (kind && stem !== undefined && file.length <= 200) return { ...kind, stem };
  const right = `plan.yaml, ${editedFolders.map((each) => `${each}/<id>.yaml`).join(', ')} or scenarios/<id>.md`;
  throw new AppError('invalid-input', `"${file}" is no file of a plan that is edited here. Name ${right}.`);
}

const schemas = new Map<PlanFileKind, SchemaNode>();

/** How many bytes a file of this kind may have. */
export const mostBytesOf = ({ part }: Pick<Editable, 'part'>): number =>
  part === null ? mostScenarioBytes : mostYamlBytes;

/** What may stand in a file of this kind; null = any text. */
export function schemaOf({ kind, part }: Pick<Editable, 'kind' | 'part'>): SchemaNode | null {
  if (part === null) return null;
  const known = schemas.get(kind) ?? jsonSchemaOf(part.schema);
  schemas.set(kind, known);
  return known;
}

/** The fields of the group at a path, in the order in which the schema lists them. */
export function fieldOrderOf(
  schema: SchemaNode | null,
): (path: readonly (string | number)[]) => readonly string[] {
  return (path) => {
    let node: SchemaNode | undefined = schema ?? undefined;
    for (const step of path) {
      node = node?.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;
      const rest: boolean | SchemaNode | undefined = node?.additionalProperties;
      if (typeof step === 'number') node = node?.items;
      else node = node?.properties?.[step] ?? (typeof rest === 'object' ? rest : undefined);
    }
    return Object.keys(node?.properties ?? {});
  };
}
