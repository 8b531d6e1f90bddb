import type { Audience, Channel } from '../../../src/domain/comms/channel';
import type { NewEvent } from '../../../src/domain/events';
import type { Circumstances } from '../../../src/domain/incident/circumstances';
import type { Plan } from '../../../src/domain/plan/plan';
import { hospital, signIn } from '../../helpers/hospital';
import { worldOf } from '../../helpers/records';

/** The hospital with ways to tell people: two channels, an audience, contacts, a call tree. */

export const mail: Channel = {
  id: 'ops-mail',
  name: 'Mail',
  kind: 'smtp',
  host: '127.0.0.1',
  port: 2525,
  tls: 'none',
  from: 'holdfast@hospital.example',
};

export const hook: Channel = {
  id: 'hook',
  name: 'Paging hook',
  kind: 'webhook',
  url: 'http://127.0.0.1:8080/hook',
};

const minute = 60_000;

export const staff: Audience = {
  id: 'staff',
  name: 'Ward staff',
  to: [{ channel: 'ops-mail', address: 'staff@hospital.example' }],
  firstMs: 5 * minute,
  everyMs: 20 * minute,
  floorMs: 10 * minute,
  ceilingMs: 60 * minute,
};

export const toldHospital: Plan = {
  ...hospital,
  people: [
    {
      ...{ id: 'maria', name: 'Maria Chen', roles: ['incident-commander'], phone: '+1 555 0100' },
      contacts: [{ channel: 'hook', address: 'maria' }],
    },
    {
      ...{ id: 'jon', name: 'Jon Ade', roles: ['operations-lead'], phone: '+1 555 0101' },
      contacts: [
        { channel: 'hook', address: 'jon' },
        { channel: 'ops-mail', address: 'jon@hospital.example' },
      ],
    },
    { id: 'eve', name: 'Eve Roe', roles: ['observer'], contacts: [] },
    {
      ...{ id: 'kim', name: 'Kim Li', roles: ['operations-lead', 'communications-lead'] },
      contacts: [{ channel: 'gone', address: 'kim' }],
    },
  ],
  services: [{ ...signIn, audiences: [staff], planB: 'Use the shared paper forms' }],
  channels: [mail, hook],
  callTree: ['role:incident-commander', 'role:operations-lead', 'maria', 'eve'],
};

/** Who asks, in the world after these events. */
export const now = (
  events: readonly NewEvent[],
  at: number,
  operator: string | null = 'maria',
  plan: Plan = toldHospital,
): Circumstances => ({ world: worldOf(events), plan, at, operator });
