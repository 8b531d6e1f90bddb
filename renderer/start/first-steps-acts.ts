import { call } from '../api';
import { once } from '../command/acts';
import { showPreflight } from '../command/acts-fleet';
import { focusPrimary } from '../command/focus-primary';
import { say, show } from '../screen';
import { asNoun } from '../ui/numbers';

/** Shows what the plan in force still needs before its first run, where the next act stood. */
export const enterFirstSteps = () => show({ place: 'first-steps', form: null, endpointOpen: false });

/** To the command screen; what is left may be looked at again at any time. */
export function leaveFirstSteps(): void {
  show({ place: 'command', form: null });
  setTimeout(focusPrimary, 0);
}

/** Asks machines without a key for the keys they show. Null when that was refused, in words on the screen. */
export const lookAtKeys = () => once('keys', async () => (await call('keys.look', {})) ?? null);

/** Keeps the keys of the look with this digest, compared by nobody. True when they are in force. */
export const keepKeys = (digest: string) =>
  once('keys', async () => {
    const kept = await call('keys.keep', { digest });
    if (kept === undefined) return false;
    const { keys, machines, file } = kept;
    const words = `${asNoun(keys, 'key')} of ${asNoun(machines, 'machine')} written to ${file}, noted as compared by nobody.`;
    say({ tone: 'done', lines: [words] });
    return true;
  });

/** Looks at every endpoint of a service and shows what is found. */
export const firstLook = (service: string) =>
  once('preflight', async () => {
    if ((await call('preflight.start', { service })) !== undefined) showPreflight(service);
  });
