import type { Activation } from '../../../src/domain/authority/activation';
import { useScreen } from '../../screen';
import { ActButton } from '../../ui/act-button';
import { asCountdown, useSecondsUntil } from '../../ui/countdown';
import { veto } from '../acts-authority';
import type { PrimaryWords } from './fact';
import { Frame } from './frame';
import { MuteButton } from './mute-button';

type VetoBlockProps = {
  readonly words: PrimaryWords;
  readonly incident: string;
  readonly activation: Activation;
};

/** Restoration begins by itself: what, when, by whose authority, and the one act that prevents it. */
export function VetoBlock({ words, incident, activation }: VetoBlockProps) {
  const left = useSecondsUntil(activation.startsAt) ?? 0;
  const pending = useScreen((state) => state.pending === 'veto');
  const whole = Math.max(1, Math.ceil(activation.vetoMs / 1000));
  return (
    <Frame
      words={words}
      kind="veto"
      lead={
        <div className="countdown">
          <b role="timer" aria-label={`${left} seconds left`} data-testid="countdown">
            {left > 0 ? asCountdown(left) : 'now'}
          </b>
          <span className="countdown-track" aria-hidden="true">
            <span style={{ width: `${Math.min(100, (left / whole) * 100)}%` }} />
          </span>
        </div>
      }
      control={
        <ActButton
          kind="danger"
          testId="veto"
          disabled={pending}
          onAct={() => void veto(incident, activation)}
        >
          Veto<small>one press, no name needed · V</small>
        </ActButton>
      }
    >
      <div className="primary-links">
        <MuteButton activation={activation.id} />
      </div>
    </Frame>
  );
}
