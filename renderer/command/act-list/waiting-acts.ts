import { cadences } from '../../../src/domain/comms/cadence';
import { waitingIn } from '../../../src/domain/views/waiting';
import { show } from '../../screen';
import { closeTask, decide } from '../acts-words';
import type { Act, Moment } from './act';

/** What waits for this person's word, answered without leaving the keys. */
export function waitingActs(moment: Moment): Act[] {
  return [signOffAct(moment), planBAct(moment), closeTaskAct(moment), ...decisionActs(moment)];
}

/** Presses what is on the screen, so that nobody answers what they could not see; a shut control gets the focus. */
function pressShown(selector: string, orElse: string): void {
  // The part of the screen that was just turned to is drawn first.
  setTimeout(() => {
    const control = document.querySelector<HTMLButtonElement>(selector);
    if (control && !control.disabled) control.click();
    else document.querySelector<HTMLElement>(orElse)?.focus();
  }, 0);
}

function signOffAct({ state, plan, focus, signedOut }: Moment): Act {
  const incident = focus.barIncident ?? focus.last;
  const service = plan.services.find((each) => each.id === incident?.service);
  const lines = incident && service ? cadences(service.audiences, state.world, incident.id, Date.now()) : [];
  const due = lines.find((each) => each.state === 'due' || each.state === 'overdue')?.audience;
  return {
    id: 'sign-off',
    key: null,
    words: due ? `Sign off the due update to ${due.name}` : 'Sign off the due update',
    whyNot: signedOut ?? (due ? null : 'No update is due.'),
    act: () => {
      if (!due) return;
      show({ tab: 'say', audience: due.id });
      pressShown('[data-testid="sign-off"]', '[data-testid="draft"]');
    },
  };
}

function planBAct({ focus, signedOut }: Moment): Act {
  const asked =
    focus.barIncident?.planB.dueAt != null &&
    focus.barIncident.planB.text === null &&
    focus.barIncident.verifiedAt === null;
  return {
    id: 'choose-plan-b',
    key: null,
    words: 'Choose plan B as it stands on the screen',
    whyNot: signedOut ?? (asked ? null : 'No plan B is asked for.'),
    act: () => {
      show({ tab: 'decide' });
      pressShown('[data-testid="choose-plan-b"]', '[data-testid="wait-plan-b"] textarea');
    },
  };
}

function closeTaskAct({ focus, signedOut }: Moment): Act {
  const incident = focus.barIncident;
  const [task] = Object.values(incident?.tasks ?? {})
    .filter((each) => each.result === null && each.dueAt <= Date.now())
    .sort((a, b) => a.dueAt - b.dueAt);
  return {
    id: 'close-task',
    key: null,
    words: task ? `Done: close the oldest overdue task, ${task.text}` : 'Close the oldest overdue task',
    whyNot: signedOut ?? (task ? null : 'No task is overdue.'),
    act: () => void (incident && task && closeTask(incident.id, task.id, 'done')),
  };
}

function decisionActs({ state, plan, focus, signedOut }: Moment): Act[] {
  const incident = focus.barIncident;
  const waiting = (incident ? waitingIn(plan, state.world, incident.id, Date.now()) : []).flatMap((each) =>
    each.kind === 'decision' ? (incident?.decisions[each.decision] ?? []) : [],
  );
  const mine = waiting.find((each) => each.owner === state.world.operator);
  const [first] = waiting;
  const answers = (['go', 'no-go'] as const).map(
    (verdict): Act => ({
      id: `decide-${verdict}`,
      key: null,
      words: `${verdict === 'go' ? 'Go' : 'No-go'}${mine ? `: ${mine.proposal}` : ' on my decision'}`,
      whyNot: signedOut ?? (mine ? null : 'No decision waits for you.'),
      act: () => void (incident && mine && decide(incident.id, mine.id, verdict)),
    }),
  );
  return [
    ...answers,
    {
      id: 'object',
      key: null,
      words: first ? `Object strongly to: ${first.proposal}` : 'Object strongly to a decision',
      whyNot: signedOut ?? (first ? null : 'No decision is open.'),
      act: () => {
        if (!first) return;
        show({ tab: 'decide' });
        const card = `[data-testid="wait-${first.id}"]`;
        // A form that is open is only gone back to; pressing again would shut it.
        const open = `${card} [data-testid="objection"]`;
        pressShown(`${card}:not(:has([data-testid="objection"])) [data-testid="object"]`, open);
      },
    },
  ];
}
