type ReasonFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
  readonly placeholder: string;
};

/** As long as the core takes. */
const longest = 500;

/** A reason that will stand in the record. */
export function ReasonField({ value, onChange, testId, placeholder }: ReasonFieldProps) {
  return (
    <label className="field field-wide">
      Reason
      <input
        data-testid={testId}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus
        maxLength={longest}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
