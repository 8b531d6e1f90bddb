import { type ServiceState, worstProbe } from '../service/service-state';
import { counted } from './words';

/** What the worst probe of a service saw last: `8 of 10 endpoints failing`, and how many could not be asked. */
export function sweptWords(state: ServiceState): string {
  const worst = worstProbe(state)?.probe;
  if (!worst) return 'not probed yet';
  const { failing, total, unknown = 0 } = worst;
  const asked = unknown === 0 ? '' : `, ${unknown.toLocaleString('en')} not known: host key`;
  return `${failing.toLocaleString('en')} of ${counted(total, 'endpoint')} failing${asked}`;
}
