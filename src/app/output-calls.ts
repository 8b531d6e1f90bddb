import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Recorded, stream } from '../domain/events';
import type { Run } from '../domain/run/run-state';
import { ownNames } from '../domain/views/blur-output';
import { type EndpointStep, endpointSteps } from '../domain/views/endpoint-steps';
import { groupOutputs } from '../domain/views/output-groups';
import { AppError } from '../errors';
import type { RunOutputs } from '../ipc/snapshot';
import type { JournalReader } from '../store/journal-reader';
import type { CallParts, Handlers } from './handlers';

/** Groups that go to a window, each with its text; nobody reads more of them. */
const mostGroups = 200;
/** Rows that are read before the console does other work: one may hold a megabyte of what endpoints said. */
const rowsAtOnce = 8;
const rowsSearchedAtOnce = 200;

/** The calls that read what endpoints said: the journal has all of it, a window only the heads. */
export function outputCalls({ core }: CallParts): Pick<Handlers, 'run.outputs' | 'run.endpointSteps'> {
  const { journal, ledger } = core;
  const runOf = (id: string): Run => {
    const run = ledger.world().runs[id];
    if (run) return run;
    throw new AppError('not-found', `The journal holds no run "${id}".`);
  };
  return {
    'run.outputs': async ({ run, step, exact }) => runOutputs(journal, runOf(run), step, exact),
    'run.endpointSteps': async ({ run, endpoint }) => stepsOf(journal, runOf(run), endpoint),
  };
}

async function runOutputs(
  journal: JournalReader,
  run: Run,
  step: string,
  exact: boolean,
): Promise<RunOutputs> {
  if (!run.manifest.steps.some((each) => each.id === step))
    throw new AppError('not-found', `${run.id} has no step "${step}".`);
  const names = new Map(run.manifest.entries.map((entry) => [entry.endpoint, ownNames(entry)]));
  const groups = groupOutputs(exact);
  for await (const record of rowsOf(journal, run, rowsAtOnce)) {
    if (record.type !== 'run.settled' && record.type !== 'run.reconciled') continue;
    for (const { endpoint, step: of, outcome } of record.data.outcomes)
      if (of === step) groups.add({ endpoint, outcome, ownNames: names.get(endpoint) ?? [] });
  }
  const all = groups.list();
  const left = all.slice(mostGroups);
  const endpoints = left.reduce((sum, group) => sum + group.endpoints.length, 0);
  return { run: run.id, step, groups: all.slice(0, mostGroups), more: { groups: left.length, endpoints } };
}

async function stepsOf(journal: JournalReader, run: Run, endpoint: string): Promise<EndpointStep[]> {
  const records: Recorded[] = [];
  for await (const record of rowsOf(journal, run, rowsSearchedAtOnce, endpoint)) records.push(record);
  return endpointSteps(records, endpoint);
}

/** The rows of a run in order; between pages everything else goes on. */
async function* rowsOf(
  journal: JournalReader,
  run: Run,
  atOnce: number,
  mentioning?: string,
): AsyncGenerator<Recorded> {
  const name = stream.run(run.id);
  const length = journal.streamLength(name);
  for (let after = 0; after < length; after += atOnce) {
    yield* journal.readStream(name, after, after + atOnce, mentioning);
    await nextTurn();
  }
}
