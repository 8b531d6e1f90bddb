import { severities } from '../../../src/domain/authority/envelope';
import { isDisrupted, unknownService } from '../../../src/domain/service/service-state';
import { show } from '../../screen';
import { declare, exportIncident, raiseSeverity, standDown } from '../acts';
import { takeCommand } from '../acts-people';
import { serviceToDeclare } from '../declare-service';
import { incidentForRecord } from '../focus';
import { severityPreset } from '../severity-preset';
import type { Act, Moment } from './act';

/** How an incident is declared, commanded, told and ended. */
export function incidentActs(moment: Moment): Act[] {
  return [
    commandAct(moment),
    declareAct(moment),
    standDownAct(moment),
    unprovenAct(moment),
    ...raiseActs(moment),
    impactStartAct(moment),
    reopenAct(moment),
    exportAct(moment),
  ];
}

function declareAct({ state, screen, plan, focus, signedOut }: Moment): Act {
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

function commandAct({ state, focus, signedOut }: Moment): Act {
  const incident = focus.barIncident;
  const mine = incident !== null && incident.commander === state.world.operator;
  const whyNot =
    signedOut ?? (incident ? (mine ? 'You command already.' : null) : 'There is no incident to command.');
  return {
    id: 'take-command',
    key: 'T',
    words: incident ? `Take command of ${incident.id}` : 'Take command',
    whyNot,
    act: () => (incident?.commander ? show({ form: 'relieve' }) : incident && void takeCommand(incident.id)),
  };
}

function standDownAct({ focus, signedOut }: Moment): Act {
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

function unprovenAct({ state, focus, signedOut }: Moment): Act {
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

function raiseActs({ focus, signedOut }: Moment): Act[] {
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

function impactStartAct({ focus, signedOut }: Moment): Act {
  const without = focus.barIncident ? null : 'The impact start belongs to an incident. None is open.';
  return {
    id: 'impact-start',
    key: 'I',
    words: 'Correct the impact start',
    whyNot: signedOut ?? without,
    act: () => show({ form: 'impact-start' }),
  };
}

function reopenAct({ focus, signedOut }: Moment): Act {
  const { barIncident, last } = focus;
  const open = barIncident && `${barIncident.id} is open: what is left is done in it.`;
  return {
    id: 'reopen',
    key: null,
    words: last && !barIncident ? `Reopen ${last.id}` : 'Reopen an incident',
    whyNot: signedOut ?? open ?? (last ? null : 'No incident was stood down.'),
    act: () => show({ form: 'reopen' }),
  };
}

function exportAct({ focus }: Moment): Act {
  const incident = incidentForRecord(focus);
  return {
    id: 'export',
    key: 'E',
    words: incident ? `Export the timeline of ${incident.id}` : 'Export the timeline',
    whyNot: incident ? null : 'There is no incident to export.',
    act: () => void (incident && exportIncident(incident.id)),
  };
}
