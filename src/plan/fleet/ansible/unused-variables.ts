import type { Words } from '../not-mapped';

/** Which variables of Ansible are not used, why, and where the same is said here. */
const kinds: readonly (readonly [names: RegExp, because: string, fix: string])[] = [
  [
    /^ansible_(become_(exe|flags|method|plugin)|(su|sudo)_(exe|flags))$/,
    'a step becomes another user by sudo, and in no other way',
    'Nothing needs to be done where sudo is what endpoints have.',
  ],
  [
    /^ansible_(become|sudo|su)(_user)?$/,
    'each step of a runbook says itself whether it becomes another user',
    'Write "become: true" for root, or "become: { user: … }", at the steps that need it; without it they run as the user who signs in.',
  ],
  [
    /^ansible_\w+_interpreter$/,
    'commands and scripts go to the shell of an endpoint and need no interpreter of Ansible',
    'Nothing needs to be done for them; in a step that plays a playbook, ansible looks for the interpreter itself.',
  ],
];

export function unusedVariable(name: string): Words {
  const [, because, fix] = kinds.find(([names]) => names.test(name)) ?? [
    null,
    'only Ansible itself knows what it means',
    'Nothing needs to be done if endpoints are reached by SSH, and steps work there, without it.',
  ];
  return { message: `The variable "${name}" is not used: ${because}`, fix };
}
