import { armedActivation } from '../authority/activation';
import { openApproval } from '../authority/approval';
import type { World } from '../world';
import { type Incident, isOpen } from './incident';

/** Worlds are never changed, so that what was found in one stays true for as long as anybody holds it. */
const found = new WeakMap<World['incidents'], readonly Incident[]>();

/**
 * Every incident in which time alone may still bring something about, oldest first: it is open, or a countdown or a
 * request for approval outlived it. What looks every second looks here: a console that has seen a thousand
 * incidents end is as quick as a new one.
 */
export function unsettledIncidents({ incidents }: Pick<World, 'incidents'>): readonly Incident[] {
  const known = found.get(incidents);
  if (known) return known;
  const unsettled = Object.values(incidents).filter(
    (each) => isOpen(each) || armedActivation(each.activations) || openApproval(each.approvals),
  );
  found.set(incidents, unsettled);
  return unsettled;
}
