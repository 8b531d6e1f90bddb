import { type AnsibleProgram, findAnsible } from '../execution/ansible/program';

/** How long what was found on this machine counts, in milliseconds: asking starts a program. */
const keepMs = 60_000;
let found: { readonly at: number; readonly answer: ReturnType<typeof findAnsible> } | undefined;

/** The `ansible-playbook` of this machine, asked for at most once a minute. */
export function ansibleHere(): Promise<AnsibleProgram | { readonly because: string }> {
  const now = performance.now();
  if (found === undefined || now - found.at > keepMs) found = { at: now, answer: findAnsible() };
  return found.answer;
}

/** Why playbooks cannot be played on this machine, in words for a person; null = they can. */
export async function whyNoAnsible(): Promise<string | null> {
  const answer = await ansibleHere();
  return 'because' in answer ? answer.because : null;
}
