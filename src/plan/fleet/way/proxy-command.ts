import { splitWords } from '../split-words';

/** Options of `ssh` that take a value and say nothing about where the way leads. */
const without = new Set(['-o', '-i', '-F', '-c', '-m', '-E']);

/**
 * The hop that a ProxyCommand stands for when it is one of the two forms in common use:
 * `ssh -W %h:%p [user@]host` and `ssh [user@]host nc %h %p`. Null for every other command; none is ever run.
 */
export function hopOfProxyCommand(command: string): string | null {
  const { words, wrong } = splitWords(command.replace(/^exec\s+/, ''), false);
  const [program, ...rest] = words;
  if (wrong !== null || !/^(\/usr\/bin\/|\/bin\/)?ssh$/.test(program ?? '')) return null;
  let forwards = false;
  let port = '';
  let user = '';
  let host: string | null = null;
  for (let index = 0; index < rest.length && host === null; index++) {
    const word = rest[index] ?? '';
    const value = rest[index + 1] ?? '';
    if (/^-[qaxTvnN46C]+$/.test(word)) continue;
    if (word === '-W' || word.startsWith('-W')) {
      const target = word === '-W' ? value : word.slice(2);
      if (target !== '%h:%p' && target !== '[%h]:%p') return null;
      forwards = true;
    } else if (word === '-p') port = value;
    else if (word === '-l') user = value;
    else if (word.startsWith('-o') && word.length > 2) continue;
    else if (!without.has(word)) {
      if (word.startsWith('-')) return null;
      host = word;
      // What stands behind the host can only be more options, or a command that passes bytes on.
      const tail = rest.slice(index + 1).join(' ');
      const later = /^-W (%h:%p|\[%h\]:%p)$/.test(tail);
      if (!later && tail !== '' && !/^(nc|netcat|ncat)( -[wq] ?\d+)? %h %p( 2>\/dev\/null)?$/.test(tail))
        return null;
      forwards ||= later || tail !== '';
    }
    if (word === '-W' || word === '-p' || word === '-l' || without.has(word)) index += 1;
  }
  if (host === null || !forwards || (port !== '' && !/^\d{1,5}$/.test(port))) return null;
  return `${user === '' ? '' : `${user}@`}${host}${port === '' ? '' : `:${port}`}`;
}
