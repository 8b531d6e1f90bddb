import { AppError, refuse } from '../../../errors';
import { means } from '../../authority/who';
import { type NewEvent, stream } from '../../events';
import { type Circumstances, requireActor } from '../../incident/circumstances';
import { whoName } from '../../names';
import type { Person } from '../../plan/plan';
import type { ManifestStep } from '../manifest';
import type { Run } from '../run-state';
import { consoleProgress, openConsoleStep, sitesOf } from './console-progress';

export type SiteAnswer = {
  readonly run: string;
  readonly step: string;
  /** `''` where the step is not done site by site. */
  readonly site: string;
  readonly done: boolean;
  readonly note?: string | undefined;
};

/**
 * A person says that the work at a site is done, or that it is not and why. Until the step has ended they may say
 * otherwise; the last word counts.
 */
export function answerSite(now: Circumstances, answer: SiteAnswer): NewEvent[] {
  const { run, step } = requireStep(now, answer, 'manual');
  const person = requireAsked(now, run, step, 'say what was done');
  const note = answer.note?.trim() ?? '';
  if (!sitesOf(run, step).some(({ site }) => site === answer.site))
    throw new AppError('not-found', `${run.id} asks nothing of a site "${answer.site}".`);
  if (!answer.done && note === '') refuse('Say in a few words why it was not done.');
  const before = consoleProgress(run, step.id)?.sites[answer.site];
  if (before?.done === answer.done && before.note === note) return [];
  const data = { run: run.id, step: step.id, site: answer.site, done: answer.done, by: person.id, note };
  return [{ ...by(now, run, person), type: 'run.step-progress', data }];
}

/** A person chooses how the run goes on; with that the step has ended. */
export function chooseOption(
  now: Circumstances,
  choice: { readonly run: string; readonly step: string; readonly option: string },
): NewEvent[] {
  const { run, step } = requireStep(now, choice, 'decision');
  const person = requireAsked(now, run, step, 'decide');
  const option = step.decision?.options.find(({ id }) => id === choice.option);
  if (!option) throw new AppError('not-found', `${step.id} has no option "${choice.option}".`);
  const outcome = option.ends ? ('ended' as const) : ('done' as const);
  const data = { run: run.id, step: step.id, outcome, by: person.id, option: option.id };
  return [{ ...by(now, run, person), type: 'run.step-closed', data }];
}

/** Whether somebody may answer: whom the step asks, and always who commands. An observer never, which is asked first. */
export function isAsked(step: ManifestStep, person: Person, commander: string | null): boolean {
  const { who } = step.manual ?? step.decision ?? {};
  return who === undefined || commander === person.id || means(who, person);
}

/** Whom a step asks, for a person to read. */
export function askedWords(step: ManifestStep, people: readonly Person[]): string {
  const { who } = step.manual ?? step.decision ?? {};
  if (who === undefined) return 'anybody who has signed in';
  return whoName(people, who);
}

function requireAsked(now: Circumstances, run: Run, step: ManifestStep, intent: string): Person {
  const incident = now.world.incidents[run.incident] ?? null;
  const person = requireActor(now, intent, incident);
  if (isAsked(step, person, incident?.commander ?? null)) return person;
  return refuse(
    `This step asks ${askedWords(step, now.plan.people)}; the Incident Commander may answer for them.`,
  );
}

function requireStep(
  { world }: Circumstances,
  named: { readonly run: string; readonly step: string },
  kind: 'manual' | 'decision',
): { readonly run: Run; readonly step: ManifestStep } {
  const run = world.runs[named.run];
  if (!run) throw new AppError('not-found', `The journal holds no run "${named.run}".`);
  const step = openConsoleStep(run);
  // Stop is heard before anything that a person says after it.
  if (run.stopRequestedAt !== null) refuse(`${run.id} is being stopped.`);
  if (step?.id !== named.step || step.kind !== kind)
    return refuse(
      `${run.id} does not wait for ${named.step}: it was answered already, or is not reached yet.`,
    );
  return { run, step };
}

const by = ({ at }: Circumstances, run: Run, person: Person) => ({
  ...{ stream: stream.run(run.id), occurredAt: at, actor: `person:${person.id}` as const },
});
