import { lazy, memo, Suspense, useEffect, useRef } from 'react';
import { useFocus } from '../command/focus';
import { useScreen } from '../screen';
import { useConsole } from '../store';
import { ChangesView } from './changes-view';
import { ConflictView } from './conflict-view';
import { PlanForm } from './form/plan-form';
import { followFolder, leavePlan, showChanges } from './plan-acts';
import { PlanHead } from './plan-head';
import { PlanList } from './plan-list';
import { showPlan, usePlan } from './plan-state';

// The editor is large, and nobody who only commands needs it.
const YamlView = lazy(() => import('./yaml-view').then((module) => ({ default: module.YamlView })));

// Thousands of files, and nothing of them changes with a key that is typed.
const Files = memo(PlanList);

/** The plan and its files, where the next act stood. */
export function PlanPlace() {
  const status = useConsole((state) => state.plan);
  const open = usePlan((state) => state.open);
  const step = usePlan((state) => state.step);
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every reading of the folder is a reason to look
  useEffect(() => void followFolder(), [status]);
  useEffect(() => {
    // What had the focus is gone with the step before.
    const first = step === 'edit' ? '[data-primary]' : '.button-act:not(:disabled), .button';
    place.current
      ?.querySelector<HTMLElement>(step === 'edit' ? first : `.plan-acts-row :is(${first})`)
      ?.focus();
  }, [step]);
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const whyNot = useWhyNot();
  return (
    <main ref={place} className="column plan-place" data-testid="plan-place">
      <Files />
      <div className="plan-middle">
        <PlanHead />
        {whyNot ? <p className="plan-note is-risk">{whyNot} What you change is kept as a draft.</p> : null}
        <OpenIncidents />
        {open?.because ? <p className="plan-note is-risk">{open.because}</p> : null}
        {open === null ? null : step === 'conflict' ? (
          <ConflictView open={open} />
        ) : step === 'changes' ? (
          <ChangesView open={open} whyNot={whyNot} />
        ) : (
          <Editing />
        )}
      </div>
    </main>
  );
}

/** Keys of the whole place, whichever control has the focus, or none. */
function onKey(event: KeyboardEvent): void {
  if (useScreen.getState().over !== null || event.defaultPrevented) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault();
    if (!event.repeat) void showChanges();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    if (usePlan.getState().step === 'changes') showPlan({ step: 'edit' });
    else leavePlan();
  }
}

/** What keeps whoever sits here from saving; the core decides again. */
function useWhyNot(): string | null {
  const operator = useConsole((state) => state.situation.operator);
  const locked = useConsole((state) => state.situation.locked);
  const people = useConsole((state) => state.plan.plan?.people);
  // Nobody is named before a plan is in force, and nothing can be run.
  if (people === undefined) return null;
  if (operator === null)
    return locked
      ? 'The console is locked: unlock it before you save.'
      : 'Say who is at this console before you save.';
  const roles = people?.find(({ id }) => id === operator)?.roles ?? [];
  const observes = roles.length > 0 && roles.every((role) => role === 'observer');
  return observes ? 'An observer by the plan does not change it.' : null;
}

function OpenIncidents() {
  const { open } = useFocus();
  if (open.length === 0) return null;
  const names = open.map(({ id }) => id).join(', ');
  return (
    <p className="plan-note">
      {names} {open.length === 1 ? 'is' : 'are'} open. There authority counts as it stood at the declaration,
      whatever is saved now.
    </p>
  );
}

function Editing() {
  const open = usePlan((state) => state.open);
  const view = usePlan((state) => state.view);
  const locked = useConsole((state) => state.situation.locked !== null);
  if (!open) return null;
  if (view === 'yaml' || open.schema === null)
    return (
      <Suspense fallback={null}>
        <YamlView open={open} isReadOnly={locked} />
      </Suspense>
    );
  return (
    <fieldset className="plan-scroll" disabled={locked}>
      <PlanForm key={open.file} open={open} />
    </fieldset>
  );
}
