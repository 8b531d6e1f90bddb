import type { Filled, StartText as TextId } from './answers';

type TextProps = {
  readonly id: TextId;
  readonly label: string;
  readonly filled: Filled;
  readonly set: (part: Partial<Filled>) => void;
  readonly isFirst?: boolean;
};

const mostLetters: Readonly<Record<TextId, number>> = {
  organisation: 200,
  name: 200,
  phone: 50,
  mail: 200,
  user: 64,
};

/** One line of text of the form. */
export function StartText({ id, label, filled, set, isFirst = false }: TextProps) {
  return (
    <label className="field">
      {label}
      <input
        value={filled[id]}
        maxLength={mostLetters[id]}
        autoComplete="off"
        spellCheck={false}
        data-testid={`start-${id}`}
        // biome-ignore lint/a11y/noAutofocus: the person asked for this page to fill it in
        autoFocus={isFirst}
        onChange={(event) => set({ [id]: event.target.value })}
      />
    </label>
  );
}
