import { splitWords } from '../split-words';
import { hopOfProxyCommand } from '../way/proxy-command';

export type SshArguments = {
  /** Hops separated by commas; empty = none. */
  readonly jump: string;
  /** A command that makes the connection and that is none of the forms that stand for a hop. */
  readonly unknownProxy: string | null;
  /** Options with no part in where the way leads, by name. */
  readonly notUsed: readonly string[];
};

const nothing: SshArguments = { jump: '', unknownProxy: null, notUsed: [] };

/** What `ansible_ssh_common_args` and its like say of the way to a host. */
export function readSshArguments(text: string): SshArguments {
  if (text === '') return nothing;
  const { words, wrong } = splitWords(text, false);
  if (wrong !== null) return { jump: '', unknownProxy: text, notUsed: [] };
  let jump = '';
  let unknownProxy: string | null = null;
  const notUsed: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, letter = '', attached = ''] = /^-([A-Za-z0-9])(.*)$/s.exec(word) ?? [];
    if (letter === 'J') jump = attached || (words[++index] ?? '');
    else if (letter === 'o') {
      const option = attached || (words[++index] ?? '');
      const [, name = '', value = ''] = /^\s*(\w+)\s*[=\s]\s*(.*)$/s.exec(option) ?? [];
      if (/^proxyjump$/i.test(name)) jump = value === 'none' ? '' : value;
      else if (/^proxycommand$/i.test(name) && value !== 'none') {
        const hop = hopOfProxyCommand(value);
        if (hop === null) unknownProxy = value;
        else jump = hop;
      } else notUsed.push(name || option);
    } else notUsed.push(letter === '' ? word : `-${letter}`);
  }
  return { jump, unknownProxy, notUsed };
}
