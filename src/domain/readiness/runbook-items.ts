import type { Plan } from '../plan/plan';
import type { Runbook } from '../run/runbook';
import type { Service } from '../service/service';
import type { ConsoleFacts } from './console-facts';
import type { ReadinessItem } from './readiness';

/** What a kind of step needs on this console besides Holdfast itself. */
const programsOfKind: Readonly<Record<string, string>> = { ansible: 'ansible-playbook' };

/** Every program that the restore runbooks of a plan need on the console: what has to be looked for there. */
export function programsNeeded(plan: Pick<Plan, 'services' | 'runbooks'>): readonly string[] {
  return [...new Set(plan.services.flatMap((service) => programsOf(restoring(plan, service))))];
}

/** Whether there is a runbook, with what its steps need here. */
export function runbookItems(
  plan: Pick<Plan, 'runbooks'>,
  service: Service,
  { sudoSecret, programs }: ConsoleFacts,
): readonly ReadinessItem[] {
  const runbooks = restoring(plan, service);
  const becomes = runbooks.some(({ steps }) => steps.some(({ become }) => become !== undefined));
  const needed = programsOf(runbooks);
  const missing = needed.filter((program) => !programs.has(program));
  const [first] = runbooks;
  return [
    { id: 'runbook', ok: first !== undefined, words: first ? first.name : 'no runbook restores it' },
    // Without a secret, sudo may still let in whoever needs none: only one that is named has to be there.
    ...(becomes && sudoSecret !== null
      ? [
          {
            id: 'secrets' as const,
            ok: sudoSecret === 'there',
            words:
              sudoSecret === 'there'
                ? 'what sudo is answered is here'
                : 'the file of what sudo is answered is not here',
          },
        ]
      : []),
    ...(needed.length > 0
      ? [
          {
            id: 'tools' as const,
            ok: missing.length === 0,
            words: missing.length === 0 ? `here: ${needed.join(', ')}` : `not here: ${missing.join(', ')}`,
          },
        ]
      : []),
  ];
}

/** The restore runbook first, then those of the strategies. */
function restoring({ runbooks }: Pick<Plan, 'runbooks'>, service: Service): readonly Runbook[] {
  const ids = new Set([service.restore, ...(service.strategies ?? []).map(({ runbook }) => runbook)]);
  return [...ids].flatMap((id) => runbooks.find((each) => each.id === id) ?? []);
}

function programsOf(runbooks: readonly Runbook[]): readonly string[] {
  const kinds = new Set<string>(runbooks.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  return [...kinds].flatMap((kind) => programsOfKind[kind] ?? []);
}
