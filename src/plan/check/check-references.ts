import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { PlanFile } from '../schema/plan-file';
import type { RunbookFile } from '../schema/runbook-file';
import type { ServiceFile } from '../schema/service-file';
import type { Path } from '../yaml/locate';

/** All files of a plan. */
export type PlanParts = {
  readonly plan: PlanPart<PlanFile>;
  readonly services: readonly PlanPart<ServiceFile>[];
  readonly runbooks: readonly PlanPart<RunbookFile>[];
};

type Kind = 'service' | 'runbook' | 'person' | 'role';
type Reference = { readonly kind: Kind; readonly id: string; readonly path: Path };

/** Every name in one file that stands for something in another must stand for something. */
export function checkReferences(parts: PlanParts): readonly PlanProblem[] {
  const people = parts.plan.value?.people;
  // A file with mistakes of its own still exists: its name counts, so that one mistake is not reported twice.
  const known: Readonly<Record<Kind, ReadonlySet<string> | null>> = {
    service: new Set(parts.services.map(({ stem }) => stem)),
    runbook: new Set(parts.runbooks.map(({ stem }) => stem)),
    person: people ? new Set(people.map(({ id }) => id)) : null,
    role: people ? new Set(people.flatMap(({ roles }) => roles)) : null,
  };
  const check = <T>(part: PlanPart<T>, references: readonly Reference[]) =>
    references.flatMap(({ kind, id, path }) => {
      const ids = known[kind];
      if (ids === null || ids.has(id)) return [];
      return [planError(part.file, part.locate(path), `unknown-${kind}`, ...wordsFor(kind, id, [...ids]))];
    });
  return [
    ...parts.services.flatMap((part) => (part.value ? check(part, ofService(part.value)) : [])),
    ...parts.runbooks.flatMap((part) => (part.value ? check(part, ofRunbook(part.value)) : [])),
  ];
}

function ofService(service: ServiceFile): readonly Reference[] {
  const { initiate, succession = [], envelopes } = service.authority;
  return [
    { kind: 'person', id: service.owner, path: ['owner'] },
    ...service.depends_on.map(
      (id, index): Reference => ({ kind: 'service', id, path: ['depends_on', index] }),
    ),
    ...(service.restore === undefined
      ? []
      : [{ kind: 'runbook', id: service.restore, path: ['restore'] } as const]),
    ...initiate.map((who, index) => personOrRole(who, ['authority', 'initiate', index])),
    ...succession.map((who, index) => personOrRole(who, ['authority', 'succession', index])),
    ...envelopes.map(({ runbook }, index): Reference => {
      return { kind: 'runbook', id: runbook, path: ['authority', 'envelopes', index, 'runbook'] };
    }),
    ...reviewer(service),
  ];
}

function ofRunbook(runbook: RunbookFile): readonly Reference[] {
  return [
    { kind: 'person', id: runbook.owner, path: ['owner'] },
    ...(runbook.rollback === undefined
      ? []
      : [{ kind: 'runbook', id: runbook.rollback, path: ['rollback'] } as const]),
    ...reviewer(runbook),
  ];
}

function reviewer({ reviewed }: Pick<ServiceFile, 'reviewed'>): readonly Reference[] {
  return reviewed ? [{ kind: 'person', id: reviewed.by, path: ['reviewed', 'by'] }] : [];
}

function personOrRole(who: string, path: Path): Reference {
  return who.startsWith('role:')
    ? { kind: 'role', id: who.slice(5), path }
    : { kind: 'person', id: who, path };
}

function wordsFor(kind: Kind, id: string, ids: readonly string[]): readonly [message: string, fix: string] {
  if (kind === 'service') {
    return [
      `There is no service "${id}".`,
      didYouMean(id, ids, `Create services/${id}.yaml, or remove it here.`),
    ];
  }
  if (kind === 'runbook') {
    return [
      `There is no runbook "${id}".`,
      didYouMean(id, ids, `Create runbooks/${id}.yaml, or remove it here.`),
    ];
  }
  if (kind === 'person') {
    return [`plan.yaml names no person "${id}".`, didYouMean(id, ids, 'Add the person under "people:".')];
  }
  return [`Nobody in plan.yaml has the role "${id}".`, didYouMean(id, ids, 'Give it to a person there.')];
}
