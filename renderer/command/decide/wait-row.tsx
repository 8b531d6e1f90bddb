import type { ReactNode } from 'react';
import { asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';

type WaitRowProps = {
  readonly title: ReactNode;
  /** Unix ms; null = at once. */
  readonly dueAt: number | null;
  readonly testId: string;
  /** What it is and whose, small. */
  readonly about?: ReactNode;
  readonly acts: ReactNode;
  readonly children?: ReactNode;
  /** Title and acts side by side. */
  readonly inline?: boolean;
};

/** A minute before it is due it turns amber. */
const soonMs = 60_000;

/** One thing that waits for somebody, with its clock and its acts. */
export function WaitRow({ title, dueAt, testId, about, acts, children, inline = false }: WaitRowProps) {
  const now = useNow();
  const leftMs = dueAt === null ? null : dueAt - now;
  const state = leftMs === null ? 'now' : leftMs < 0 ? 'late' : leftMs <= soonMs ? 'soon' : 'calm';
  return (
    <li className={`wait wait-${state}${inline ? ' wait-inline' : ''}`} data-testid={testId}>
      <p className="wait-title">
        <b>{title}</b>
        {leftMs === null ? null : (
          <span className="wait-clock">
            {leftMs < 0 ? '−' : ''}
            {asClock(leftMs)}
          </span>
        )}
      </p>
      {about ? <p className="wait-about">{about}</p> : null}
      {children}
      <div className="wait-acts">{acts}</div>
    </li>
  );
}
