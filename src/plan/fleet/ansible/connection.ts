import type { AnsibleVars } from './ansible-model';
import { readSshArguments } from './ssh-arguments';

/** Variables that say how to reach a host, in the order in which Ansible prefers them. */
const spelling = {
  address: ['ansible_ssh_host', 'ansible_host'],
  port: ['ansible_ssh_port', 'ansible_port'],
  user: ['ansible_ssh_user', 'ansible_user'],
  identity: ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
  kind: ['ansible_connection'],
} as const;
const sshArguments = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'];
const known = new Set<string>([...Object.values(spelling).flat(), ...sshArguments]);

/** Ways of connecting that are SSH by another name. */
const overSsh = new Set(['ssh', 'smart', 'paramiko', 'paramiko_ssh', 'libssh']);

/** Whether a variable says how to reach a host. */
export function isConnectionVar(name: string): boolean {
  return known.has(name);
}

export type Connection = {
  readonly address: string;
  readonly port: string;
  readonly user: string;
  readonly identity: string;
  readonly jump: string;
  /** Names of SSH options that are not used. */
  readonly notUsed: readonly string[];
};

/** How a host is reached, or why it cannot be: the second half of a sentence that begins with its name. */
export function connectionOf(name: string, vars: AnsibleVars): Connection | { readonly leftOut: string } {
  for (const [key, { value }] of vars) {
    if (!known.has(key)) continue;
    if (typeof value === 'object' && value !== null)
      return { leftOut: `has a "${key}" that only Ansible can read` };
    if (typeof value === 'string' && /\{\{|\{%/.test(value)) {
      return { leftOut: `has a template in "${key}", which only Ansible can fill in` };
    }
  }
  const first = (field: keyof typeof spelling) => {
    const key = spelling[field].find((each) => vars.has(each));
    const value = key === undefined ? undefined : vars.get(key)?.value;
    return value === undefined || value === null ? '' : String(value);
  };
  const kind = first('kind');
  if (kind !== '' && !overSsh.has(kind)) return { leftOut: `is reached by "${kind}" and not by SSH` };
  const args = sshArguments.map((key) => readSshArguments(String(vars.get(key)?.value ?? '')));
  const proxy = args.map(({ unknownProxy }) => unknownProxy).find((each) => each !== null);
  if (proxy)
    return {
      leftOut: `is reached through a command that is not run here (${JSON.stringify(proxy.slice(0, 60))})`,
    };
  return {
    address: first('address') || name,
    port: first('port'),
    user: first('user'),
    identity: first('identity'),
    // OpenSSH takes the first value it meets, and Ansible hands them over in this order.
    jump: args.map(({ jump }) => jump).find((each) => each !== '') ?? '',
    notUsed: args.flatMap(({ notUsed }) => notUsed),
  };
}
