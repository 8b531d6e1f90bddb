import { acceptHandover, endHandover, offerHandover } from '../domain/incident/handover-commands';
import { requireIncident } from '../domain/incident/lookup';
import * as operator from '../domain/operator/commands';
import { refuse } from '../errors';
import type { CallParts, Handlers } from './handlers';

type HandoverCall = 'handover.offer' | 'handover.accept' | 'handover.end';

/** The calls by which command passes from one person to another. */
export function handoverCalls({ core, deciding, operators }: CallParts): Pick<Handlers, HandoverCall> {
  const { commit } = deciding;
  return {
    'handover.offer': async (command) => {
      commit((now) => offerHandover(now, command));
      return null;
    },
    'handover.accept': async ({ incident, handover, pin }) => {
      const offered = requireIncident(core.ledger.world(), incident).handover;
      if (offered?.id !== handover) refuse('This offer of command is no longer open.');
      const person = offered?.to ?? '';
      const proof = await operators.prove(person, pin);
      // One commit: whoever took over is who sits here, or neither happened.
      commit((now) => [
        ...operator.signIn(now, { person, proof }),
        ...acceptHandover(now, { incident, handover, person, proof }),
      ]);
      return null;
    },
    'handover.end': async (command) => {
      commit((now) => endHandover(now, command));
      return null;
    },
  };
}
