import { splitWords } from '../split-words';

type Found = { host: string; port: string; user: string; forwards: boolean };

/** Options of `ssh` that take a value and say nothing about where the way leads. */
const aside = new Set(['-o', '-i', '-F', '-c', '-m', '-E', '-b', '-B', '-S']);

/**
 * The hop that a ProxyCommand stands for when it is one of the two forms in common use:
 * `ssh -W %h:%p [user@]host` and `ssh [user@]host nc %h %p`. Null for every other command; none is ever run.
 */
export function hopOfProxyCommand(command: string): string | null {
  const bare = command.replace(/^exec\s+/, '').replace(/\s+2>\s*\/dev\/null$/, '');
  // To a shell, these begin something else.
  if (/[;|&<>$`()\n]/.test(bare)) return null;
  const { words, wrong } = splitWords(bare, false);
  const [program, ...rest] = words;
  if (wrong !== null || !/^(\/usr\/bin\/|\/bin\/)?ssh$/.test(program ?? '')) return null;
  const found: Found = { host: '', port: '', user: '', forwards: false };
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (!word.startsWith('-')) {
      if (found.host === '') found.host = word;
      else {
        // What follows the host is run there, and has to pass the bytes on.
        if (!passesOn(rest.slice(index))) return null;
        found.forwards = true;
        break;
      }
    } else if (/^-o$/.test(word) ? /^proxy/i.test(rest[index + 1] ?? '') : /^-oproxy/i.test(word))
      return null;
    else if (aside.has(word)) index += 1;
    else if (/^-[WplJ]/.test(word)) {
      const value = word.length > 2 ? word.slice(2) : (rest[++index] ?? '');
      if (!take(found, word[1] ?? '', value)) return null;
    } else if (!/^-(o.+|[qaxTvnN46C]+)$/.test(word)) return null;
  }
  const { host, port, user, forwards } = found;
  if (host === '' || !forwards) return null;
  return `${user === '' ? '' : `${user}@`}${host}${port === '' ? '' : `:${port}`}`;
}

function take(found: Found, letter: string, value: string): boolean {
  if (letter === 'W') {
    found.forwards = true;
    return value === '%h:%p' || value === '[%h]:%p';
  }
  if (letter === 'p') found.port = value;
  if (letter === 'l') found.user = value;
  return letter === 'l' ? value !== '' : letter === 'p' && /^\d{1,5}$/.test(value);
}

function passesOn(words: readonly string[]): boolean {
  return /^(nc|netcat|ncat)( -[wq] ?\d+)? %h %p$/.test(words.join(' '));
}
