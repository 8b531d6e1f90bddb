import { judgeReadiness } from '../domain/readiness/readiness';
import { consoleFacts } from './console-facts';
import type { CallParts, Handlers } from './handlers';

/** Whether this machine, as it stands now, can restore each service by itself. */
export function readinessCalls({ core }: CallParts): Pick<Handlers, 'plan.readiness'> {
  return {
    'plan.readiness': async () => {
      const { plan } = core.plans.status();
      if (!plan) return [];
      const here = {
        nowMs: core.clock.now(),
        agentSocket: process.env.SSH_AUTH_SOCK,
        pins: core.pins.people(),
        path: process.env.PATH,
      };
      return judgeReadiness(plan, consoleFacts(plan, core.plans.files(), here));
    },
  };
}
