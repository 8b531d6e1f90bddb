import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';

/** How long a dangerous act must be held. */
export const holdMs = 700;

type HoldButtonProps = {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly label?: string;
  /** In the tone of danger: for what goes beyond what was agreed. */
  readonly danger?: boolean;
};

/**
 * A button that acts only after it was held for 700 ms by pointer, Space or Enter. Letting go
 * early, leaving it or losing the window cancels, and nothing has happened; a line that comes above
 * it and moves it under a still pointer does not. While nothing has the focus, Space holds it from
 * anywhere.
 */
export function HoldButton({
  children,
  onHeld,
  disabled = false,
  testId,
  label,
  danger = false,
}: HoldButtonProps) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(onHeld);
  held.current = onHeld;

  const cancel = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHolding(false);
  }, []);
  const begin = useCallback(() => {
    if (disabled || timer.current !== undefined) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      cancel();
      held.current();
    }, holdMs);
  }, [disabled, cancel]);

  useEffect(() => {
    const down = (event: globalThis.KeyboardEvent) => {
      if (event.key !== ' ' || event.repeat || event.target !== document.body) return;
      event.preventDefault();
      begin();
    };
    const up = (event: globalThis.KeyboardEvent) => {
      if (event.key === ' ' || event.key === 'Enter') cancel();
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', cancel);
    document.addEventListener('visibilitychange', cancel);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', cancel);
      document.removeEventListener('visibilitychange', cancel);
      clearTimeout(timer.current);
    };
  }, [begin, cancel]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) begin();
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    begin();
  };
  return (
    <button
      type="button"
      className={`hold${danger ? ' hold-danger' : ''}${holding ? ' holding' : ''}`}
      disabled={disabled}
      data-testid={testId}
      data-primary=""
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={cancel}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => isOutside(event) && cancel()}
      onPointerUp={cancel}
      onLostPointerCapture={cancel}
      onContextMenu={(event) => event.preventDefault()}
    >
      <span className="hold-fill" aria-hidden="true" />
      <span className="hold-words">{children}</span>
    </button>
  );
}

function isOutside({ currentTarget, clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
