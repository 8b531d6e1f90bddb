import { asCount } from './numbers';

/** One line of a text, and how it stands to what it is compared with. */
export type TextLine = { readonly text: string; readonly mark: 'alike' | 'only-here' | 'missing' | 'gap' };

const blockLines = 80;
/** More lines than anybody reads; a copy has them all. */
const mostLines = 3000;

const marks = { alike: ' ', 'only-here': '▸', missing: '−', gap: ' ' } as const;

/** A text that may be long: only the blocks of lines in sight are laid out. Scrolled by keys once it has the focus. */
export function LongText({ lines, label }: { readonly lines: readonly TextLine[]; readonly label: string }) {
  const shown = lines.slice(0, mostLines);
  const blocks = Array.from({ length: Math.ceil(shown.length / blockLines) }, (_, index) =>
    shown.slice(index * blockLines, (index + 1) * blockLines),
  );
  const isMarked = shown.some(({ mark }) => mark !== 'alike');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={isMarked ? 'long-text is-marked' : 'long-text'} aria-label={label} tabIndex={0}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
        <div key={at} className="text-block">
          {block.map(({ text, mark }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
            <div key={index} className={`text-line line-${mark}`}>
              {isMarked ? <i aria-hidden="true">{marks[mark]}</i> : null}
              <code>{text || ' '}</code>
            </div>
          ))}
        </div>
      ))}
      {lines.length > mostLines ? (
        <p className="is-dim">{asCount(lines.length - mostLines)} more lines. A copy has them all.</p>
      ) : null}
    </section>
  );
}

/** A text as lines that are compared with nothing. */
export const plainLines = (text: string): TextLine[] =>
  text.split('\n').map((line) => ({ text: line, mark: 'alike' }));
