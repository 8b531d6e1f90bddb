import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useScreen } from '../screen';
import { isTyping } from './typing';

/** What is asked: a PIN that exists, a first one twice, or the old one and a new one twice. */
export type PinQuestion = 'known' | 'first' | 'change';

type PinEntry = {
  readonly fields: ReactNode;
  /** What is still missing, in words; null = it can be sent. */
  readonly missing: string | null;
  readonly send: () => void;
};

const least = 4;

/**
 * Fields for PINs and what becomes of them. Nothing typed here outlives the answer: a refusal empties the
 * fields, because what was wrong is typed anew.
 * @param onSend gets the PIN and the old one where it was asked; tells whether it was taken
 */
export function usePinEntry(
  question: PinQuestion,
  onSend: (pin: string, oldPin: string | null) => Promise<boolean | undefined>,
  labels: { readonly known?: string; readonly focus?: boolean } = {},
): PinEntry {
  const [old, setOld] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const missing = missingIn(question, { old, pin, again });
  const send = async () => {
    if (missing !== null) return;
    const sending = { pin, old };
    for (const set of [setOld, setPin, setAgain]) set('');
    const taken = await onSend(sending.pin, question === 'change' ? sending.old : null);
    if (taken !== false) return;
    // Said where the eyes are, and typed anew without a hand on the mouse.
    setRefusal(useScreen.getState().notice?.lines.join(' ') ?? null);
    form.current?.querySelector('input')?.focus();
  };
  const typed = (set: (value: string) => void) => (value: string) => {
    setRefusal(null);
    set(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const focus = labels.focus !== false;
  return {
    missing,
    send: () => void send(),
    fields: (
      <form ref={form} className="pin-fields" onSubmit={submit}>
        {question === 'change' ? (
          <PinField label="Old PIN" value={old} onChange={typed(setOld)} testId="pin-old" focus={focus} />
        ) : null}
        <PinField
          label={question === 'known' ? (labels.known ?? 'PIN') : 'New PIN, 4 to 64 characters'}
          value={pin}
          onChange={typed(setPin)}
          testId="pin"
          focus={focus && question !== 'change'}
        />
        {question === 'known' ? null : (
          <PinField
            label="The same again"
            value={again}
            onChange={typed(setAgain)}
            testId="pin-again"
            focus={false}
          />
        )}
        {refusal ? (
          <p className="pin-refusal is-risk" role="alert" data-testid="pin-refusal">
            {refusal}
          </p>
        ) : null}
        <button type="submit" hidden>
          Send
        </button>
      </form>
    ),
  };
}

function missingIn(
  question: PinQuestion,
  { old, pin, again }: { readonly old: string; readonly pin: string; readonly again: string },
): string | null {
  if (question === 'change' && old === '') return 'type the old PIN';
  if (pin === '') return question === 'known' ? 'type the PIN' : 'type a new PIN';
  if (question === 'known') return null;
  if ([...pin].length < least) return `at least ${least} characters`;
  return pin === again ? null : again === '' ? 'type it again' : 'the two differ';
}

function PinField({
  label,
  value,
  onChange,
  testId,
  focus,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
  readonly focus: boolean;
}) {
  const id = useId();
  // A field that appears by itself must not catch what somebody types elsewhere.
  const [takesFocus] = useState(() => focus && !isTyping(document.activeElement));
  return (
    <span className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={value}
        data-testid={testId}
        data-primary={focus ? '' : undefined}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus={takesFocus}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
