import { oneLine } from '../domain/plain-text';
import type { Endpoint } from '../domain/plan/plan';
import { causeWords, type PreflightCause, usualLimits } from '../domain/run/preflight/cause';
import type { FoundCause } from '../domain/run/preflight/preflight';
import { shellWord } from '../domain/run/render/shell-word';
import { blurOutput, ownNames } from '../domain/views/blur-output';
import { someOf } from '../domain/views/words';
import { calledAs } from './called-as';

/** Enough to see which part of a fleet it is; `--json` has them all. */
const mostNames = 20;

/** A cause with its count, what was seen, said once for all where it is the same, and what would be right. */
export function foundLines(
  { cause, endpoints }: FoundCause,
  all: readonly Pick<Endpoint, 'name' | 'address'>[],
  plan: string,
): readonly string[] {
  const byName = new Map(all.map((each) => [each.name, each.address]));
  const groups = new Map<string, { readonly words: string; readonly names: string[] }>();
  for (const { endpoint, words } of endpoints) {
    const own = ownNames({ endpoint, address: byName.get(endpoint) ?? '' });
    const key = blurOutput(words, own);
    const group = groups.get(key) ?? { words, names: [] };
    group.names.push(oneLine(endpoint, 100));
    groups.set(key, group);
  }
  const right = whatWouldBeRight(cause, plan);
  return [
    `${endpoints.length} ${causeWords(cause, usualLimits)}`,
    ...[...groups].flatMap(([alike, { words, names }]) =>
      names.length === 1
        ? [`  ${names[0]}: ${words}`]
        : [`  ${names.length} alike: ${alike}`, `    ${someOf(names, mostNames)}`],
    ),
    ...(right === null ? [] : [`  Right would be: ${right}`]),
  ];
}

/** Null where the finding says it already. */
function whatWouldBeRight(cause: PreflightCause, plan: string): string | null {
  switch (cause) {
    case 'login refused':
      return 'a key that is let in there: name it in fleet.identity of plan.yaml, or load it into the SSH agent (ssh-add) with SSH_AUTH_SOCK set.';
    case 'no host key on file':
      return `their keys, compared, in the known_hosts of the plan: ${calledAs()} plan keys ${shellWord(plan)} --scan shows them, or why there are none.`;
    case 'host key changed':
      return 'the word of whoever runs it that it was set up anew, and its new key in the known_hosts of the plan.';
    case 'unreachable':
      return 'an endpoint that is on, at the address and port that the inventory says.';
    case 'become refused':
      return 'sudo without a password for this user there, or fleet.sudo_secret in plan.yaml.';
    case 'no answer':
    case 'disk full':
    case 'clock off':
      return null;
  }
}
