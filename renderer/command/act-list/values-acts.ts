import { show } from '../../screen';
import { currentPrimary } from '../primary/current-primary';
import { hasValues } from '../primary/values-words';
import type { Act, Moment } from './act';

/** Giving values to the runbook that is about to run. */
export function valuesActs({ state, screen, plan, signedOut }: Moment): Act[] {
  const action = currentPrimary(plan, state, screen);
  const preview = hasValues(action, plan) ? action.preview : null;
  return [
    {
      id: 'values',
      key: 'Y',
      words: preview ? `Give values to ${preview.runbookName}` : 'Give values to the runbook',
      whyNot: preview ? signedOut : 'No runbook that takes values is about to run.',
      act: () => show({ form: 'values' }),
    },
  ];
}
