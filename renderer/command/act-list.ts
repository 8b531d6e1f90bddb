import { severities } from '../../src/domain/authority/envelope';
import type { Plan } from '../../src/domain/plan/plan';
import { isDisrupted, unknownService } from '../../src/domain/service/service-state';
import type { ScreenState } from '../screen';
import { show } from '../screen';
import type { ConsoleState } from '../store';
import {
  declare,
  exportIncident,
  openPlan,
  raiseSeverity,
  signIn,
  standDown,
  stopRun,
  takeCommand,
} from './acts';
import { serviceToDeclare } from './declare-service';
import { type Focus, focusOn, incidentForRecord } from './focus';
import { severityPreset } from './severity-preset';

/** One thing the person could do now. `whyNot` says what stands in the way; null = nothing. */
export type Act = {
  readonly id: string;
  readonly key: string | null;
  readonly words: string;
  readonly whyNot: string | null;
  readonly act: () => void;
};

/**
 * Every act of the screen with its key, as the palette lists them and the keys press them. The core
 * decides again; this list only spares a person what would certainly be refused.
 */
export function actList(state: ConsoleState, screen: ScreenState): Act[] {
  const { plan } = state.plan;
  if (!plan || state.journal.state === 'refused')
    return [
      { id: 'open-plan', key: null, words: 'Open a plan folder', whyNot: null, act: () => void openPlan() },
    ];
  const focus = focusOn(plan, state.world, screen.chosenService);
  const signedOut = state.world.operator === null ? 'Say first who is at this console.' : null;
  return [
    stopAct(state, focus),
    commandAct(state, focus, signedOut),
    declareAct(state, screen, plan, focus, signedOut),
    standDownAct(focus, signedOut),
    unprovenAct(state, focus, signedOut),
    ...raiseActs(focus, signedOut),
    noteAct(focus),
    {
      id: 'impact-start',
      key: 'I',
      words: 'Correct the impact start',
      whyNot:
        signedOut ?? (focus.barIncident ? null : 'The impact start belongs to an incident. None is open.'),
      act: () => show({ form: 'impact-start' }),
    },
    exportAct(focus),
    ...plan.services.map((service) => ({
      id: `look-${service.id}`,
      key: null,
      words: `Look at ${service.name}`,
      whyNot: focus.calm ? 'Everything is on the readiness board.' : null,
      act: () => show({ chosenService: service.id, endpoint: null, cluster: null, retry: null }),
    })),
    ...plan.people.map((person) => ({
      id: `sign-in-${person.id}`,
      key: null,
      words: `${person.name} is at this console`,
      whyNot: person.id === state.world.operator ? 'Signed in already.' : null,
      act: () => void signIn(person.id),
    })),
    {
      id: 'open-plan',
      key: null,
      words: 'Open another plan folder',
      whyNot: null,
      act: () => void openPlan(),
    },
    { id: 'keys', key: '?', words: 'Show every key', whyNot: null, act: () => show({ over: 'keys' }) },
  ];
}

function declareAct(
  state: ConsoleState,
  screen: ScreenState,
  plan: Plan,
  focus: Focus,
  signedOut: string | null,
): Act {
  const base = { id: 'declare', key: 'D', whyNot: signedOut };
  const condition = (id: string) => (state.world.services[id] ?? unknownService).condition;
  const asked = serviceToDeclare(plan, state.world, screen.declareService);
  const measured =
    focus.service && !focus.incident && isDisrupted(condition(focus.service.id)) ? focus.service : null;
  const service = screen.form === 'declare' ? asked : measured;
  if (!service)
    return {
      ...base,
      words: 'Declare an incident',
      act: () => show({ form: 'declare', declareService: null }),
    };
  const severity = screen.severity ?? severityPreset(service, condition(service.id));
  return {
    ...base,
    words: `Declare ${severity} for ${service.name} and take command`,
    act: () => void declare({ service: service.id, severity, impactStart: screen.impactStart }),
  };
}

function commandAct(state: ConsoleState, focus: Focus, signedOut: string | null): Act {
  const incident = focus.barIncident;
  const mine = incident !== null && incident.commander === state.world.operator;
  const whyNot =
    signedOut ?? (incident ? (mine ? 'You command already.' : null) : 'There is no incident to command.');
  return {
    id: 'take-command',
    key: 'T',
    words: incident ? `Take command of ${incident.id}` : 'Take command',
    whyNot,
    act: () => void (incident && takeCommand(incident.id)),
  };
}

function stopAct(state: ConsoleState, focus: Focus): Act {
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

function standDownAct(focus: Focus, signedOut: string | null): Act {
  const { incident } = focus;
  const unverified = incident?.verifiedAt === null ? 'The service is not verified yet.' : null;
  return {
    id: 'stand-down',
    key: null,
    words: incident ? `Stand down ${incident.id}` : 'Stand down',
    whyNot: signedOut ?? (incident ? unverified : 'No incident is open.'),
    act: () => void (incident && standDown(incident.id)),
  };
}

function unprovenAct(state: ConsoleState, focus: Focus, signedOut: string | null): Act {
  const { incident } = focus;
  const commands = incident?.commander === state.world.operator ? null : 'Only the Incident Commander may.';
  const verified = incident?.verifiedAt ? 'It is verified: stand down without a reason.' : null;
  return {
    id: 'stand-down-unproven',
    key: null,
    words: incident
      ? `Stand down ${incident.id} without proof (false alarm, no probe)`
      : 'Stand down without proof',
    whyNot: signedOut ?? (incident ? (commands ?? verified) : 'No incident is open.'),
    act: () => show({ form: 'stand-down' }),
  };
}

function raiseActs(focus: Focus, signedOut: string | null): Act[] {
  const incident = focus.barIncident;
  if (!incident) return [];
  return severities.slice(0, severities.indexOf(incident.severity)).map((severity) => ({
    id: `raise-${severity}`,
    key: null,
    words: `Raise ${incident.id} to ${severity}`,
    whyNot: signedOut,
    act: () => void raiseSeverity(incident.id, severity),
  }));
}

function noteAct(focus: Focus): Act {
  return {
    id: 'note',
    key: 'N',
    words: 'Write a note',
    whyNot: incidentForRecord(focus) ? null : 'Notes need an incident. Declare one with D.',
    act: () => document.querySelector<HTMLInputElement>('[data-testid="scribe"]')?.focus(),
  };
}

function exportAct(focus: Focus): Act {
  const incident = incidentForRecord(focus);
  return {
    id: 'export',
    key: 'E',
    words: incident ? `Export the timeline of ${incident.id}` : 'Export the timeline',
    whyNot: incident ? null : 'There is no incident to export.',
    act: () => void (incident && exportIncident(incident.id)),
  };
}
