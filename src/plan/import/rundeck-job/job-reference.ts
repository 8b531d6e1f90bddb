import { splitWords } from '../../fleet/split-words';
import type { Path } from '../../yaml/locate';
import { type Fields, idOf, isEmpty, type JobContext, textOf } from './job';
import { commandText } from './job-text';

/** A step that does the steps of another job: the runbook that this job becomes when it is imported, too. */
export function referenceStep(job: Fields, path: Path, context: JobContext): Fields {
  const name = textOf(job.name) || textOf(job.uuid);
  const shown = [textOf(job.group), name].filter(Boolean).join('/');
  const runbook = idOf(name, 'runbook-to-be-named');
  const at = [...path, 'jobref'];
  context.note(
    at,
    `The job "${shown}" is referred to as the runbook ${runbook}.`,
    'Import that job, too, and check that its steps may stand here.',
  );
  for (const key of Object.keys(job)) {
    if (['name', 'group', 'args'].includes(key) || isEmpty(job[key]) || textOf(job[key]) === 'false')
      continue;
    const fix =
      key === 'uuid'
        ? 'Check that it is the job of this name that is meant.'
        : 'The endpoints are those of the service.';
    context.note([...at, key], `"${key}" of the reference to the job "${shown}" is not used.`, fix);
  }
  const given = valuesOf(textOf(job.args), shown, [...at, 'args'], context);
  return Object.keys(given).length === 0 ? { runbook } : { runbook, with: given };
}

/** `-option value -other value` as values of parameters; Rundeck leaves out an option that has no value. */
function valuesOf(
  args: string,
  job: string,
  at: Path,
  context: JobContext,
): Readonly<Record<string, string>> {
  const { words, wrong } = splitWords(args, false);
  const given: Record<string, string> = {};
  const lost: string[] = wrong === null ? [] : [args];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = words[index + 1];
    if (!word.startsWith('-') || value === undefined || /^-[A-Za-z]/.test(value)) lost.push(word);
    else {
      const option = word
        .replace(/^-+/, '')
        .toLowerCase()
        .replace(/[^a-z0-9_]/g, '_');
      given[option] = commandText(value, context, at);
      index += 1;
    }
  }
  if (lost.length > 0) {
    const message = `Of the arguments for the job "${job}" these are not used: ${lost.join(' ')}.`;
    context.note(at, message, 'Write them under "with:" as the parameters of the runbook.');
  }
  return given;
}
