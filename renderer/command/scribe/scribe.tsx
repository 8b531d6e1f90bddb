import { type KeyboardEvent, useState } from 'react';
import type { JournalStatus } from '../../../src/ipc/snapshot';
import { say } from '../../screen';
import { useConsole } from '../../store';
import { localTime, utcTime } from '../../ui/duration';
import { KeyHint } from '../../ui/key-hint';
import { useNow } from '../../ui/now';
import { asCount } from '../../ui/numbers';
import { writeNote } from '../acts-words';
import { useFocus } from '../focus';
import { linePreview } from './line-preview';

const nobody: never[] = [];

/** Always there: what is written here stands in the record of the incident. */
export function Scribe() {
  const [text, setText] = useState('');
  const { barIncident, last } = useFocus();
  const incident = barIncident ?? last;
  const people = useConsole((state) => state.plan.plan?.people ?? nobody);
  const preview = incident ? linePreview(text, people, incident) : null;
  const refused = useConsole((state) => state.journal.state === 'refused');
  const hasPlan = useConsole((state) => state.plan.plan !== null);
  const placeholder = refused
    ? 'Nothing can be written: the journal does not verify'
    : barIncident
      ? 'Note what happens · ! decision · ? question · = answer · todo · @name 5m task · sev1'
      : last
        ? `Nothing is open. A note goes to ${last.id} as a late entry`
        : hasPlan
          ? 'Notes need an incident. Declare one with D'
          : 'Notes need a plan in force, and an incident';
  const write = async () => {
    if (text.trim() === '') return;
    if (!incident) {
      const how = hasPlan ? 'Declare one with D, then write.' : 'Open a plan first.';
      say({ tone: 'hint', lines: [`Notes need an incident. ${how}`] });
      return;
    }
    if (preview?.bad) {
      say({ tone: 'refused', lines: [preview.words] });
      return;
    }
    if (await writeNote(incident.id, text)) setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.repeat && !event.nativeEvent.isComposing) void write();
  };
  return (
    <footer className="scribe">
      <label className="scribe-field">
        <span className="scribe-caret" aria-hidden="true" />
        <input
          data-testid="scribe"
          aria-label={barIncident ? `Line of the record of ${barIncident.id}` : placeholder}
          placeholder={placeholder}
          maxLength={2000}
          spellCheck={false}
          disabled={refused}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      {preview ? (
        <span
          className={preview.bad ? 'scribe-preview is-risk' : 'scribe-preview'}
          data-testid="scribe-preview"
          title={preview.words}
        >
          {preview.words}
        </span>
      ) : null}
      <span className="scribe-keys" hidden={refused || !hasPlan || preview !== null}>
        <KeyHint keys="N" words="note" />
        {barIncident ? (
          <span className="scribe-more">
            <KeyHint keys="P" words="propose" />
            <KeyHint keys="C" words="call tree" />
          </span>
        ) : (
          <KeyHint keys="D" words="declare" />
        )}
        <KeyHint keys="Ctrl K" words="everything" />
        <KeyHint keys="?" words="keys" />
      </span>
      <Standing />
    </footer>
  );
}

function Standing() {
  const now = useNow();
  const journal = useConsole((state) => state.journal);
  return (
    <span className="standing" data-testid="journal">
      <span>
        {utcTime(now)} UTC · {localTime(now)} local
      </span>
      <span>{journalWords(journal)}</span>
    </span>
  );
}

/** Rows of a newer Holdfast are kept and skipped, but never passed over in silence. */
function journalWords(journal: JournalStatus): string {
  if (journal.state === 'refused') return 'journal refused';
  const unknown = journal.unknown > 0 ? ` · ${asCount(journal.unknown)} rows of a newer version` : '';
  return `journal ${asCount(journal.rows)} ✓${unknown}`;
}
