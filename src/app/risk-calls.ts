import { lastProofs } from '../domain/proof/last-proof';
import { AppError } from '../errors';
import type { CallParts, Handlers } from './handlers';

/** The call that reads risks, history and exposures; nothing of it is kept between two. */
export function riskCalls({ core }: CallParts): Pick<Handlers, 'risks.read'> {
  const { plans, reader, ledger, clock } = core;
  return {
    'risks.read': async () => {
      const { plan } = plans.status();
      const folder = plans.path();
      if (!plan || folder === null)
        throw new AppError('refused', 'No plan is in force. Open a plan folder first.');
      const world = ledger.world();
      const proofs = new Map(
        [...lastProofs(world)].map(([service, { at, mode }]) => [service, { at, mode }]),
      );
      const facts = { nowMs: clock.now(), incidents: world.incidents, proofs };
      return reader.risks({ folder, digest: plan.digest }, facts);
    },
  };
}
