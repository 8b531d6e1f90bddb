import { type PlanProblem, planWarning } from '../plan-problem';
import type { FoundEndpoint } from './found-endpoint';

/**
 * Who names the private key of the inventories, when it is one for all and plan.yaml names none. One key signs in
 * everywhere: others are listed, because nobody would be let in with them; where a password does, all are.
 */
export function identityOf(
  found: readonly FoundEndpoint[],
  ofPlan: string | undefined,
  isByPassword: boolean,
): { readonly from: FoundEndpoint | null; readonly problems: readonly PlanProblem[] } {
  const named = new Map<string, { readonly first: FoundEndpoint; readonly count: number }>();
  for (const each of found) {
    if (each.identity === '') continue;
    const known = named.get(each.identity);
    named.set(each.identity, { first: known?.first ?? each, count: (known?.count ?? 0) + 1 });
  }
  const only =
    !isByPassword && ofPlan === undefined && named.size === 1 ? [...named.values()][0]?.first : undefined;
  const identity = ofPlan ?? only?.identity;
  const others = [...named].filter(([path]) => path !== identity);
  return {
    from: only ?? null,
    problems: others.map(([path, { first, count }]) => {
      const many = count === 1 ? 'one endpoint' : `${count} endpoints`;
      const instead = identity === undefined ? '' : `, and ${identity} is used`;
      const message = `The inventory names the private key ${JSON.stringify(path)} for ${many}; ${isByPassword ? 'a password' : 'one key'} signs in everywhere${instead}.`;
      const fix = isByPassword
        ? 'Take fleet.password out of plan.yaml where keys are to sign in.'
        : 'Let the endpoints accept one key, and name it in fleet.identity of plan.yaml.';
      return planWarning(first.file, first.at('name'), 'identity-not-used', message, fix);
    }),
  };
}
