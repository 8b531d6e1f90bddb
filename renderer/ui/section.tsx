import { type ReactNode, useId } from 'react';

type SectionProps = {
  readonly title: string;
  readonly className?: string;
  /** Name by which a key jumps here. */
  readonly part?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A named part of a column; the name is its landmark, too. */
export function Section({ title, className = '', part, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section
      className={`section ${className}`}
      aria-labelledby={id}
      data-part={part}
      tabIndex={part ? -1 : undefined}
    >
      <header className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
