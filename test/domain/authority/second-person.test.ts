import { describe, expect, test } from 'vitest';
import {
  approvalLastsMs,
  dueApprovals,
  endApproval,
  giveApproval,
  requestApproval,
} from '../../../src/domain/authority/approval-commands';
import type { NewEvent } from '../../../src/domain/events';
import type { Circumstances } from '../../../src/domain/incident/circumstances';
import type { Plan } from '../../../src/domain/plan/plan';
import { startRun } from '../../../src/domain/run/start-run';
import { authorityBoard } from '../../../src/domain/views/authority-board';
import { primaryAction } from '../../../src/domain/views/primary-action';
import { hospital, manifestOf, seconds, signIn } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';

const incident = 'INC-0001';
const envelopes = signIn.authority.envelopes.map((each) => ({ ...each, mode: 'two-person' as const }));
const plan: Plan = {
  ...hospital,
  services: [{ ...signIn, authority: { ...signIn.authority, envelopes } }],
};
const manifest = manifestOf(plan);
const enrolled = (person: string, at = seconds(0)) => happened(at, 'operator.enrolled', { person });
/** Jon has had his PIN since before the incident; Eve, who may not approve, too. */
const history: readonly NewEvent[] = [enrolled('jon'), enrolled('eve'), ...declared];
const now = (
  events: readonly NewEvent[],
  at = seconds(60),
  operator: string | null = 'maria',
): Circumstances => ({
  world: worldOf(events),
  plan,
  at,
  operator,
});
const asked = [...history, ...requestApproval(now(history), { incident, manifest })];
const word = { incident, approval: 'A1', manifest: manifest.digest, person: 'jon' };
const given = [...asked, ...giveApproval(now(asked, seconds(70)), word)];
const start = { run: 'RUN-0001', incident, manifest };
const types = (events: readonly NewEvent[]) => events.map((event) => event.type);

describe('a run that needs two', () => {
  test('is refused alone, with the one who may help', () => {
    const [refused] = startRun(now(history), start);
    expect([
      refused?.type,
      authorityBoard(plan, worldOf(history), 'sign-in', null, seconds(60)).mayStart.length,
    ]).toEqual(['authority.refused', 2]);
  });
  test('asks for the whole manifest, from those who may approve and are not the asker', () => {
    const [request] = requestApproval(now(history), { incident, manifest });
    expect(request?.data).toEqual({
      incident,
      approval: 'A1',
      person: 'maria',
      envelope: 'sign-in/restart-agent',
      manifest,
      runbookName: 'Restart the auth agent',
      approvers: ['jon'],
      lapsesAt: seconds(60) + approvalLastsMs,
    });
  });
  test('runs with the word of the second, which is used up by it', () => {
    const events = startRun(now(given, seconds(80)), { ...start, approval: 'A1' });
    expect([types(events), events[1]?.data]).toEqual([
      ['approval.ended', 'authority.granted', 'run.started'],
      expect.objectContaining({ ground: 'two-person', approvedBy: 'jon', approval: 'A1', person: 'maria' }),
    ]);
  });
  test('shows in the centre: ask, wait for the PIN, then run exactly what was approved', () => {
    const act = (events: readonly NewEvent[]) => primaryAction(plan, worldOf(events), 'sign-in', null);
    const ready = act(given);
    expect([
      act(asked).kind,
      ready.kind,
      ready.kind === 'run' && [ready.approval, ready.preview.manifest.digest],
    ]).toEqual(['approve', 'run', ['A1', manifest.digest]]);
  });
});

