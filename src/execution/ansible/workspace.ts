import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { callbackPlugin } from './callback-plugin';
import { connectionPlugin } from './connection-plugin';

/** A folder of one playbook run that nobody else may look into. */
export type Workspace = {
  readonly root: string;
  readonly playbook: string;
  readonly inventory: string;
  readonly variables: string;
  readonly config: string;
  /** Where the socket of the bridge stands; its name is in the plugins, too. */
  readonly socket: string;
  remove(): Promise<void>;
};

type Contents = {
  /** Path in the playbook's folder → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly playbook: string;
  readonly inventory: string;
  readonly variables: string;
};

/** Writes down everything that ansible reads, and nothing of this machine's own. */
export async function makeWorkspace({ files, playbook, inventory, variables }: Contents): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-ansible-'));
  const at = (...parts: string[]) => join(root, ...parts);
  const write = async (file: string, content: string | Uint8Array): Promise<string> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
    return file;
  };
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 5 });
  try {
    await chmod(root, 0o700);
    for (const [path, bytes] of files) await write(at('playbook', ...path.split('/')), bytes);
    await write(at('connection', 'holdfast.py'), connectionPlugin);
    await write(at('callback', 'holdfast.py'), callbackPlugin);
    return {
      root,
      playbook: at('playbook', ...playbook.split('/')),
      inventory: await write(at('inventory', 'hosts.yml'), inventory),
      variables: await write(at('variables.yml'), variables),
      config: await write(at('ansible.cfg'), configOf(at)),
      socket: at('console'),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What is not said here stays as ansible has it; no file of the user's is asked besides. */
function configOf(at: (...parts: string[]) => string): string {
  return [
    '[defaults]',
    `inventory = ${at('inventory')}`,
    `connection_plugins = ${at('connection')}`,
    `callback_plugins = ${at('callback')}`,
    'stdout_callback = holdfast',
    'callbacks_enabled =',
    'transport = holdfast',
    'host_key_checking = True',
    'retry_files_enabled = False',
    `roles_path = ${at('playbook', 'roles')}`,
    `collections_path = ${at('collections')}:/usr/share/ansible/collections`,
    `local_tmp = ${at('local')}`,
    `home = ${at('home')}`,
    'fact_caching = memory',
    'interpreter_python = auto_silent',
    'nocows = True',
    'localhost_warning = False',
    '[inventory]',
    'enable_plugins = yaml',
    '[connection]',
    'pipelining = True',
    '',
  ].join('\n');
}
