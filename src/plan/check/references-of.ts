import type { ContactFile } from '../schema/comms';
import type { DependencyFile } from '../schema/dependency';
import type { HistoryFile } from '../schema/history-file';
import type { PlanFile } from '../schema/plan-file';
import type { RiskFile } from '../schema/risk-file';
import type { RunbookFile } from '../schema/runbook-file';
import type { ServiceFile } from '../schema/service-file';
import type { Path } from '../yaml/locate';

export type ReferenceKind = 'service' | 'runbook' | 'person' | 'role' | 'channel' | 'probe';

/** A name in a file that stands for something, and where it is written. */
export type Reference = { readonly kind: ReferenceKind; readonly id: string; readonly path: Path };

/** Everything that plan.yaml refers to. */
export function referencesOfPlan(plan: PlanFile): readonly Reference[] {
  return [
    ...whoIn(plan.call_tree, ['call_tree']),
    ...plan.people.flatMap(({ contacts, reviewed }, index) => [
      ...channelsIn(contacts, ['people', index, 'contacts']),
      ...optional('person', reviewed?.by, ['people', index, 'reviewed', 'by']),
    ]),
    ...plan.channels.flatMap(({ depends_on }, index) => neededIn(depends_on, ['channels', index])),
    ...neededIn(plan.console.depends_on, ['console']),
  ];
}

/** Everything that a service refers to; probes are its own. */
export function referencesOfService(service: ServiceFile): readonly Reference[] {
  const { initiate, approve, succession, break_glass, envelopes } = service.authority;
  return [
    { kind: 'person', id: service.owner, path: ['owner'] },
    ...neededIn(service.depends_on, []),
    ...service.strategies.flatMap(({ runbook, team, depends_on }, index) => [
      ...optional('runbook', runbook, ['strategies', index, 'runbook']),
      ...whoIn(team, ['strategies', index, 'team']),
      ...neededIn(depends_on, ['strategies', index]),
    ]),
    ...optional('runbook', service.restore, ['restore']),
    ...whoIn(initiate, ['authority', 'initiate']),
    ...whoIn(approve, ['authority', 'approve']),
    ...whoIn(succession, ['authority', 'succession']),
    ...whoIn(break_glass, ['authority', 'break_glass']),
    ...envelopes.map(({ runbook }, index): Reference => {
      return { kind: 'runbook', id: runbook, path: ['authority', 'envelopes', index, 'runbook'] };
    }),
    ...service.escalation.flatMap(({ when, do: acts }, index) => [
      ...optional('probe', when.probe, ['escalation', index, 'when', 'probe']),
      ...acts.flatMap(({ run, notify = [] }, act) => {
        const at = ['escalation', index, 'do', act];
        return [
          ...optional('runbook', run, [...at, 'run']),
          ...(typeof notify === 'string'
            ? [personOrRole(notify, [...at, 'notify'])]
            : notify.map(({ who }, step) => personOrRole(who, [...at, 'notify', step, 'who']))),
        ];
      }),
    ]),
    ...service.comms.audiences.flatMap(({ to }, index) =>
      channelsIn(to, ['comms', 'audiences', index, 'to']),
    ),
    ...reviewer(service),
  ];
}

/** Everything that a runbook refers to. */
export function referencesOfRunbook(runbook: RunbookFile): readonly Reference[] {
  return [
    { kind: 'person', id: runbook.owner, path: ['owner'] },
    ...runbook.steps.flatMap((step, index) => optional('runbook', step.runbook, ['steps', index, 'runbook'])),
    ...runbook.steps.flatMap(({ manual, decision }, index) => [
      ...askedIn(typeof manual === 'string' ? undefined : manual?.who, ['steps', index, 'manual', 'who']),
      ...askedIn(decision?.who, ['steps', index, 'decision', 'who']),
    ]),
    ...optional('runbook', runbook.rollback, ['rollback']),
    ...neededIn(runbook.depends_on, []),
    ...reviewer(runbook),
  ];
}

/** Everything that a risk refers to. */
export function referencesOfRisk(risk: RiskFile): readonly Reference[] {
  return [
    { kind: 'person', id: risk.owner, path: ['owner'] },
    ...risk.services.map((id, index): Reference => ({ kind: 'service', id, path: ['services', index] })),
    ...optional('runbook', risk.runbook, ['runbook']),
    ...optional('person', risk.accepted?.by, ['accepted', 'by']),
    ...reviewer(risk),
  ];
}

/** Everything that history.yaml refers to. */
export function referencesOfHistory({ aliases }: HistoryFile): readonly Reference[] {
  return Object.keys(aliases).map((id) => ({ kind: 'service', id, path: ['aliases', id] }));
}

function askedIn(who: string | undefined, path: Path): readonly Reference[] {
  return who === undefined ? [] : [personOrRole(who, path)];
}

function optional(kind: ReferenceKind, id: string | undefined, path: Path): readonly Reference[] {
  return id === undefined ? [] : [{ kind, id, path }];
}

function reviewer({ reviewed }: Pick<ServiceFile, 'reviewed'>): readonly Reference[] {
  return optional('person', reviewed?.by, ['reviewed', 'by']);
}

/** `at` is the group that `depends_on` stands in. */
function neededIn(needed: readonly DependencyFile[], at: Path): readonly Reference[] {
  return needed.flatMap((each, index) => {
    const path = [...at, 'depends_on', index];
    return typeof each === 'string'
      ? optional('service', each, path)
      : optional('service', each.service, [...path, 'service']);
  });
}

function channelsIn(contacts: readonly ContactFile[], path: Path): readonly Reference[] {
  return contacts.map(({ channel }, index) => ({
    kind: 'channel',
    id: channel,
    path: [...path, index, 'channel'],
  }));
}

function whoIn(list: readonly string[] | undefined, path: Path): readonly Reference[] {
  return (list ?? []).map((who, index) => personOrRole(who, [...path, index]));
}

function personOrRole(who: string, path: Path): Reference {
  return who.startsWith('role:')
    ? { kind: 'role', id: who.slice(5), path }
    : { kind: 'person', id: who, path };
}
