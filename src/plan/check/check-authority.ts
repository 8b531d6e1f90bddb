import { peopleMeant } from '../../domain/authority/who';
import type { Person } from '../../domain/plan/plan';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { PlanFile } from '../schema/plan-file';
import type { ServiceFile } from '../schema/service-file';
import { approversByDefault, envelopeId } from '../to-authority';
import { repeatedIds } from './ids';

/** Authority that looks agreed and would fail when it is needed. */
export function checkAuthority(
  part: PlanPart<ServiceFile>,
  plan: PlanFile | null,
  nowMs: number | undefined,
): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...repeatedIds(
      part,
      ['authority', 'envelopes'],
      value.authority.envelopes.map((envelope) => envelopeId(value, envelope)),
    ),
    ...checkEnvelopes(part, value, nowMs),
    ...(plan === null
      ? []
      : [...checkSecondPerson(part, value, plan.people), ...checkSuccession(part, value, plan.people)]),
  ];
}

function checkEnvelopes(
  { file, locate }: PlanPart<ServiceFile>,
  value: ServiceFile,
  nowMs: number | undefined,
): readonly PlanProblem[] {
  return value.authority.envelopes.flatMap((envelope, index) => {
    const at = (field: string) => locate(['authority', 'envelopes', index, field]);
    const problems: PlanProblem[] = [];
    if (nowMs !== undefined && envelope.until < nowMs) {
      const message = `The envelope for ${envelope.runbook} ended with ${new Date(envelope.until).toISOString().slice(0, 10)}.`;
      const fix = 'Agree on it anew, or remove it.';
      problems.push(planWarning(file, at('until'), 'expired-envelope', message, fix));
    }
    if (envelope.veto !== undefined && envelope.mode !== 'automatic') {
      const message = `The envelope for ${envelope.runbook} is ${envelope.mode}: it never starts by itself, and there is nothing to veto.`;
      const fix = 'Remove veto, or write "mode: automatic".';
      problems.push(planWarning(file, at('veto'), 'veto-not-automatic', message, fix));
    }
    return problems;
  });
}

function checkSecondPerson(
  { file, locate }: PlanPart<ServiceFile>,
  value: ServiceFile,
  people: readonly PersonNamed[],
): readonly PlanProblem[] {
  const { initiate, approve = approversByDefault(value), envelopes } = value.authority;
  // A commander who holds that office may start, too.
  const first = meant(people, [...initiate, 'role:incident-commander', 'role:deputy']);
  const second = meant(people, approve);
  const isPossible =
    first.length === 0 ? second.length > 0 : first.some((one) => second.some((other) => other !== one));
  if (isPossible) return [];
  return envelopes.flatMap(({ mode, runbook }, index) => {
    if (mode !== 'two-person') return [];
    const message = `The envelope for ${runbook} needs two people, and nobody could be the second.`;
    const fix = 'Name more people under "authority.approve"; the first is never the second.';
    return [
      planWarning(file, locate(['authority', 'envelopes', index, 'mode']), 'no-second-person', message, fix),
    ];
  });
}

function checkSuccession(
  { file, locate }: PlanPart<ServiceFile>,
  value: ServiceFile,
  people: readonly PersonNamed[],
): readonly PlanProblem[] {
  const line = meant(people, value.authority.succession);
  if (line.length > 1) return [];
  return value.escalation.flatMap((rule, index) =>
    rule.do.flatMap(({ pass_to }, act) => {
      if (pass_to === undefined) return [];
      const message = `The decision is to pass on, and the order of succession has ${line.length === 0 ? 'nobody' : 'one person'}.`;
      const fix = 'Name at least two people under "authority.succession".';
      const at = locate(['escalation', index, 'do', act, 'pass_to']);
      return [planWarning(file, at, 'succession-too-short', message, fix)];
    }),
  );
}

type PersonNamed = PlanFile['people'][number];

function meant(people: readonly PersonNamed[], list: readonly string[]): readonly string[] {
  const named: Person[] = people.map(({ id, name, roles }) => ({ id, name, roles, contacts: [] }));
  return peopleMeant({ people: named }, list).map(({ id }) => id);
}
