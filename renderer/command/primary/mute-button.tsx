import { show, useScreen } from '../../screen';
import { ActButton } from '../../ui/act-button';

/** Silences one countdown, and says so for as long as it is silent. */
export function MuteButton({ activation }: { readonly activation: string }) {
  const muted = useScreen((state) => state.mutedActivation === activation);
  return (
    <ActButton kind="link" testId="mute" onAct={() => show({ mutedActivation: muted ? null : activation })}>
      {muted ? 'Sound is off for this countdown: turn it on (M)' : 'Mute (M)'}
    </ActButton>
  );
}
