import { useMemo } from 'react';
import { changesBetween } from './changes';

const marks = { '+': '+', '-': '−', ' ': '' } as const;
const names = { '+': 'line-added', '-': 'line-removed', ' ': 'line-kept' } as const;

/** A unified diff. Scrolled by keys once it has the focus. */
export function ChangedLines({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const stretches = useMemo(() => changesBetween(before, after), [before, after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="diff" aria-label={label} tabIndex={0} data-testid="plan-diff">
      {stretches.length === 0 ? <p className="is-dim">Nothing differs.</p> : null}
      {stretches.map((stretch) => (
        <div key={`${stretch[0]?.was} ${stretch[0]?.is}`} className="diff-stretch">
          {stretch.map(({ mark, text, was, is }) => (
            <div key={`${was} ${is}`} className={names[mark]}>
              <i aria-hidden="true">{was ?? ''}</i>
              <i aria-hidden="true">{is ?? ''}</i>
              <b>{marks[mark]}</b>
              <code>{text || ' '}</code>
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
