import { acknowledgePaging, signOffUpdate } from '../domain/comms/commands';
import { dropDeliveries, releaseDeliveries } from '../domain/comms/review-commands';
import type { CallParts, Handlers } from './handlers';

type CommsCall = 'paging.acknowledge' | 'comms.signOff' | 'outbox.review';

/** The calls about what is said to whom. */
export function commsCalls({ deciding: { commit } }: CallParts): Pick<Handlers, CommsCall> {
  const nothing = (_records: unknown): null => null;
  return {
    'paging.acknowledge': async (command) => nothing(commit((now) => acknowledgePaging(now, command))),
    'comms.signOff': async (command) => nothing(commit((now) => signOffUpdate(now, command))),
    'outbox.review': async ({ deliveries, verdict }) =>
      nothing(
        commit((now) =>
          verdict === 'send' ? releaseDeliveries(now, { deliveries }) : dropDeliveries(now, { deliveries }),
        ),
      ),
  };
}
