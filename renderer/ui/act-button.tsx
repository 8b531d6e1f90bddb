import type { KeyboardEvent, ReactNode } from 'react';

type ActButtonProps = {
  readonly children: ReactNode;
  readonly onAct: () => void;
  readonly kind?: 'act' | 'quiet' | 'danger' | 'link';
  readonly disabled?: boolean;
  readonly testId?: string;
  /** Said by screen readers instead of the text. */
  readonly label?: string;
  /** Marks the one control that takes the focus when the primary action changes. */
  readonly primary?: boolean;
};

/**
 * A button for one press. A key that is still held down from something else never presses it:
 * whoever holds Space to run must not find that it stopped the run as well.
 */
export function ActButton({
  children,
  onAct,
  kind = 'quiet',
  disabled,
  testId,
  label,
  primary,
}: ActButtonProps) {
  const ignoreRepeats = (event: KeyboardEvent) => {
    if (event.repeat && (event.key === ' ' || event.key === 'Enter')) event.preventDefault();
  };
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      onClick={onAct}
      onKeyDown={ignoreRepeats}
      disabled={disabled}
      aria-label={label}
      data-testid={testId}
      data-primary={primary ? '' : undefined}
    >
      {children}
    </button>
  );
}
