import { oneLine } from '../../../domain/plain-text';
import type { Path } from '../../yaml/locate';
import { type Fields, fieldsOf, idOf, isEmpty, isTrue, type JobContext, textOf } from './job';
import { durationOf } from './job-duration';
import { nodesOf } from './job-nodes';
import { optionsOf, parameterIds, parametersOf } from './job-options';
import { stepsOf } from './job-steps';

/** A runbook as its file writes it, and what is said above it. */
export type ImportedJob = {
  readonly id: string;
  readonly runbook: Fields;
  readonly remarks: readonly string[];
};

/** Fields of a job that are taken over, or looked at in their own places. */
const takenOver = ['name', 'description', 'sequence', 'options', 'nodefilters', 'timeout'];
/** What Rundeck keeps its jobs in order by. */
const ofRundeck = ['id', 'uuid', 'group', 'loglevel', 'defaultTab', 'nodeFilterEditable'];
/** What a job may say without asking for anything. */
const usual: Fields = {
  executionEnabled: true,
  scheduleEnabled: true,
  multipleExecutions: false,
  nodesSelectedByDefault: true,
};

/** Takes one job over. */
export function jobToRunbook(
  job: Fields,
  path: Path,
  owner: string | undefined,
  note: JobContext['note'],
): ImportedJob {
  const name = oneLine(textOf(job.name), 200) || 'Job without a name';
  const options = optionsOf(job, path);
  const context: JobContext = { parameters: parameterIds(options), note };
  const filters = fieldsOf(job.nodefilters);
  const dispatch = fieldsOf(filters.dispatch);
  const timeout = timeLimit(job, path, context);
  const parameters = parametersOf(options, context);
  const steps = stepsOf(job, path, timeout, context);
  noteSequence(job, path, context);
  const threads = noteDispatch(dispatch, path, context);
  const own = ofRundeck.filter((key) => !isEmpty(job[key]));
  if (own[0] !== undefined) {
    const message = `What Rundeck keeps the job "${name}" in order by is not used: ${own.join(', ')}.`;
    note([...path, own[0]], message, 'Nothing needs to be done.');
  }
  for (const key of Object.keys(job)) {
    const isUsual = Object.hasOwn(usual, key) && textOf(job[key]) === String(usual[key]);
    if (takenOver.includes(key) || own.includes(key) || isUsual || isEmpty(job[key])) continue;
    note([...path, key], `"${key}" of the job "${name}" is not used.`, fixOf(key));
  }
  if (owner === undefined) {
    note(
      path,
      `Jobs have no owner, and the runbook of "${name}" needs one.`,
      'Write a person of plan.yaml, or give --owner.',
    );
  }
  return {
    id: idOf(name, 'imported-job'),
    remarks: remarksOf(job, nodesOf(job, path, context)),
    runbook: {
      id: idOf(name, 'imported-job'),
      name,
      owner: owner ?? 'owner-to-be-named',
      ...(parameters.length === 0 ? {} : { parameters }),
      steps,
      ...(threads === null ? {} : { waves: { max_in_flight: threads } }),
    },
  };
}

function timeLimit(job: Fields, path: Path, { note }: JobContext): string | null {
  const written = textOf(job.timeout);
  const limit = written === '' ? null : durationOf(written);
  if (limit !== null) {
    note(
      [...path, 'timeout'],
      `The time limit of the whole job (${written}) became that of each step.`,
      'Give each step its own.',
    );
  } else {
    const has =
      written === ''
        ? 'Rundeck waits for a step without end'
        : `The time limit ${written} cannot be taken over`;
    note(path, `${has}; here every step ends after 30s.`, 'Give steps that take longer a "timeout:".');
  }
  return limit;
}

function noteSequence(job: Fields, path: Path, { note }: JobContext): void {
  const sequence = fieldsOf(job.sequence);
  const { keepgoing, strategy } = sequence;
  const at = [...path, 'sequence'];
  for (const key of Object.keys(sequence)) {
    if (['keepgoing', 'strategy', 'commands'].includes(key) || isEmpty(sequence[key])) continue;
    // Older files say here, too, how many nodes are worked on at one moment; then as now it means one.
    if (key === 'threadcount' && textOf(sequence[key]) === '1') continue;
    note([...at, key], `"${key}" of the sequence is not used.`, 'Check that the steps are right without it.');
  }
  if (isTrue(keepgoing)) {
    note(
      [...at, 'keepgoing'],
      'The job goes on after a failed step; here an endpoint does not.',
      'Let a step that may fail end with "|| true".',
    );
  }
  if (!isEmpty(strategy) && strategy !== 'node-first') {
    note(
      [...at, 'strategy'],
      `The strategy "${textOf(strategy)}" is not used: each endpoint goes through its steps at its own pace.`,
      'Split the job into runbooks where one step has to end everywhere first.',
    );
  }
}

/** How many endpoints are worked on at one moment, or null where that is not a number. */
function noteDispatch(dispatch: Fields, path: Path, { note }: JobContext): number | null {
  const at = [...path, 'nodefilters', 'dispatch'];
  for (const key of Object.keys(dispatch)) {
    const isUsual =
      key === 'threadcount' ||
      (key === 'excludePrecedence' && isTrue(dispatch[key])) ||
      (key === 'successOnEmptyNodeFilter' && !isTrue(dispatch[key]));
    if (isUsual || isEmpty(dispatch[key])) continue;
    const fix =
      key === 'keepgoing'
        ? 'How many may fail before a run halts is the "budget:" of the runbook.'
        : 'A canary goes first, then waves.';
    note([...at, key], `"${key}" of the node filter is not used.`, fix);
  }
  const written = textOf(dispatch.threadcount) || '1';
  const threads = Number(written);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 10_000) return threads;
  const message = `The number of nodes at one moment (${written}) cannot be taken over.`;
  note([...at, 'threadcount'], message, 'Write "waves:" with "max_in_flight:" and a number.');
  return null;
}

function remarksOf(job: Fields, selector: string | null): readonly string[] {
  const description = textOf(job.description).trim();
  return [
    ...(description === '' ? [] : description.split('\n')),
    ...(selector === null ? [] : [`endpoints: ${selector}`]),
  ];
}

function fixOf(key: string): string {
  if (key === 'schedule' || key === 'schedules')
    return 'Nothing starts a runbook by the clock; rules of a service start it by what happens.';
  if (key === 'notification') return 'Who has to hear is "comms:" of the service.';
  if (key === 'retry') return 'Failed endpoints are retried by a person, with one press.';
  return 'Check that the runbook is right without it.';
}
