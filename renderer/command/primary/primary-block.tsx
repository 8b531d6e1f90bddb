import { useEffect } from 'react';
import { atLeastAsSevere } from '../../../src/domain/authority/envelope';
import type { PrimaryAction, RunPreview } from '../../../src/domain/views/primary-action';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { HoldButton } from '../../ui/hold-button';
import { useNow } from '../../ui/now';
import { asCount, asNoun } from '../../ui/numbers';
import { isTyping } from '../../ui/typing';
import { raiseSeverity, standDown, startRun, stopRun, takeCommand } from '../acts';
import { useFocus } from '../focus';
import { focusPrimary } from '../shortcuts';
import { CalmBlock } from './calm';
import { DeclareBlock } from './declare';
import { Frame } from './frame';
import { type PrimaryWords, primaryWords } from './primary-words';
import { SignInBlock } from './sign-in';
import { UnprovenBlock } from './unproven';
import { usePrimary } from './use-primary';
import { VerifyProgress } from './verify-progress';

/** The one next act, drawn. */
export function PrimaryBlock() {
  const action = usePrimary();
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const form = useScreen((state) => state.form);
  const at = useNow();
  const kind = form === 'sign-in' || form === 'declare' ? form : action?.kind;
  useFocusOnChange(action?.kind === 'run' ? `run ${action.preview.manifest.digest}` : kind);
  if (!action || !plan) return null;
  if (form === 'sign-in')
    return <SignInBlock words={primaryWords({ kind: 'sign-in' }, { plan, world, at })} />;
  return <Block action={action} words={primaryWords(action, { plan, world, at })} />;
}

/** The focus follows the act, but never away from someone who types, and never onto Stop. */
function useFocusOnChange(kind: string | undefined): void {
  useEffect(() => {
    if (kind === undefined || isTyping(document.activeElement)) return;
    if (useScreen.getState().over === null) focusPrimary();
  }, [kind]);
}

function Block({ action, words }: { readonly action: PrimaryAction; readonly words: PrimaryWords }) {
  const form = useScreen((state) => state.form);
  const { incident } = useFocus();
  if (form === 'stand-down' && incident) return <UnprovenBlock incident={incident} />;
  if (form === 'declare' && action.kind !== 'sign-in') return <DeclareBlock words={words} service={null} />;
  switch (action.kind) {
    case 'sign-in':
      return <SignInBlock words={words} />;
    case 'calm':
      return <CalmBlock words={words} />;
    case 'declare':
      return <DeclareBlock words={words} service={action.service} />;
    case 'take-command':
      return (
        <Frame
          words={words}
          kind={action.kind}
          control={
            <ActButton
              kind="act"
              primary
              testId="take-command"
              onAct={() => void takeCommand(action.incident)}
            >
              Take command<small>as Incident Commander · T</small>
            </ActButton>
          }
        />
      );
    case 'run':
      return <RunBlock words={words} preview={action.preview} />;
    case 'not-allowed':
      return (
        <Frame words={words} kind={action.kind}>
          <WhatHelps preview={action.preview} />
        </Frame>
      );
    case 'stop':
      return (
        <Frame
          words={words}
          kind={action.kind}
          control={
            <ActButton kind="danger" testId="stop" onAct={() => void stopRun(action.run.id)}>
              Stop
              <small>
                leaves {asCount(action.inFlight)} in flight, {asCount(action.unsent)} unsent · S
              </small>
            </ActButton>
          }
        />
      );
    case 'verifying':
      return (
        <Frame
          words={words}
          kind={action.kind}
          control={<VerifyProgress good={action.good} needed={action.needed} />}
        />
      );
    case 'stand-down':
      return (
        <Frame
          words={words}
          kind={action.kind}
          control={
            <ActButton kind="act" primary testId="stand-down" onAct={() => void standDown(action.incident)}>
              Stand down<small>ends {action.incident} · Enter</small>
            </ActButton>
          }
        />
      );
    case 'unprovable':
      return (
        <Frame
          words={words}
          kind={action.kind}
          control={
            <ActButton kind="act" primary testId="to-stand-down" onAct={() => show({ form: 'stand-down' })}>
              Stand down<small>with a reason</small>
            </ActButton>
          }
        />
      );
    default:
      return <Frame words={words} kind={action.kind} />;
  }
}

function RunBlock({ words, preview }: { readonly words: PrimaryWords; readonly preview: RunPreview }) {
  const pending = useScreen((state) => state.pending === 'run');
  const count = preview.manifest.entries.length;
  const { digest } = preview.manifest;
  return (
    <Frame
      words={words}
      kind="run"
      control={
        <HoldButton
          testId="hold-to-run"
          label={`Hold to run: ${words.title}`}
          disabled={pending}
          onHeld={() => void startRun(preview)}
        >
          {pending ? 'Starting' : 'Hold to run'}
          <small>{asNoun(count, 'endpoint')} · hold Space</small>
        </HoldButton>
      }
    >
      <div className="primary-links">
        <ActButton kind="link" testId="manifest" onAct={() => show({ over: 'manifest' })}>
          Manifest {digest.slice(0, 4)}…{digest.slice(-2)}
        </ActButton>
        {preview.retryOf ? (
          <ActButton kind="link" onAct={() => show({ retry: null })}>
            Leave this retry (Esc)
          </ActButton>
        ) : null}
      </div>
    </Frame>
  );
}

/** Acts that would lift the refusal, where the bounds name one. The core decides again. */
function WhatHelps({ preview }: { readonly preview: RunPreview }) {
  const { incident } = useFocus();
  const operator = useConsole((state) => state.situation.operator);
  const service = useConsole((state) =>
    state.plan.plan?.services.find((each) => each.id === preview.service),
  );
  const needed = service?.authority.envelopes.find(
    (each) =>
      each.runbook === preview.manifest.runbook &&
      incident &&
      !atLeastAsSevere(incident.severity, each.severity),
  )?.severity;
  return (
    <div className="primary-links">
      {incident && incident.commander !== operator ? (
        <ActButton onAct={() => void takeCommand(incident.id)}>Take command (T)</ActButton>
      ) : null}
      {incident && needed ? (
        <ActButton onAct={() => void raiseSeverity(incident.id, needed)}>
          Raise {incident.id} to {needed}
        </ActButton>
      ) : null}
      {preview.manifest.excluded.length > 0 ? (
        <ActButton kind="link" onAct={() => show({ over: 'manifest' })}>
          Show who is excluded
        </ActButton>
      ) : null}
      {preview.retryOf ? (
        <ActButton kind="link" onAct={() => show({ retry: null })}>
          Leave this retry (Esc)
        </ActButton>
      ) : null}
    </div>
  );
}
