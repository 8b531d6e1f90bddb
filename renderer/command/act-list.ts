import { enterPlan, leavePlan } from '../plan/plan-acts';
import type { ScreenState } from '../screen';
import { show } from '../screen';
import { enterFirstSteps } from '../start/first-steps-acts';
import type { ConsoleState } from '../store';
import type { Act, Moment } from './act-list/act';
import { authorityActs } from './act-list/authority-acts';
import { fleetActs } from './act-list/fleet-acts';
import { incidentActs } from './act-list/incident-acts';
import { peopleActs } from './act-list/people-acts';
import { runActs } from './act-list/run-acts';
import { urgentActs } from './act-list/urgent-acts';
import { valuesActs } from './act-list/values-acts';
import { waitingActs } from './act-list/waiting-acts';
import { wordsActs } from './act-list/words-acts';
import { openPlan } from './acts';
import { focusOn } from './focus';

/**
 * Every act of the screen with its key, as the palette lists them and the keys press them. The core
 * decides again; this list only spares a person what would certainly be refused.
 */
export function actList(state: ConsoleState, screen: ScreenState): Act[] {
  const { plan } = state.plan;
  const open = { id: 'open-plan', key: null, whyNot: null, act: () => void openPlan() };
  const toPlan =
    screen.place === 'plan'
      ? {
          id: 'plan',
          key: 'Q',
          words: 'Back from the plan to the command screen',
          whyNot: null,
          act: leavePlan,
        }
      : { id: 'plan', key: 'Q', words: 'Read and edit the plan', whyNot: null, act: enterPlan };
  if (!plan || state.journal.state === 'refused') {
    const isFolder = state.plan.folder !== null && state.journal.state !== 'refused';
    return [{ ...open, words: 'Open a plan folder' }, ...(isFolder ? [toPlan] : [])];
  }
  const focus = focusOn(plan, state.world, screen.chosenService);
  const signedOut =
    state.world.operator !== null
      ? null
      : state.world.locked
        ? 'The console is locked. Type the PIN first.'
        : 'Say first who is at this console.';
  const noServices = plan.services.length > 0 ? null : 'The plan has no services.';
  const moment: Moment = { state, screen, plan, focus, signedOut };
  return [
    ...urgentActs(moment),
    ...runActs(moment),
    ...valuesActs(moment),
    ...incidentActs(moment),
    ...authorityActs(moment),
    ...waitingActs(moment),
    ...secretActs(moment),
    ...wordsActs(moment),
    ...peopleActs(moment),
    ...fleetActs(moment),
    ...lookActs(moment),
    toPlan,
    {
      id: 'first-steps',
      key: null,
      words: 'First steps: the key that signs in, host keys on file, a first look',
      whyNot: null,
      act: enterFirstSteps,
    },
    { ...open, words: 'Open another plan folder' },
    {
      id: 'map',
      key: 'B',
      words: 'Dependency map: what is restored first, and what a failure takes with it',
      whyNot: noServices,
      act: () => show({ over: 'map' }),
    },
    {
      id: 'continuity',
      key: 'J',
      words: 'Continuity: every service from its impact to its proof',
      whyNot: noServices,
      act: () => show({ over: 'continuity' }),
    },
    { id: 'keys', key: '?', words: 'Show every key', whyNot: null, act: () => show({ over: 'keys' }) },
  ];
}

/** The strip above takes the focus from nobody; this is how the keyboard gets there. */
function secretActs({ state }: Moment): Act[] {
  if (state.live.questions.length === 0) return [];
  const act = () => {
    // After the palette has given back the focus that it took.
    setTimeout(() => document.querySelector<HTMLElement>('[data-testid="secret"]')?.focus(), 0);
  };
  const words = 'Type the passphrase or password that endpoints wait for';
  return [{ id: 'secret', key: null, words, whyNot: null, act }];
}

function lookActs({ plan, focus }: Moment): Act[] {
  return plan.services.map((service) => ({
    id: `look-${service.id}`,
    key: null,
    words: `Look at ${service.name}`,
    whyNot: focus.calm ? 'Everything is on the readiness board.' : null,
    act: () =>
      show({ chosenService: service.id, endpoint: null, endpointOpen: false, cluster: null, retry: null }),
  }));
}
