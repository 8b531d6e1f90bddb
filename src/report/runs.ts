import { countStates, neverSent, type Run } from '../domain/run/run-state';
import { stepText } from '../domain/run/step-templates';
import { keptWords } from '../domain/run/undo';
import { failureClusters } from '../domain/views/clusters';
import { asText, table } from './as-text';

/** What one run sent, how every endpoint of its manifest ended, and what the failed ones said. */
export function describeRun(run: Run): string[] {
  const counts = countStates(run);
  const reached = run.manifest.entries.length - neverSent(run);
  const tally = Object.entries(counts)
    .filter(([, many]) => many > 0)
    .map(([state, many]) => `${many} ${state}`);
  const clusters = failureClusters(run);
  return [
    `## ${run.id}: ${asText(run.runbookName)}`,
    '',
    `Sent in this order: ${run.manifest.steps.map((step) => asText(`${step.id}: ${stepText(step)}`)).join('; ')}.`,
    '',
    `${run.result ?? 'running'}; ${run.manifest.entries.length} endpoints in the manifest, ${reached} were sent to, ${run.manifest.excluded.length} excluded. ` +
      `Every endpoint: ${tally.join(', ')}. Manifest \`${run.manifest.digest}\`.`,
    '',
    ...(clusters.length === 0
      ? []
      : [
          ...table(
            ['Endpoints', 'End', 'What they said', 'Which'],
            clusters.map((each) => [
              String(each.endpoints.length),
              `${each.state}: ${asText(each.cause)}`,
              asText(each.words),
              asText(each.endpoints.join(', ')),
            ]),
          ),
          '',
        ]),
    ...(run.manifest.undo && run.manifest.undo.kept.length > 0
      ? [`Stays as it is: ${asText(keptWords(run.manifest.undo.kept))}.`, '']
      : []),
    ...(run.manifest.excluded.length === 0
      ? []
      : [
          `Excluded: ${asText(run.manifest.excluded.map((each) => `${each.endpoint} (${each.reason})`).join(', '))}.`,
          '',
        ]),
  ];
}
