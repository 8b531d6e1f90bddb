import { show } from '../../screen';
import { stopRun } from '../acts';
import { veto } from '../acts-authority';
import { armedIn } from '../armed';
import { lookAt } from '../bar/hidden-outage';
import { hiddenOutage } from '../undeclared';
import type { Act, Moment } from './act';

/** What may be pressed by anybody at any time: it only ever keeps something from happening. */
export function urgentActs(moment: Moment): Act[] {
  return [vetoAct(moment), stopAct(moment), muteAct(moment), outageAct(moment)];
}

function vetoAct({ state, focus }: Moment): Act {
  const armed = armedIn(state.world, focus.service?.id ?? null);
  return {
    id: 'veto',
    key: 'V',
    words: armed ? `Veto: ${armed.activation.runbookName} does not begin by itself` : 'Veto',
    whyNot: armed ? null : 'Nothing is about to begin by itself.',
    act: () => void (armed && veto(armed.incident, armed.activation)),
  };
}

function stopAct({ state, focus }: Moment): Act {
  const running = Object.values(state.world.runs).filter(
    (run) => run.result === null && run.stopRequestedAt === null,
  );
  const run = running.find((each) => each.service === focus.service?.id) ?? running[0];
  return {
    id: 'stop',
    key: 'S',
    words: run ? `Stop ${run.id}: ${run.runbookName}` : 'Stop the run',
    whyNot: run ? null : 'Nothing runs, so there is nothing to stop.',
    act: () => void (run && stopRun(run.id)),
  };
}

function muteAct({ state, screen, focus }: Moment): Act {
  const armed = armedIn(state.world, focus.service?.id ?? null)?.activation.id ?? null;
  const muted = armed !== null && screen.mutedActivation === armed;
  return {
    id: 'mute',
    key: 'M',
    words: muted ? 'Let this countdown sound again' : 'Mute this countdown',
    whyNot: armed ? null : 'Nothing sounds now.',
    act: () => show({ mutedActivation: muted ? null : armed }),
  };
}

function outageAct({ state, plan, focus }: Moment): Act {
  const row = hiddenOutage(plan, state.world, focus.service?.id ?? null);
  return {
    id: 'look-outage',
    key: 'W',
    words: row
      ? `Look at ${row.service.name}, which is down and not declared`
      : 'Look at what is down and not declared',
    whyNot: row ? null : 'Nothing else is down without an incident.',
    act: () => row && lookAt(row.service.id),
  };
}
