import { type FormEvent, useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { show } from '../../screen';
import { parseUtcTime, utcTime } from '../../ui/duration';
import { correctImpactStart } from '../acts';

/** Corrects when people first felt it: a time of day in UTC, Enter records it, Escape leaves it. */
export function ImpactStartForm({ incident }: { readonly incident: Incident }) {
  const [text, setText] = useState(utcTime(incident.impactStart));
  const at = parseUtcTime(text, Date.now());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at !== null) void correctImpactStart(incident.id, at);
  };
  return (
    <form className="impact-form" onSubmit={submit} data-testid="impact-form">
      <input
        aria-label="Impact start, UTC"
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field with a key
        autoFocus
        spellCheck={false}
        value={text}
        aria-invalid={at === null}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" disabled={at === null}>
        {at === null ? 'as 09:14:20' : 'Correct'}
      </button>
      <button type="button" onClick={() => show({ form: null })}>
        Leave
      </button>
    </form>
  );
}
