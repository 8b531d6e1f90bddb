import { expect, test } from 'vitest';
import { type SignOff, signOffUpdate } from '../../../src/domain/comms/commands';
import type { NewEvent } from '../../../src/domain/events';
import { seconds } from '../../helpers/hospital';
import { changed, declared } from '../../helpers/outage';
import { happened } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';
import { now, toldHospital } from './told-hospital';

const minute = 60_000;
const at = seconds(120);
const command: SignOff = {
  ...{
    incident: 'INC-0001',
    audience: 'staff',
    text: 'Sign-in is down.\r\nUse paper.\u202E\u0007',
    nextUpdateMs: 20 * minute,
  },
};
const sign = (
  change: Partial<SignOff> = {},
  events: readonly NewEvent[] = declared,
  when = at,
  who = 'maria',
) => signOffUpdate(now(events, when, who), { ...command, ...change });
const asked = (change: Partial<SignOff>, events: readonly NewEvent[] = declared, when = at) =>
  refusal(() => sign(change, events, when));

test('a signed update is queued for every way to its audience, and names who signed', () => {
  expect(sign()).toEqual([
    {
      ...{ type: 'message.queued', stream: 'message/MSG-0001', occurredAt: at, actor: 'person:maria' },
      data: {
        ...{ message: 'MSG-0001', kind: 'update', incident: 'INC-0001', audience: 'staff' },
        subject: 'Clinical sign-in is down',
        text: 'Sign-in is down.\nUse paper.',
        ...{ nextUpdateAt: at + 20 * minute, expiresAt: at + 20 * minute },
        deliveries: [
          {
            ...{ delivery: 'ops-mail', channel: 'ops-mail', kind: 'smtp', to: 'staff@hospital.example' },
            dedupe: 'INC-0001/MSG-0001/ops-mail/2026-10-01T12:02:00.000Z',
          },
        ],
      },
    },
  ]);
});

test('who speaks is who commands, is deputy, or leads communications, by the plan or in the incident', () => {
  const role = (id: string) =>
    happened(at, 'role.assigned', { incident: 'INC-0001', role: id, person: 'jon' }, 'person:maria');
  const taken = happened(at, 'command.taken', { incident: 'INC-0001', person: 'jon' }, 'person:jon');
  const by = (who: string, ...more: NewEvent[]) => refusal(() => sign({}, [...declared, ...more], at, who));
  expect([
    by('maria'),
    by('kim'),
    by('jon', taken),
    by('jon', role('deputy')),
    by('jon', role('communications-lead')),
    by('jon', role('scribe')),
    by('eve'),
  ]).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'accepted',
    'accepted',
    'refused: Jon Ade does not speak for INC-0001. The Incident Commander, the Deputy or the Communications Lead signs off.',
    'refused: Eve Roe observes, and an observer writes notes only. Let somebody else sign off an update.',
  ]);
});

test('an audience hears no more often than its floor, unless the sender says so', () => {
  const told = [...declared, ...sign()];
  const early = at + 4 * minute + 500;
  expect([
    asked({}, told, early),
    asked({ evenIfEarly: true }, told, early),
    asked({}, told, at + 10 * minute),
  ]).toEqual([
    'refused: Ward staff heard less than 10 min ago. Wait 360 s, or send it although it is early.',
    'accepted',
    'accepted',
  ]);
});

test('no silence is announced that is longer than the ceiling or shorter than the floor', () => {
  expect([
    asked({ nextUpdateMs: 61 * minute }),
    asked({ nextUpdateMs: 60 * minute }),
    asked({ nextUpdateMs: 9 * minute }),
    asked({ nextUpdateMs: 10 * minute }),
  ]).toEqual([
    'refused: Ward staff must hear again within 1 h. Say an earlier time.',
    'accepted',
    'refused: Ward staff hears at most every 10 min. Say a later time.',
    'accepted',
  ]);
});

test('a last word promises nothing, whatever was asked for', () => {
  const verified = [...declared, changed(at, 'down', 'verified', 'INC-0001')];
  const [word] = sign({ nextUpdateMs: 1 }, verified, at);
  expect(word?.data).toEqual({
    ...{ message: 'MSG-0001', kind: 'update', incident: 'INC-0001', audience: 'staff' },
    subject: 'Clinical sign-in works again',
    text: 'Sign-in is down.\nUse paper.',
    expiresAt: at + 60 * minute,
    deliveries: expect.any(Array),
  });
});

test('nothing is said in a resolved incident to whom nothing is owed', () => {
  const resolved = happened(at, 'incident.resolved', { incident: 'INC-0001', unproven: 'false alarm' });
  expect(asked({}, [...declared, resolved])).toBe(
    'refused: INC-0001 is resolved, and Ward staff needs no further word on it.',
  );
});

test('an update without words, to nobody, about nothing or by nobody is refused with what would be right', () => {
  expect([
    asked({ text: ' \u0000\n ' }),
    asked({ audience: 'press' }),
    asked({ audience: '__proto__' }),
    asked({ incident: 'INC-0009' }),
    refusal(() => signOffUpdate(now(declared, at, null), command)),
  ]).toEqual([
    'refused: An update needs words.',
    'not-found: Clinical sign-in has no audience "press". It has: staff.',
    'not-found: Clinical sign-in has no audience "__proto__". It has: staff.',
    'not-found: The journal holds no incident "INC-0009".',
    'refused: Say who you are before you sign off an update.',
  ]);
});

test('messages are numbered over the whole journal', () => {
  const told = [...declared, ...sign()];
  const [second] = sign({ evenIfEarly: true }, told, at + 1000);
  const plan = { ...toldHospital, channels: [] };
  const [mute] = signOffUpdate({ ...now(told, at + 1000), plan }, { ...command, evenIfEarly: true });
  expect([second?.stream, second?.data, mute?.data]).toEqual([
    'message/MSG-0002',
    expect.objectContaining({ message: 'MSG-0002', subject: 'Clinical sign-in is down (update 2)' }),
    expect.objectContaining({ deliveries: [] }),
  ]);
});
