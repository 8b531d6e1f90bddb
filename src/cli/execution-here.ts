import { join } from 'node:path';
import type { ExecutionOptions } from '../app/plan-transport';
import { askSilently } from './ask-silently';

const otherwise = 'Load the key into the SSH agent (ssh-add) and set SSH_AUTH_SOCK.';

/** How the command line reaches endpoints: threads of this process; the agent and the terminal for credentials. */
export function executionHere(mayAsk: boolean): ExecutionOptions {
  const isThere = mayAsk && process.stdin.isTTY === true;
  return {
    workerFile: join(__dirname, 'execution-worker.js'),
    agentSocket: process.env.SSH_AUTH_SOCK,
    askPassphrase: isThere
      ? (file, isAgain) => {
          const question = `${isAgain ? 'That does not open it. ' : ''}Passphrase of ${file}: `;
          return askSilently('A passphrase', question, otherwise);
        }
      : undefined,
  };
}
