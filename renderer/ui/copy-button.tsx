import { useEffect, useState } from 'react';
import { ActButton } from './act-button';
import { copyText } from './copy-text';

const saidMs = 2000;

/** Copies a text and says whether it is on the clipboard now. */
export function CopyButton({ text, words, testId }: { text: string; words: string; testId?: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <ActButton
      kind="link"
      {...(testId ? { testId } : {})}
      onAct={() => setSaid(copyText(text) ? 'Copied' : 'The system did not take it')}
    >
      <span aria-live="polite">{said || words}</span>
    </ActButton>
  );
}
