import type { StartFound } from '../../src/ipc/start-plan';

/** With what this console signs in to endpoints, whether that is here, and what to do when it is not. */
export function loginWords({ key, is }: StartFound['login']): string {
  const notThere = key === null ? '' : `The private key ${key} is not on this machine. `;
  if (is === 'key') return `With the private key ${key}, which is here.`;
  if (is === 'locked-key')
    return `With the private key ${key}, which is here. Somebody has to know its passphrase; it is asked for when it is needed.`;
  if (is === 'agent')
    return key === null
      ? 'With what the SSH agent of this machine holds.'
      : `${notThere}The SSH agent of this machine is asked instead.`;
  return key === null
    ? 'There is no private key in ~/.ssh and no SSH agent on this machine. Put a key there, or start an agent: until then nobody can sign in.'
    : `${notThere}No SSH agent runs here either. Put the key there, or start an agent: until then nobody can sign in.`;
}
