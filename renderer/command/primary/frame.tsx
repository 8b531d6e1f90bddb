import type { ReactNode } from 'react';
import type { Fact, PrimaryWords } from './fact';

type FrameProps = {
  readonly words: PrimaryWords;
  readonly kind: string;
  /** The control of the act, at the right; none where there is nothing to press. */
  readonly control?: ReactNode;
  /** Between the title and the facts: what is larger than words. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
};

/** The block of the primary action: what it is, its facts, and its one control. */
export function Frame({ words, kind, control, lead, children }: FrameProps) {
  return (
    <section
      className={`primary primary-${words.tone}${control ? '' : ' primary-wide'}`}
      aria-labelledby="primary-title"
      data-testid="primary-action"
      data-kind={kind}
    >
      <h1 id="primary-title" data-testid="primary-title">
        {words.title}
      </h1>
      {control ? <div className="primary-control">{control}</div> : null}
      <div className="primary-body">
        {lead}
        {words.facts.length > 0 ? (
          <ul className="facts">
            {words.facts
              .filter((fact) => fact.length > 0)
              .map((fact) => (
                <li key={plain(fact)}>
                  <FactText fact={fact} />
                </li>
              ))}
          </ul>
        ) : null}
        {children}
      </div>
    </section>
  );
}

/** A fact with its deciding numbers in bold. */
export function FactText({ fact }: { readonly fact: Fact }) {
  return fact.map((part) => (typeof part === 'string' ? part : <b key={part.strong}>{part.strong}</b>));
}

/** The bare text of a fact. */
export function plain(fact: Fact): string {
  return fact.map((part) => (typeof part === 'string' ? part : part.strong)).join('');
}
