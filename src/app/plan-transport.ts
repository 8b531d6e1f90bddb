import { readFileSync } from 'node:fs';
import { createSshTransport } from '../execution/ssh';
import type { Transport } from '../execution/transport';

/**
 * The SSH transport for a plan's key. Where the key cannot be used, every endpoint answers with the reason
 * instead of the console refusing to start: a commander without a key still has a journal and a clock.
 */
export function planTransport(identityFile: string | null): Transport {
  if (identityFile === null) return keyless('the plan names no private key (fleet.identity in plan.yaml)');
  try {
    return createSshTransport({ privateKey: readFileSync(identityFile, 'utf8') });
  } catch (error) {
    return keyless(`the private key of the plan cannot be used: ${(error as Error).message}`);
  }
}

function keyless(reason: string): Transport {
  return {
    perform: async () => ({ state: 'denied', cause: 'AuthenticationFailure', output: reason, tookMs: 0 }),
    close: async () => {},
  };
}
