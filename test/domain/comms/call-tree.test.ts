import { expect, test } from 'vitest';
import { callTree } from '../../../src/domain/comms/call-tree';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import { seconds } from '../../helpers/hospital';
import { changed, declared, outage, swept } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { toldHospital } from './told-hospital';

const incident = 'INC-0001';
const tree = (events: readonly NewEvent[], plan: Plan = toldHospital) =>
  callTree(plan, worldOf(events), incident, seconds(120));
const says = (events: readonly NewEvent[], plan: Plan = toldHospital) => tree(events, plan)[0]?.say;

test('everyone whom the call tree means is called once, in its order, with the number and the words to say', () => {
  const say =
    'This is a drill at Northgate Hospital: Clinical sign-in has been down since 12:00 UTC, failing on 8 of 10 endpoints, SEV-1. Maria Chen is in command, so please come to the console or call back.';
  expect(tree(declared)).toEqual([
    {
      person: 'maria',
      name: 'Maria Chen',
      phone: '+1 555 0100',
      because: 'sits at this console',
      say,
      isReached: true,
    },
    {
      person: 'jon',
      name: 'Jon Ade',
      phone: '+1 555 0101',
      because: 'Operations Lead',
      say,
      isReached: false,
    },
    { person: 'kim', name: 'Kim Li', phone: null, because: 'Operations Lead', say, isReached: false },
    { person: 'eve', name: 'Eve Roe', phone: null, because: 'named in the call tree', say, isReached: false },
  ]);
});

test('who is at the console, in command, in a role or acknowledged need not be called', () => {
  const paging = { incident, paging: 'P1' };
  const events = [
    ...declared,
    happened(seconds(40), 'operator.signed-out', { person: 'maria', because: 'left' }),
    happened(seconds(41), 'role.assigned', { incident, role: 'scribe', person: 'kim' }, 'person:maria'),
    happened(seconds(42), 'paging.started', {
      ...paging,
      rule: 'r',
      text: 't',
      people: [],
      steps: [],
      repeat: 0,
    }),
    happened(seconds(43), 'paging.acknowledged', { ...paging, person: 'jon' }, 'person:jon'),
  ];
  expect(tree(events).map(({ person, because, isReached }) => [person, because, isReached])).toEqual([
    ['maria', 'is the Incident Commander', true],
    ['jon', 'acknowledged a page', true],
    ['kim', 'is Scribe', true],
    ['eve', 'named in the call tree', false],
  ]);
});

test('what is said follows the incident to its end, and says what is real', () => {
  const nobody = declared.filter((event) => event.type !== 'command.taken');
  const live = nobody.map((event) =>
    event.type === 'incident.declared' ? { ...event, data: { ...event.data, mode: 'live' as const } } : event,
  );
  const partly = [...live, swept(seconds(40), 2), changed(seconds(40), 'down', 'degraded', incident)];
  const unseen = live.filter((event) => event.type !== 'probe.swept' && event.type !== 'service.changed');
  const restored = [...live, changed(seconds(50), 'down', 'restored', incident)];
  const resolved = happened(seconds(100), 'incident.resolved', { incident, unproven: 'false alarm' });
  const take = 'Nobody is in command yet, so please come to the console and take command.';
  expect([says(partly), says(unseen), says(restored), says(outage), says([...live, resolved])]).toEqual([
    `This is Northgate Hospital: Clinical sign-in has worked only in part since 12:00 UTC, failing on 2 of 10 endpoints, SEV-1. ${take}`,
    `This is Northgate Hospital: Clinical sign-in is reported not to work since 12:00 UTC, SEV-1. ${take}`,
    `This is Northgate Hospital: Clinical sign-in has been disrupted since 12:00 UTC and is restored, but not proven to work yet. ${take}`,
    'This is a drill at Northgate Hospital: Clinical sign-in is proven to work again. Nothing more is asked of you.',
    'This is Northgate Hospital: the incident about Clinical sign-in is closed without proof that it works. Nothing more is asked of you.',
  ]);
});
