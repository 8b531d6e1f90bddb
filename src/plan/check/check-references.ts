import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { HistoryFile } from '../schema/history-file';
import type { PlanFile } from '../schema/plan-file';
import type { RiskFile } from '../schema/risk-file';
import type { RunbookFile } from '../schema/runbook-file';
import type { ServiceFile } from '../schema/service-file';
import { rolesOf } from '../to-plan';
import { isGuessed } from '../yaml/rough-value';
import {
  type Reference,
  type ReferenceKind,
  referencesOfHistory,
  referencesOfPlan,
  referencesOfRisk,
  referencesOfRunbook,
  referencesOfService,
} from './references-of';

/** All files of a plan. */
export type PlanParts = {
  readonly plan: PlanPart<PlanFile>;
  readonly services: readonly PlanPart<ServiceFile>[];
  readonly runbooks: readonly PlanPart<RunbookFile>[];
  readonly risks: readonly PlanPart<RiskFile>[];
  /** null = there is no history.yaml. */
  readonly history: PlanPart<HistoryFile> | null;
  /** Kinds of which nobody knows what there is, because their folder cannot be read. */
  readonly unlisted: readonly string[];
};

/** What there is of every kind; null while it cannot be known. */
type Known = Readonly<Record<ReferenceKind, ReadonlySet<string> | null>>;

/** Every name in one file that stands for something in another must stand for something. */
export function checkReferences(parts: PlanParts): readonly PlanProblem[] {
  const plan = parts.plan.value ?? parts.plan.rough?.value ?? null;
  // A file with mistakes of its own still exists: its name counts, so that one mistake is not reported twice.
  const known: Known = {
    service: parts.unlisted.includes('service') ? null : stemsOf(parts.services),
    runbook: parts.unlisted.includes('runbook') ? null : stemsOf(parts.runbooks),
    person: plan && isSure(parts.plan, 'people', 'id') ? idsOf(plan.people) : null,
    role: plan && isSure(parts.plan, 'people', 'roles') ? rolesOf(plan) : null,
    channel: plan && isSure(parts.plan, 'channels', 'id') ? idsOf(plan.channels) : null,
    probe: null,
  };
  return [
    ...(plan ? check(parts.plan, referencesOfPlan(plan), known) : []),
    ...parts.services.flatMap((part) => {
      const value = part.value ?? part.rough?.value;
      return value
        ? check(part, referencesOfService(value), {
            ...known,
            probe: isSure(part, 'probes', 'id') ? idsOf(value.probes) : null,
          })
        : [];
    }),
    ...parts.runbooks.flatMap((part) => {
      const value = part.value ?? part.rough?.value;
      return value ? check(part, referencesOfRunbook(value), known) : [];
    }),
    ...parts.risks.flatMap((part) => {
      const value = part.value ?? part.rough?.value;
      return value ? check(part, referencesOfRisk(value), known) : [];
    }),
    ...(parts.history?.value ? check(parts.history, referencesOfHistory(parts.history.value), known) : []),
  ];
}

function check<T>(part: PlanPart<T>, references: readonly Reference[], known: Known): readonly PlanProblem[] {
  return references.flatMap(({ kind, id, path }) => {
    const ids = known[kind];
    if (ids === null || ids.has(id) || (part.rough && isGuessed(part.rough, path))) return [];
    const { message, otherwise } = wordsFor(kind, id);
    // Whoever writes a role's name where a person may stand means the role.
    const isRole = kind === 'person' && known.role?.has(id);
    const fix = isRole ? `Did you mean "role:${id}"?` : didYouMean(id, [...ids], otherwise);
    return [planError(part.file, part.locate(path), `unknown-${kind}`, message, fix)];
  });
}

/** Whether nothing of a list was made up that decides what it holds: the list, one of its items, or this field of one. */
function isSure<T>({ rough }: PlanPart<T>, list: string, field: string): boolean {
  const guessed = rough?.guessed.filter(([first]) => first === list) ?? [];
  return guessed.every(([, , of]) => of !== undefined && of !== field);
}

const stemsOf = (parts: readonly { readonly stem: string }[]) => new Set(parts.map(({ stem }) => stem));
const idsOf = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id));

function wordsFor(kind: ReferenceKind, id: string): { readonly message: string; readonly otherwise: string } {
  switch (kind) {
    case 'service':
    case 'runbook':
      return {
        message: `There is no ${kind} "${id}".`,
        otherwise: `Create ${kind}s/${id}.yaml, or remove it here.`,
      };
    case 'person':
      return { message: `plan.yaml names no person "${id}".`, otherwise: 'Add the person under "people:".' };
    case 'role':
      return {
        message: `Nobody in plan.yaml has the role "${id}".`,
        otherwise: 'Give it to a person there.',
      };
    case 'channel':
      return {
        message: `plan.yaml names no channel "${id}".`,
        otherwise: 'Add the channel under "channels:".',
      };
    case 'probe':
      return { message: `This service has no probe "${id}".`, otherwise: 'Add the probe under "probes:".' };
  }
}
