import { join } from 'node:path';
import type { ExecutionOptions } from '../app/plan-transport';
import { askSilently } from './ask-silently';

const otherwise = 'Load the key into the SSH agent (ssh-add) and set SSH_AUTH_SOCK.';

const inAFile = 'Name a file that holds it in fleet.password of plan.yaml.';

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
    // Asked once: what the command says of its endpoints would write over a second question.
    askPassword: isThere
      ? async (organisation, isAgain) =>
          isAgain
            ? null
            : askSilently('A password', `Password of the endpoints of ${organisation}: `, inAFile)
      : undefined,
  };
}
