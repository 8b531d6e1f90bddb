import type { Incident, Moment } from '../../incident/incident';
import { type Names, nameOf } from '../../names';
import type { Gate, Step } from './gates';

/** What is known of an incident at a point of its moments. */
type State = {
  readonly commander: string | null;
  /** To whom the decision passed since command last changed hands. */
  readonly successor: string | null;
  readonly run: { readonly id: string; readonly waves: number; readonly wave: number } | null;
  /** How the last run ended that did not restore the service. */
  readonly after: string | null;
  readonly isProving: boolean;
};

/**
 * Who or what had the recovery in hand, step by step: nobody, the commander, a successor, a run and its wave, the probes.
 * Steps are in the order of the journal, whose later row has the last word.
 *
 * @param proof what a restored service waits for, in words
 */
export function conductOf(incident: Incident, names: Names, proof: string): Step[] {
  const undeclared = { at: Number.NEGATIVE_INFINITY, gate: 'nobody' as const, words: 'not declared yet' };
  let state: State = { commander: null, successor: null, run: null, after: null, isProving: false };
  const steps: Step[] = [undeclared, { at: incident.declaredAt, ...gateIn(state, names, proof) }];
  for (const moment of incident.moments) {
    state = after(state, moment);
    steps.push({ at: moment.at, ...gateIn(state, names, proof) });
  }
  return steps;
}

function after(state: State, moment: Moment): State {
  switch (moment.type) {
    case 'command.taken':
      return { ...state, commander: moment.about, successor: null };
    case 'succession.passed':
      return { ...state, successor: moment.about };
    case 'run.started':
      return { ...state, run: { id: moment.about, waves: moment.waves ?? 0, wave: 0 }, isProving: false };
    case 'run.wave-started': {
      const wave = Number(moment.about.slice(moment.about.lastIndexOf('/') + 1));
      return state.run && Number.isInteger(wave) ? { ...state, run: { ...state.run, wave } } : state;
    }
    case 'run.ended':
      return { ...state, run: null, after: `after ${moment.about} ${endWords(moment)}` };
    case 'service.changed':
      return { ...state, isProving: moment.about === 'restored' || moment.about === 'verified' };
    default:
      return state;
  }
}

function endWords({ result }: Moment): string {
  if (result === 'stopped' || result === 'interrupted') return `was ${result}`;
  return result === 'halted' ? 'halted' : 'ended';
}

function gateIn({ commander, successor, run, after, isProving }: State, names: Names, proof: string): Gate {
  if (run) return { gate: 'tool', words: `${run.id}, ${waveIn(run)}` };
  if (isProving) return { gate: 'probe', words: proof };
  if (successor !== null) {
    const words = `${nameOf(names.people, successor)} decides, by succession`;
    return { gate: 'person', words: after === null ? words : `${words}, ${after}` };
  }
  const person = commander === null ? null : nameOf(names.people, commander);
  if (after !== null)
    return person === null
      ? { gate: 'nobody', words: `nobody in command, ${after}` }
      : { gate: 'person', words: `${person}, ${after}` };
  return person === null
    ? { gate: 'nobody', words: 'nobody in command' }
    : { gate: 'person', words: `${person} decides` };
}

/** As `waveName` calls it, without how many there are. A run whose waves are not known counts from 1. */
function waveIn({ waves, wave }: { readonly waves: number; readonly wave: number }): string {
  if (waves > 1 && wave === 0) return 'canary';
  return `wave ${waves > 1 ? wave : wave + 1}`;
}
