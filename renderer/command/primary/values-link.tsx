import type { RunPreview } from '../../../src/domain/views/primary-action';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { takeDefaults } from '../acts-values';
import { changedIn, settable, shownValues } from './values-words';

/** Leads to the values of a run that is shown, and back from those that a person chose. */
export function ValuesLink({ preview }: { readonly preview: RunPreview }) {
  const plan = useConsole((state) => state.plan.plan);
  if (!plan || settable(plan, preview).length === 0) return null;
  const isChosen = changedIn(shownValues(plan, preview.manifest)) > 0;
  return (
    <>
      <ActButton kind="link" testId="values" onAct={() => show({ form: 'values' })}>
        {isChosen ? 'Other values… (Y)' : 'Values… (Y)'}
      </ActButton>
      {isChosen && !preview.manifest.follows ? (
        <ActButton kind="link" testId="default-values" onAct={takeDefaults}>
          Back to the defaults
        </ActButton>
      ) : null}
    </>
  );
}