describe('the word of a second person', () => {
  test.each([
    [
      'the one who asked',
      { person: 'maria' },
      'refused: Maria Chen asked for it and cannot be the second person. The PIN of another one is needed.',
    ],
    [
      'somebody whom the plan does not name',
      { person: 'eve' },
      'refused: Eve Roe may not approve this. May: Jon Ade.',
    ],
    [
      'somebody who saw another manifest',
      { manifest: 'f'.repeat(64) },
      'conflict: A1 is for another manifest than the one shown. Look again.',
    ],
    [
      'nobody the plan knows',
      { person: 'mallory' },
      'not-found: The plan names no person "mallory". It names: maria, jon, eve.',
    ],
    ['a request there is not', { approval: 'A9' }, 'not-found: INC-0001 has no request "A9".'],
  ])('is refused from %s', (_who, change, words) => {
    expect(refusal(() => giveApproval(now(asked), { ...word, ...change }))).toBe(words);
  });
  test('is refused with a PIN that was set after the incident was declared', () => {
    const late = [...asked, enrolled('jon', seconds(61))];
    expect(refusal(() => giveApproval(now(late, seconds(62)), word))).toBe(
      'refused: The PIN of Jon Ade was not set before INC-0001 was declared, so it proves no second person. May: Jon Ade.',
    );
  });
  test('is not given twice, nor after it was refused, nor too late', () => {
    const no = [
      ...asked,
      ...endApproval(now(asked, seconds(61), 'jon'), { incident, approval: 'A1', how: 'refused' }),
    ];
    const tooLate = seconds(60) + approvalLastsMs + 1;
    expect([
      refusal(() => giveApproval(now(given), word)),
      refusal(() => giveApproval(now(no), word)),
      refusal(() => giveApproval(now(asked, tooLate), word)),
    ]).toEqual([
      'refused: A1 has been approved already.',
      'refused: A1 is refused already.',
      'refused: A1 has lapsed. Ask again.',
    ]);
  });
  test('carries no other manifest, no other person and no second run', () => {
    const other = manifestOf(plan, {}, ['ws-1']);
    const jon = [
      ...given,
      happened(seconds(71), 'operator.signed-in', { person: 'jon', proof: 'pin' }, 'person:jon'),
    ];
    const used = [...given, ...startRun(now(given, seconds(80)), { ...start, approval: 'A1' }).slice(0, 2)];
    const because = (events: readonly NewEvent[]) =>
      events.map((event) => event.type === 'authority.refused' && event.data.because);
    expect([
      because(startRun(now(given), { ...start, manifest: other, approval: 'A1' })),
      because(startRun(now(jon, seconds(80), 'jon'), { ...start, approval: 'A1' })),
      because(startRun(now(used, seconds(90)), { ...start, approval: 'A1' })),
      because(startRun(now(given, seconds(61) + approvalLastsMs), { ...start, approval: 'A1' })),
    ]).toEqual([
      ['Approval A1 is for another manifest. Ask again for this one.'],
      ['Approval A1 was given to somebody else.'],
      ['Approval A1 is used. Ask again.'],
      ['Approval A1 has lapsed. Ask again.'],
    ]);
  });
  test('lapses by itself, asked or given, and only then', () => {
    const lapse = (events: readonly NewEvent[], at: number) =>
      types(dueApprovals({ world: worldOf(events), plan, at }));
    const over = seconds(60) + approvalLastsMs;
    expect([lapse(asked, over), lapse(asked, over + 1), lapse(given, over + 1)]).toEqual([
      [],
      ['approval.ended'],
      ['approval.ended'],
    ]);
  });
});

test('asking is refused while one is asked for, and when nobody else is needed', () => {
  const alone: Circumstances = { ...now(history), plan: { ...hospital, services: [signIn] } };
  expect([
    refusal(() => requestApproval(now(asked), { incident, manifest })),
    refusal(() => requestApproval(alone, { incident, manifest: manifestOf() })),
  ]).toEqual([
    'refused: A1 is asked for already. Answer or withdraw it first.',
    'refused: No second person is needed: run it.',
  ]);
});

test('where the plan names nobody who may approve, the refusal names the field to fill', () => {
  const authority = { ...signIn.authority, envelopes, approve: ['maria'] };
  const alone: Circumstances = { ...now(history), plan: { ...plan, services: [{ ...signIn, authority }] } };
  const [refused] = startRun(alone, start);
  expect(refused?.data).toMatchObject({
    because: expect.stringContaining(
      'the plan names nobody but Maria Chen. Name who may approve in authority.approve of services/sign-in.yaml; it counts for incidents declared after that.',
    ),
  });
});
