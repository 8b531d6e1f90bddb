import { peopleMeant } from '../authority/who';
import type { Plan } from '../plan/plan';
import type { Service } from '../service/service';
import type { ConsoleFacts } from './console-facts';
import { named } from './named';
import type { ReadinessItem } from './readiness';

const commanding = ['role:incident-commander', 'role:deputy'];

/** Whether somebody may start it, is known at this console, and the others can be called by telephone. */
export function peopleItems(
  plan: Pick<Plan, 'people'>,
  service: Service,
  { pins, nowMs }: ConsoleFacts,
): readonly ReadinessItem[] {
  const { authority, restore, owner } = service;
  const inForce = authority.envelopes.filter((each) => each.runbook === restore && each.untilMs >= nowMs);
  const starters = peopleMeant(plan, [...authority.initiate, ...commanding]);
  const here = starters.filter(({ id }) => pins?.has(id));
  const needsTwo = inForce.length > 0 && inForce.every(({ mode }) => mode === 'two-person');
  const second = peopleMeant(plan, authority.approve).filter(({ id }) => pins?.has(id));
  const isPair = here.some((one) => second.some((other) => other !== one));
  const called = peopleMeant(plan, [owner, ...authority.initiate, ...authority.succession]);
  const silent = called.filter(({ phone }) => phone === undefined);
  const until = Math.max(...inForce.map(({ untilMs }) => untilMs));
  return [
    {
      id: 'authority',
      ok: inForce.length > 0,
      words:
        inForce.length > 0
          ? `an envelope is in force until ${new Date(until).toISOString().slice(0, 10)}`
          : 'no envelope is in force for its runbook',
    },
    ...(pins === null
      ? []
      : [
          {
            id: 'initiator' as const,
            ok: here.length > 0,
            words:
              here.length > 0
                ? `may start it with a PIN here: ${here.map(({ name }) => name).join(', ')}`
                : 'nobody who may start it has a PIN at this console',
          },
          ...(needsTwo
            ? [
                {
                  id: 'second-person' as const,
                  ok: isPair,
                  words: isPair
                    ? 'a second person has a PIN here'
                    : 'nobody who may be the second person has a PIN at this console',
                },
              ]
            : []),
        ]),
    {
      id: 'telephones',
      ok: silent.length === 0,
      words: named(
        silent.map(({ name }) => name),
        called.length,
        'people have no telephone number',
      ),
    },
  ];
}
