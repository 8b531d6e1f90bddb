import { shellWord } from './render/shell-word';

/** As whom a step is done on the endpoint, when not as the one who signed in. */
export type Become = { readonly user: string; readonly method: 'sudo' };

/** What sudo asks with, so that the answer is given to it and to nothing else. */
export const secretPrompt = '[holdfast asks sudo] ';
/** What is said when the other user has been become, just before the command begins. */
export const readySign = '[holdfast became]\n';

/**
 * The command as another user. Until `readySign` nothing of it has begun; its input may follow only then.
 * @param hasSecret whether somebody answers when sudo asks; otherwise it must not ask
 */
export function becoming(command: string, { user }: Become, hasSecret: boolean): string {
  const asks = hasSecret ? `-S -p ${shellWord(secretPrompt)}` : '-n';
  const begun = `echo ${shellWord(readySign.trimEnd())}\n${command}`;
  return `sudo ${asks} -H -u ${shellWord(user)} -- /bin/sh -c ${shellWord(begun)}`;
}
