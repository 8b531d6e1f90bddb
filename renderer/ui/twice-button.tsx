import { useState } from 'react';
import { ActButton } from './act-button';

type TwiceButtonProps = {
  readonly words: string;
  /** Said after the first press. */
  readonly again: string;
  readonly onAct: () => void;
  readonly testId?: string;
};

/** A button for what cannot be taken back: the first press says so, the second does it. Leaving it forgets the first. */
export function TwiceButton({ words, again, onAct, testId }: TwiceButtonProps) {
  const [isAsked, ask] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for the focus of the button in it
    <span onBlur={() => ask(false)}>
      <ActButton
        kind="danger"
        {...(testId === undefined ? {} : { testId })}
        onAct={() => {
          ask(!isAsked);
          if (isAsked) onAct();
        }}
      >
        {isAsked ? again : words}
      </ActButton>
    </span>
  );
}
