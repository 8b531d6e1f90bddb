import { useEffect } from 'react';
import type { PrimaryAction } from '../../../src/domain/views/primary-action';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { useNow } from '../../ui/now';
import { asCount } from '../../ui/numbers';
import { isTyping } from '../../ui/typing';
import { standDown, stopRun } from '../acts';
import { takeCommand } from '../acts-people';
import { useFocus } from '../focus';
import { focusPrimary } from '../focus-primary';
import { ApproveBlock, AskApprovalBlock } from './approval-blocks';
import { AskBlock } from './ask-block';
import { BreakGlassBlock } from './break-glass-block';
import { CalmBlock } from './calm';
import { DeclareBlock } from './declare';
import type { PrimaryWords } from './fact';
import { Frame } from './frame';
import { primaryWords } from './primary-words';
import { PinBlock } from './prove';
import { RelieveBlock } from './relieve-block';
import { ReopenBlock } from './reopen-block';
import { NotAllowedBlock, RunBlock } from './run-block';
import { SignInBlock } from './sign-in';
import { UnprovenBlock } from './unproven';
import { useFreshValues } from './use-fresh-values';
import { usePrimary } from './use-primary';
import { ValuesBlock } from './values-block';
import { hasValues } from './values-words';
import { VerifyProgress } from './verify-progress';
import { VetoBlock } from './veto-block';

/** Forms that stand in the place of the primary action; opening, turning or leaving one is a step of it. */
const ownForms: readonly string[] = [
  'sign-in',
  'pin',
  'declare',
  'stand-down',
  'relieve',
  'reopen',
  'break-glass',
  'values',
];

/** The one next act, drawn. */
export function PrimaryBlock() {
  const action = usePrimary();
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const form = useScreen((state) => state.form);
  const person = useScreen((state) => state.person);
  const at = useNow();
  useFreshValues();
  useFocusOnChange(action ? stepOf(action, form, person, world.locked) : null);
  if (!action || !plan) return null;
  if (form === 'sign-in')
    return <SignInBlock words={primaryWords({ kind: 'sign-in' }, { plan, world, at })} />;
  if (form === 'pin' && person) return <PinBlock key={person} person={person} />;
  return <Block action={action} words={primaryWords(action, { plan, world, at })} />;
}

/** What the block asks for; another step of the same act is another question, and takes the focus anew. */
function stepOf(
  action: PrimaryAction,
  form: string | null,
  person: string | null,
  locked: string | null,
): string {
  if (form && ownForms.includes(form)) return `${form} ${person}`;
  if (action.kind === 'run') return `run ${action.preview.manifest.digest}`;
  if (action.kind === 'ask') return `ask ${action.step.id}`;
  return action.kind === 'sign-in' ? `locked ${locked}` : action.kind;
}

/** The focus follows the act, but never away from someone who types, and never onto Stop. */
function useFocusOnChange(kind: string | null): void {
  useEffect(() => {
    if (kind === null || isTyping(document.activeElement)) return;
    if (useScreen.getState().over === null) focusPrimary();
  }, [kind]);
}

function Block({ action, words }: { readonly action: PrimaryAction; readonly words: PrimaryWords }) {
  const form = useScreen((state) => state.form);
  const plan = useConsole((state) => state.plan.plan);
  const { incident, barIncident, last } = useFocus();
  // A countdown comes before everything that somebody began to fill in.
  if (action.kind === 'veto')
    return <VetoBlock words={words} incident={action.incident} activation={action.activation} />;
  if (form === 'stand-down' && incident) return <UnprovenBlock incident={incident} />;
  if (form === 'relieve' && barIncident?.commander) return <RelieveBlock incident={barIncident} />;
  if (form === 'reopen' && last && !barIncident) return <ReopenBlock incident={last} />;
  if (form === 'break-glass' && action.kind === 'not-allowed' && action.mayBreakGlass)
    return <BreakGlassBlock action={action} />;
  if (form === 'values' && plan && hasValues(action, plan))
    return <ValuesBlock key={action.preview.manifest.runbook} preview={action.preview} plan={plan} />;
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
      return <RunBlock words={words} preview={action.preview} approval={action.approval} />;
    case 'ask-approval':
      return <AskApprovalBlock words={words} action={action} />;
    case 'approve':
      return <ApproveBlock words={words} incident={action.incident} approval={action.approval} />;
    case 'not-allowed':
      return <NotAllowedBlock words={words} action={action} />;
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
    case 'ask':
      return <AskBlock words={words} run={action.run} step={action.step} />;
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
