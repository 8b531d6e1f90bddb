import type { Plan } from '../../../domain/plan/plan';
import { type Finding, note, runbookFile, serviceFile, warn } from './finding';

/** Whether runbooks say what cannot be taken back, and somebody has looked at them and at services. */
export function lintRunbooks({ runbooks, services }: Plan): readonly Finding[] {
  const fix = 'Add "reviewed:" with the day and the person.';
  return [
    ...runbooks.flatMap((runbook) => {
      const file = runbookFile(runbook.id);
      const step = runbook.steps.find(({ irreversible }) => irreversible);
      const unsaid = step !== undefined && !runbook.irreversible && runbook.rollback === undefined;
      const message = `Nothing undoes steps.${step?.id}, and the runbook does not say so to whoever starts it.`;
      const better =
        'Write "irreversible: true" for the runbook, or name the runbook that undoes it as "rollback:".';
      return [
        ...(unsaid ? [warn(file, ['steps'], 'irreversible-unsaid', message, better)] : []),
        ...(runbook.reviewed
          ? []
          : [note(file, ['name'], 'not-reviewed', `Nobody has reviewed ${runbook.id}.`, fix)]),
      ];
    }),
    ...services
      .filter(({ reviewed }) => reviewed === undefined)
      .map(({ id }) => note(serviceFile(id), ['name'], 'not-reviewed', `Nobody has reviewed ${id}.`, fix)),
  ];
}
