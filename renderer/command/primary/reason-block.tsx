import { type ReactNode, useState } from 'react';
import { show } from '../../screen';
import { ActButton } from '../../ui/act-button';
import type { Fact } from './fact';
import { Frame } from './frame';
import { ReasonField } from './reason-field';

type ReasonBlockProps = {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Names the block and its button. */
  readonly kind: string;
  readonly fieldId: string;
  readonly look: 'act' | 'danger';
  readonly act: string;
  /** What pressing it brings, once there is a reason. */
  readonly brings: string;
  /** A reason such as somebody would write. */
  readonly example: string;
  readonly onAct: (reason: string) => void;
  /** Other ways, before *Leave*. */
  readonly children?: ReactNode;
};

/** An act out of the ordinary: only with a reason, which stands in the record. */
export function ReasonBlock(props: ReasonBlockProps) {
  const [typed, setTyped] = useState('');
  const reason = typed.trim();
  const { title, facts, kind, fieldId, look, act, brings, example, onAct, children } = props;
  return (
    <Frame
      words={{ tone: 'warn', title, facts }}
      kind={kind}
      control={
        <ActButton kind={look} testId={kind} disabled={reason === ''} onAct={() => onAct(reason)}>
          {act}
          <small>{reason === '' ? 'needs a reason' : brings}</small>
        </ActButton>
      }
    >
      <ReasonField value={typed} onChange={setTyped} testId={fieldId} placeholder={example} />
      <div className="primary-links">
        {children}
        <ActButton kind="link" onAct={() => show({ form: null })}>
          Leave (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
