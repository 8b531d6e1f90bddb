import { requireIncident } from '../incident/lookup';
import { oneLine } from '../plain-text';
import type { Plan } from '../plan/plan';
import { duration } from '../views/duration';
import type { World } from '../world';
import { cadenceOf } from './cadence';
import type { Audience } from './channel';
import { type Facts, factsOf } from './facts';
import { many, minutes, nextMinute, utc } from './moment-words';

export type Draft = { readonly subject: string; readonly text: string; readonly nextUpdateMs: number };

/**
 * A message to an audience, filled in from the journal: what is wrong since when, what is being done, what it
 * means for people, when they hear again. Promises no time of restoration.
 * @throws AppError `not-found` for an incident that the journal does not hold
 */
export function draftUpdate(
  plan: Plan,
  world: World,
  incident: string,
  audience: Audience,
  at: number,
): Draft {
  const facts = factsOf(plan, world, requireIncident(world, incident), at);
  const { sent } = cadenceOf(audience, world, facts.incident, at);
  const nextUpdateMs = Math.max(audience.floorMs, Math.min(audience.everyMs, audience.ceilingMs));
  const lines =
    facts.stage === 'verified' || facts.stage === 'closed'
      ? lastWord(facts, at)
      : news(facts, audience, sent, at);
  const next = `Next update at ${utc(nextMinute(at + nextUpdateMs), at)}.`;
  const isLast = facts.stage === 'verified' || facts.stage === 'closed';
  const text = [...lines, isLast ? 'This is our last message about this disruption.' : next].join('\n');
  return { subject: updateSubject(facts, sent + 1), text, nextUpdateMs };
}

/** The subject of the n-th update (from 1) to an audience. */
export function updateSubject({ name, stage }: Facts, number: number): string {
  const what = {
    down: `${name} is down`,
    degraded: `${name} works only in part`,
    reported: `${name}: a disruption was reported`,
    restored: `${name}: work done, proof pending`,
    verified: `${name} works again`,
    closed: `${name}: incident closed`,
  }[stage];
  return oneLine(number > 1 ? `${what} (update ${number})` : what, 300);
}

function news(facts: Facts, { agreedText }: Audience, sent: number, at: number): string[] {
  const meanwhile = facts.meanwhile && `What to do meanwhile: ${facts.meanwhile}`;
  const lines =
    facts.stage === 'restored'
      ? [restored(facts, at), meanwhile]
      : [situation(facts, sent, at), facts.doing, facts.impact, meanwhile];
  return [...lines, agreedText?.trim() ?? null].filter((line) => line !== null);
}

function situation(facts: Facts, sent: number, at: number): string {
  const { name, stage, incident } = facts;
  const since = `since ${utc(incident.impactStart, at)}`;
  const still = sent > 0 ? ' still' : '';
  const lasting = sent > 0 ? ` (${minutes(at - incident.impactStart)})` : '';
  if (stage === 'reported') {
    const seen = facts.isProbed ? ' Our measurements do not show it.' : '';
    return `${name} is${still} reported not to work as it should, ${since}${lasting}.${seen}`;
  }
  const first = stage === 'down' ? 'has been down' : 'has worked only in part';
  const later = stage === 'down' ? 'is still down,' : 'still works only in part,';
  return `${name} ${sent > 0 ? later : first} ${since}${lasting}.${extent(facts)}`;
}

/** On how many endpoints it fails; one single place that is asked says nothing that the rest does not. */
function extent({ failing, total, unknown }: Facts): string {
  if (total <= 1) return '';
  if (failing === 0 && unknown > 0) return ' On how many endpoints it fails is not known now.';
  const rest = unknown > 0 ? `; of ${unknown.toLocaleString('en')} others we cannot tell` : '';
  return ` It fails on ${failing.toLocaleString('en')} of ${many(total, 'endpoint')}${rest}.`;
}

function restored({ name, incident }: Facts, at: number): string {
  const since = utc(incident.impactStart, at);
  const done = utc(incident.restoredAt ?? at, at);
  return `${name} has been disrupted since ${since}. The work to restore it was done at ${done}. We have no proof yet that it works: please go on as if it did not.`;
}

function lastWord({ name, incident }: Facts, at: number): string[] {
  if (incident.verifiedAt === null)
    return [
      `We have closed this incident. No measurement proves that ${name} works: please tell us if it does not work for you.`,
    ];
  const lasted = duration(Math.max(0, incident.verifiedAt - incident.impactStart));
  const from = utc(incident.impactStart, at);
  return [
    `We have proof that ${name} works again since ${utc(incident.verifiedAt, at)}. It was disrupted from ${from} on, for ${lasted}.`,
    'Please use it as usual, and tell us if it does not work for you.',
  ];
}
