import { useEffect, useRef, useState } from 'react';
import { giveHeld, holds } from '../draft-queue';
import type { Choices } from './field-words';

/** A field gives what was typed to the draft when it is left, or when typing rests for so long. */
const restMs = 600;

type TextEntryProps = {
  readonly about: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly written: string;
  readonly isLong: boolean;
  readonly choices: Choices | null;
  /** What counts where nothing is written. */
  readonly standard: string;
  readonly onGive: (text: string) => void;
};

/** A text that is typed at its own pace and given to the draft now and then. */
export function TextEntry({ about, written, isLong, choices, standard, onGive }: TextEntryProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onGive);
  latest.current = onGive;
  const { id } = about;
  const give = (text: string) => {
    clearTimeout(timer.current);
    holds(id, null);
    latest.current(text);
  };
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => give(text), restMs);
    holds(id, () => give(text));
  };
  // What is written is shown as soon as it says what was typed.
  useEffect(() => {
    if (typed === written) setTyped(null);
  }, [typed, written]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      // Nothing that was typed is lost because something else had to be shown.
      giveHeld(id);
    },
    [id],
  );
  const entry = {
    ...about,
    value: typed ?? written,
    placeholder: standard,
    spellCheck: false,
    autoComplete: 'off',
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change(target.value),
    onBlur: () => typed !== null && give(typed),
  };
  if (isLong) return <textarea {...entry} rows={Math.min(8, entry.value.split('\n').length)} />;
  return <input {...entry} type="text" list={choices ? `plan-${choices}` : undefined} />;
}
