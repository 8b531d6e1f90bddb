import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { ListStretch, mostDrawn, stretchLength } from './list-stretch';

/** One line of a list box. */
export type ListOption = {
  readonly id: string;
  readonly testId: string;
  readonly content: ReactNode;
  readonly className?: string;
};

type ListBoxProps = {
  readonly label: string;
  readonly options: readonly ListOption[];
  /** Enter, Space or a click on an option. */
  readonly onTake: (id: string) => void;
  /** Every move of the arrow keys, where moving is choosing. */
  readonly onMove?: (id: string) => void;
  /** Id of the chosen option, where the owner keeps it. */
  readonly chosen?: string | null;
  /** Index to start from. */
  readonly start?: number;
  readonly className?: string;
  readonly primary?: boolean;
  /** Takes the focus when it appears; for a list that comes later than the sheet it stands in. */
  readonly autoFocus?: boolean;
};

/** A list driven by arrow keys, Home, End and the pointer; one stop for Tab. */
export function ListBox({
  label,
  options,
  onTake,
  onMove,
  chosen,
  start = 0,
  className = '',
  primary,
  autoFocus,
}: ListBoxProps) {
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  // Before anybody can press a key: a list that comes later must not miss the first one.
  useLayoutEffect(() => {
    if (autoFocus) list.current?.focus();
  }, [autoFocus]);
  const [active, setActive] = useState(() => Math.max(0, start));
  const kept = chosen === undefined ? -1 : options.findIndex((option) => option.id === chosen);
  const current = Math.min(kept >= 0 ? kept : active, options.length - 1);
  useEffect(() => {
    if (kept < 0) return;
    const frame = requestAnimationFrame(() => reveal(`${listId}-${kept}`));
    return () => cancelAnimationFrame(frame);
  }, [kept, listId]);

  const move = (to: number) => {
    const index = Math.min(Math.max(to, 0), options.length - 1);
    setActive(index);
    const option = options[index];
    if (!option) return;
    onMove?.(option.id);
    // A line that was out of sight may not be drawn yet.
    if (!reveal(`${listId}-${index}`)) requestAnimationFrame(() => reveal(`${listId}-${index}`));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowDown: current + 1,
      ArrowRight: current + 1,
      ArrowUp: current - 1,
      ArrowLeft: current - 1,
      Home: 0,
      End: options.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) {
      event.preventDefault();
      const option = options[current];
      if (option) onTake(option.id);
    }
  };
  const draw = (option: ListOption, index: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys and focus live on the list
    <div
      key={option.id}
      id={`${listId}-${index}`}
      role="option"
      aria-selected={index === current}
      aria-setsize={options.length}
      aria-posinset={index + 1}
      className={`list-option ${option.className ?? ''}`}
      data-testid={option.testId}
      onClick={() => {
        setActive(index);
        onTake(option.id);
      }}
    >
      {option.content}
    </div>
  );
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={options.length > 0 ? `${listId}-${current}` : undefined}
      className={`list-box ${className}`}
      onKeyDown={onKeyDown}
      data-primary={primary ? '' : undefined}
      data-autofocus={autoFocus ? '' : undefined}
    >
      {options.length <= mostDrawn
        ? options.map(draw)
        : stretches(options).map((from) => (
            <ListStretch
              key={from}
              lines={Math.min(stretchLength, options.length - from)}
              isKept={from <= current && current < from + stretchLength}
            >
              {() => options.slice(from, from + stretchLength).map((option, at) => draw(option, from + at))}
            </ListStretch>
          ))}
    </div>
  );
}

/** Where the stretches of a long list begin. */
const stretches = ({ length }: readonly ListOption[]): readonly number[] =>
  Array.from({ length: Math.ceil(length / stretchLength) }, (_, index) => index * stretchLength);

/** Whether there is such a line. */
function reveal(id: string): boolean {
  const line = document.getElementById(id);
  line?.scrollIntoView?.({ block: 'nearest' });
  return line !== null;
}
