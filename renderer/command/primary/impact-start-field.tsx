import { useState } from 'react';
import { parseUtcTime, utcTime } from '../../ui/duration';

type ImpactStartFieldProps = {
  /** The moment in force, Unix ms. */
  readonly at: number;
  readonly note: string;
  /** Called with every text that reads as a time of day in UTC. */
  readonly onChange: (at: number) => void;
  readonly autoFocus?: boolean;
};

/** A time of day in UTC; the latest such moment that is not in the future. */
export function ImpactStartField({ at, note, onChange, autoFocus }: ImpactStartFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const bad = text !== null && parseUtcTime(text, Date.now()) === null;
  return (
    <label className="impact-start">
      <span className={bad ? 'is-risk' : ''}>Impact start, UTC · {bad ? 'write it as 09:14:20' : note}</span>
      <input
        type="text"
        inputMode="numeric"
        spellCheck={false}
        value={text ?? utcTime(at)}
        aria-invalid={bad}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field with a key
        autoFocus={autoFocus}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value);
          const read = parseUtcTime(event.target.value, Date.now());
          if (read !== null) onChange(read);
        }}
      />
    </label>
  );
}
