import { escalate } from '../../../src/domain/escalation/escalate';
import type { Rule } from '../../../src/domain/escalation/rule';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import type { Service } from '../../../src/domain/service/service';
import { hospital, sha256, signIn } from '../../helpers/hospital';
import { worldOf } from '../../helpers/records';

/** A rule that crosses at once; `change` swaps any part of it. */
export const rule = (change: Partial<Rule>): Rule => ({
  id: 'rule',
  when: { on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.4 },
  forMs: 0,
  clearForMs: 0,
  acts: [],
  ...change,
});

/** The hospital whose sign-in escalates by these rules. */
export const withRules = (rules: readonly Rule[], change: Partial<Service> = {}): Plan => ({
  ...hospital,
  services: [{ ...signIn, escalation: rules, ...change }],
});

/** Sign-in with its envelope made automatic; `change` swaps any part of that. */
export const automatic = (change: Partial<Service['authority']['envelopes'][number]> = {}) => ({
  authority: {
    ...signIn.authority,
    envelopes: signIn.authority.envelopes.map((each) => ({ ...each, mode: 'automatic' as const, ...change })),
  },
});

/** What one look adds to a history. */
export function look(
  plan: Plan,
  history: readonly NewEvent[],
  at: number,
  watching: { sweptAt?: Readonly<Record<string, number>>; watchingSince?: number } = {},
): readonly NewEvent[] {
  const { sweptAt = {}, watchingSince = 0 } = watching;
  const world = worldOf(history);
  return escalate({ plan, world, at, sha256, sweptAt, watchingSince, goneSince: {} }).events;
}

/** The history after looking at each of these moments. */
export function looked(plan: Plan, history: readonly NewEvent[], ...moments: readonly number[]): NewEvent[] {
  const events = [...history];
  for (const at of moments) events.push(...look(plan, events, at));
  return events;
}

export const types = (events: readonly NewEvent[]): string[] => events.map((event) => event.type);
