import { askedWords } from '../../../src/domain/run/console/answer';
import {
  type ConsoleProgress,
  consoleProgress,
  sitesOf,
} from '../../../src/domain/run/console/console-progress';
import { shownWords, valuesOf } from '../../../src/domain/run/console/fill-in';
import type { ManifestStep } from '../../../src/domain/run/manifest';
import type { Run } from '../../../src/domain/run/run-state';
import { asCount, asNoun } from '../../ui/numbers';
import { type Fact, type PrimaryWords, strong, type WordsContext } from './fact';

/** What a step says, with the values of its run. */
export const saidBy = (run: Run, step: ManifestStep) => (template: string) =>
  shownWords(template, valuesOf(step, run.manifest));

/** What a run asks people: its first line is the title, the rest of it stands below. */
export function askWords(run: Run, step: ManifestStep, { plan }: WordsContext): PrimaryWords {
  const [title = '', ...rest] = saidBy(
    run,
    step,
  )(step.manual?.instruction ?? step.decision?.question ?? '').split('\n');
  const more = rest.join(' ').trim();
  return {
    tone: 'act',
    title,
    facts: [...(more === '' ? [] : [[more]]), whoFact(run, step, plan.people)],
  };
}

function whoFact(run: Run, step: ManifestStep, people: WordsContext['plan']['people']): Fact {
  const wait = asNoun(run.manifest.entries.length, 'endpoint');
  const { who } = step.manual ?? step.decision ?? {};
  const asked = askedWords(step, people);
  const answers = who === undefined ? asked : `${asked}, or the Incident Commander`;
  return [strong(`${run.runbookName}`), ` waits with ${wait}. Answers: `, strong(answers), '.'];
}

/** `3 of 40 sites done, 1 not done`; of a step that is done once null. */
export function sitesSaid(run: Run, step: ManifestStep): string | null {
  if (!step.manual?.perSite) return null;
  const words = consoleProgress(run, step.id)?.sites ?? {};
  const said = Object.values(words);
  const done = said.filter((each) => each.done).length;
  const not = said.length - done;
  const all = sitesOf(run, step).length;
  return `${asCount(done)} of ${asNoun(all, 'site')} done${not === 0 ? '' : `, ${asCount(not)} not done`}`;
}

/** When the time box of a step ends, Unix milliseconds; null = it has none. */
export function timeBoxEnd(step: ManifestStep, progress: ConsoleProgress | null): number | null {
  const { timeBoxMs } = step.manual ?? step.decision ?? {};
  return timeBoxMs === undefined || progress === null ? null : progress.openedAt + timeBoxMs;
}
