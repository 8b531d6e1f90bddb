import { diffArrays } from 'diff';

const mark = '\uFEFF';

/** The text as it is edited: no byte order mark, and `\n` at every end of a line. */
export function editable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return (text.startsWith(mark) ? text.slice(1) : text).replaceAll('\r\n', '\n');
}

/**
 * The bytes of an edited text, written as the file before it was: with its byte order mark and its line ends. Where a
 * file mixes them, lines that stay keep theirs, and new ones get those of most.
 */
export function asWritten(text: string, before: Buffer | null): Buffer {
  const was = before?.toString('utf8') ?? '';
  const start = was.startsWith(mark) ? mark : '';
  const body = was.slice(start.length);
  const all = body.split('\n').length - 1;
  const carriage = body.split('\r\n').length - 1;
  if (carriage === 0) return Buffer.from(start + text);
  if (carriage === all) return Buffer.from(start + text.replaceAll('\n', '\r\n'));
  return Buffer.from(start + mixed(text, body, carriage * 2 >= all ? '\r\n' : '\n'));
}

function mixed(text: string, body: string, usual: string): string {
  const lines = linesOf(body);
  const parts = diffArrays(
    lines.map((line) => line.replace('\r\n', '\n')),
    linesOf(text),
  );
  let at = 0;
  return parts
    .flatMap(({ added, removed, value }) =>
      value.map((line) => {
        if (added) return line.replace(/\n$/, usual);
        const kept = lines[at++] ?? '';
        return removed ? '' : kept;
      }),
    )
    .join('');
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
