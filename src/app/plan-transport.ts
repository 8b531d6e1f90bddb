import { readFileSync } from 'node:fs';
import { needsPassphrase, opensWith } from '../execution/client-key';
import type { SshLogin } from '../execution/login-methods';
import { opensInThread } from '../execution/pool/key-check';
import { createWorkerPool } from '../execution/pool/worker-pool';
import { refusingTransport } from '../execution/refusing-transport';
import { createSshTransport } from '../execution/ssh';
import type { Transport } from '../execution/transport';
import { onceUnlocked } from './once-unlocked';
import { type AskPassword, type PlanPassword, passwordTransport } from './password-transport';

export type ExecutionOptions = {
  /** The built `execution-worker.js`; null = SSH in this very thread, for programs that have no window to disturb. */
  readonly workerFile: string | null;
  /**
   * Asks a person for the passphrase of the key at `file`, anew when what they said was wrong; null = nobody answers.
   * Without it nobody is asked.
   */
  readonly askPassphrase?: ((file: string, isAgain: boolean) => Promise<string | null>) | undefined;
  /** Without it nobody is asked. */
  readonly askPassword?: AskPassword | undefined;
  /** Socket of the SSH agent, as SSH_AUTH_SOCK says; undefined = there is none. */
  readonly agentSocket?: string | undefined;
};

/**
 * How a plan's endpoints are reached: with the password or the key it names, else with the SSH agent. Where neither can be used, every
 * endpoint answers with the reason instead of the console refusing to start: a commander without a key still has a
 * journal and a clock.
 */
export function planTransport(
  options: ExecutionOptions,
): (identityFile: string | null, password?: PlanPassword) => Transport {
  const { workerFile, askPassphrase, askPassword, agentSocket } = options;
  const open = (login: SshLogin): Transport => {
    try {
      return workerFile === null ? createSshTransport(login) : createWorkerPool({ workerFile, ssh: login });
    } catch (error) {
      return refusingTransport(`the private key of the plan cannot be used: ${(error as Error).message}`);
    }
  };
  const opens = async (key: string, passphrase: string): Promise<boolean> =>
    workerFile === null ? opensWith(key, passphrase) : opensInThread(workerFile, { key, passphrase });
  const byAgent = (why: string): Transport =>
    agentSocket ? open({ agentSocket }) : refusingTransport(`${why}, and there is no SSH agent`);

  return (identityFile, password) => {
    if (password) return passwordTransport(password, askPassword, (secret) => open({ password: secret }));
    if (identityFile === null) return byAgent('the plan names no private key (fleet.identity in plan.yaml)');
    let privateKey: string;
    try {
      privateKey = readFileSync(identityFile, 'utf8');
    } catch (error) {
      return refusingTransport(`the private key of the plan cannot be used: ${(error as Error).message}`);
    }
    if (!needsPassphrase(privateKey)) return open({ privateKey });
    const locked = 'the private key of the plan has a passphrase that nobody gave';
    if (!askPassphrase) return byAgent(locked);
    return onceUnlocked(async () => {
      for (let isAgain = false; ; isAgain = true) {
        const passphrase = await askPassphrase(identityFile, isAgain);
        if (passphrase === null) return byAgent(locked);
        if (await opens(privateKey, passphrase)) return open({ privateKey, passphrase });
      }
    });
  };
}
