import type { Incident } from '../incident/incident';
import type { Targets } from '../run/manifest';
import type { Service } from '../service/service';
import { brokenBound, envelopeWords } from './bounds';
import type { Envelope } from './envelope';

export type AutomaticDecision =
  | { readonly granted: true; readonly envelope: Envelope; readonly because: string }
  | { readonly granted: false; readonly because: string };

/**
 * May this manifest run without anyone's hand? Only inside an automatic envelope whose every bound holds;
 * a refusal names the bound. The same question is asked when the countdown begins and again when it ends.
 */
export function authoriseAutomatic(
  service: Service,
  incident: Incident,
  manifest: Targets,
  at: number,
): AutomaticDecision {
  if (incident.mode === 'tabletop')
    return { granted: false, because: 'this is a tabletop: nothing is sent to endpoints' };
  if (manifest.entries.length === 0)
    return { granted: false, because: 'the manifest is empty: no endpoint can be reached' };
  const candidates = service.authority.envelopes.filter(
    (each) => each.runbook === manifest.runbook && each.mode === 'automatic',
  );
  if (candidates.length === 0)
    return { granted: false, because: `no automatic envelope of ${service.name} allows ${manifest.runbook}` };
  const measure = { incident, endpoints: manifest.entries.length, at };
  const bounds = candidates.map((envelope) => ({ envelope, bound: brokenBound(envelope, measure) }));
  const open = bounds.find(({ bound }) => bound === null);
  if (!open)
    return {
      granted: false,
      because: bounds.map(({ envelope, bound }) => `envelope ${envelope.id} ${bound}`).join('; '),
    };
  return { granted: true, envelope: open.envelope, because: envelopeWords(open.envelope) };
}
