import { describe, expect, test } from 'vitest';
import {
  approvalLastsMs,
  dueApprovals,
  endApproval,
  giveApproval,
  requestApproval,
} from '../../../src/domain/authority/approval-commands';
import { deliveryKey, dueDeliveries, tidyOutbox } from '../../../src/domain/comms/outbox-rules';
import type { NewEvent } from '../../../src/domain/events';
import { briefingOf } from '../../../src/domain/incident/briefing';
import type { Plan } from '../../../src/domain/plan/plan';
import { manifestOf, seconds, signIn } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { now, toldHospital } from './told-hospital';

const incident = 'INC-0001';
const at = seconds(60);
const envelopes = signIn.authority.envelopes.map((each) => ({ ...each, mode: 'two-person' as const }));
const plan: Plan = {
  ...toldHospital,
  services: [{ ...signIn, authority: { ...signIn.authority, approve: ['jon', 'kim', 'eve'], envelopes } }],
};
const manifest = manifestOf(plan);
const enrolled = (person: string, when: number) => happened(when, 'operator.enrolled', { person });
/** Jon and Eve have had their PINs since before the incident, Kim since after it was declared. */
const history = [
  enrolled('jon', seconds(0)),
  enrolled('eve', seconds(0)),
  ...declared,
  enrolled('kim', seconds(50)),
];
const request = requestApproval(now(history, at, 'maria', plan), { incident, manifest });
const asked = [...history, ...request];
const pages = request.flatMap((event) => (event.type === 'message.queued' ? [event] : []));

describe('asking for a second person', () => {
  test('pages at once whoever may give the word: what, by whom, where and until when', () => {
    const [jon] = pages;
    expect([jon?.actor, jon?.occurredAt, jon?.data]).toEqual([
      'person:maria',
      at,
      {
        ...{ message: 'MSG-0001', kind: 'page', incident, person: 'jon', approval: 'A1' },
        subject: 'Your word is needed: Restart the auth agent on 10 endpoints (INC-0001)',
        text: 'Maria Chen asks for a second person: Restart the auth agent on 10 endpoints of Clinical sign-in, SEV-1.\nYour PIN is given at the console of Northgate Hospital, and nowhere else. The request stands until 12:16 UTC.',
        expiresAt: at + approvalLastsMs,
        deliveries: [
          {
            ...{ delivery: 'hook', channel: 'hook', kind: 'webhook', to: 'jon' },
            dedupe: 'INC-0001/A1/jon/hook/2026-10-01T12:01:00.000Z',
          },
          {
            ...{ delivery: 'ops-mail', channel: 'ops-mail', kind: 'smtp', to: 'jon@hospital.example' },
            dedupe: 'INC-0001/A1/jon/ops-mail/2026-10-01T12:01:00.000Z',
          },
        ],
      },
    ]);
  });

  test('pages neither the asker nor whose PIN is too new; whom no channel reaches has to be telephoned', () => {
    expect(pages.map(({ data }) => [data.person, data.deliveries.length])).toEqual([
      ['jon', 2],
      ['eve', 0],
    ]);
  });

  test('pages anew when it is asked for again', () => {
    const withdrawn = [
      ...asked,
      ...endApproval(now(asked, at + 1000, 'maria', plan), { incident, approval: 'A1', how: 'withdrawn' }),
    ];
    const again = requestApproval(now(withdrawn, at + 2000, 'maria', plan), { incident, manifest });
    expect(
      again.flatMap(({ data }) =>
        'message' in data && 'approval' in data ? [[data.message, data.approval]] : [],
      ),
    ).toEqual([
      ['MSG-0003', 'A2'],
      ['MSG-0004', 'A2'],
    ]);
  });
});

describe('the page to a second person', () => {
  const when = at + 90_000;
  const ended = (how: 'refused' | 'withdrawn') =>
    endApproval(now(asked, when, 'maria', plan), { incident, approval: 'A1', how });
  const given = giveApproval(now(asked, when, 'maria', plan), {
    ...{ incident, approval: 'A1', manifest: manifest.digest, person: 'jon' },
  });
  const otherPlan = { ...plan, digest: 'b'.repeat(64) };
  const lapsed = dueApprovals({ world: worldOf(asked), plan: otherPlan, at: when });

  test.each<[string, readonly NewEvent[], string]>([
    ['given', given, 'approved at 12:02 UTC'],
    ['refused', ended('refused'), 'A1 was refused'],
    ['withdrawn', ended('withdrawn'), 'A1 was withdrawn'],
    ['lapsed with its plan', lapsed, 'A1 has lapsed'],
  ])('is not sent any more once the word is %s', (_how, events, because) => {
    const world = worldOf([...asked, ...events]);
    expect(tidyOutbox({ world, at: when }, new Set()).map(({ type, data }) => ({ type, data }))).toEqual(
      ['hook', 'ops-mail'].map((delivery) => ({
        type: 'delivery.dropped',
        data: { message: 'MSG-0001', delivery, because },
      })),
    );
  });

  test('stands in a briefing as not delivered only while the word is asked for', () => {
    const page = (events: readonly NewEvent[]) =>
      briefingOf(plan, worldOf(events), incident, when).actions.filter((line) => line.includes('page to'));
    expect([page(asked), page([...asked, ...given]), page([...asked, ...ended('withdrawn')])]).toEqual([
      ['Not delivered: page to Jon Ade of 12:01:00 UTC'],
      [],
      [],
    ]);
  });

  test('is due for as long as the request stands, and then expires', () => {
    const world = worldOf(asked);
    const over = at + approvalLastsMs;
    expect([
      dueDeliveries(world, over - 1).map(deliveryKey),
      tidyOutbox({ world, at: over - 1 }, new Set()),
      tidyOutbox({ world, at: over }, new Set()).map(({ type }) => type),
    ]).toEqual([['MSG-0001/hook', 'MSG-0001/ops-mail'], [], ['delivery.failed', 'delivery.failed']]);
  });
});
