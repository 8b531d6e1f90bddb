import { expect, test } from 'vitest';
import { unusedVariable } from '../../../src/plan/fleet/ansible/unused-variables';

test.each([
  ['ansible_become', 'each step of a runbook says itself', 'Write "become: true" for root'],
  ['ansible_become_user', 'each step of a runbook says itself', 'become: { user: … }'],
  ['ansible_sudo', 'each step of a runbook says itself', 'Write "become: true" for root'],
  ['ansible_become_method', 'by sudo, and in no other way', 'where sudo is what endpoints have'],
  [
    'ansible_python_interpreter',
    'go to the shell of an endpoint',
    'ansible looks for the interpreter itself',
  ],
  ['ansible_winrm_transport', 'only Ansible itself knows what it means', 'are reached by SSH'],
])('of %s it is said why it is not used, and what to do', (name, because, fix) => {
  const words = unusedVariable(name);
  expect([words.message.startsWith(`The variable "${name}" is not used: `), words]).toEqual([
    true,
    { message: expect.stringContaining(because), fix: expect.stringContaining(fix) },
  ]);
});
