import { expect, test } from 'vitest';
import { eventSchema } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import { timeline } from '../../src/domain/views/timeline';
import { everyAct } from '../helpers/every-act';
import { hospital, seconds } from '../helpers/hospital';
import { adopted, declared } from '../helpers/outage';
import { happened, recorded } from '../helpers/records';

const { names } = foldWorld(recorded([adopted]));
const lines = (records = recorded(everyAct)) =>
  timeline(records, names).map(({ tone, text, who }) => `${tone}: ${text}${who ? ` — ${who}` : ''}`);

test('what people and rules do in an incident reads as sentences that a stranger can follow at three in the morning', () => {
  expect(lines()).toMatchInlineSnapshot(`
    [
      "quiet: Jon Ade changed their PIN; Maria Chen vouched for them — Maria Chen",
      "quiet: Jon Ade is at the console, proven by PIN — Jon Ade",
      "warn: Wrong PIN for Jon Ade, 3 in a row",
      "quiet: The console locked: Jon Ade had not touched it for a while",
      "quiet: Jon Ade left the console — Jon Ade",
      "quiet: Eve Roe locked the console — Eve Roe",
      "quiet: Jon Ade changed their PIN — Jon Ade",
      "quiet: Maria Chen is at the console — Maria Chen",
      "quiet: Maria Chen changed services/sign-in.yaml — Maria Chen",
      "quiet: Maria Chen added risks/flood.yaml — Maria Chen",
      "quiet: plan.yaml was added at this console while no plan was in force",
      "quiet: services/sign-in.yaml was changed at this console while no plan was in force",
      "warn: Internet cannot be reached: timed out",
      "good: Internet can be reached: 204",
      "warn: The receiver turned 3 requests away: 2 without token, 1 too large",
      "warn: Threshold crossed: rule half-down of Clinical sign-in, 8 of 10 failing",
      "warn: 4 alerts for Clinical sign-in firing: A SEV-2, agent gone, B SEV-2, C SEV-2 and 1 more; 1 alert resolved; 7 more left out by the sender (alertmanager)",
      "quiet: 1 alert for no service of the plan resolved (pagerduty)",
      "act: Restoration begins by itself in 45 s: Restart the auth agent on 235 endpoints, rule agent-failing-50, envelope sign-in/restart-agent. Veto stops it",
      "warn: Vetoed with 12.3 s left, by somebody who had not signed in: Restart the auth agent on 235 endpoints does not begin",
      "warn: Vetoed with 80 ms left: Restart the auth agent on 235 endpoints does not begin — Jon Ade",
      "plain: The countdown ended without a start: Restart the auth agent on 235 endpoints (the service is restored)",
      "act: Nobody vetoed: RUN-0001 begins by itself, Restart the auth agent on 235 endpoints",
      "warn: Nothing begins by itself: rule half-down asks for Restart the auth agent. Envelope e: needs SEV-1.",
      "act: Authorised without a person: Restart the auth agent on 10 endpoints, envelope e. Manifest cccccccccccc",
      "act: Authorised by two, the second is Jon Ade: Restart the auth agent on 10 endpoints, envelope e. Manifest cccccccccccc — Maria Chen",
      "bad: GLASS BROKEN: Restart the auth agent on 10 endpoints. Reason: children’s ward is blind. Envelope e. Manifest cccccccccccc — Maria Chen",
      "act: A second person is asked for: Reimage on 10 endpoints, envelope e. May approve until 12:16:03 UTC: Jon Ade. Manifest 3a5c27a90fd6 — Maria Chen",
      "good: Jon Ade approved with their own PIN: Reimage on 10 endpoints. Manifest dddddddddddd — Jon Ade",
      "quiet: The approval is used: Reimage on 10 endpoints",
      "warn: The second person said no: Reimage on 10 endpoints (not yet)",
      "plain: No longer asked for: Reimage on 10 endpoints",
      "warn: The request or its approval lapsed unused: Reimage on 10 endpoints",
      "warn: The recovery decision passed from Maria Chen to Jon Ade: undecided for 180 s",
      "plain: Jon Ade is Communications Lead in place of Eve Roe — Maria Chen",
      "warn: Scribe is vacant: Jon Ade left the role — Maria Chen",
      "act: Maria Chen offers command to Jon Ade, with a briefing — Maria Chen",
      "good: Jon Ade accepted command",
      "warn: Jon Ade declined command: in theatre",
      "plain: The offer of command to Jon Ade was withdrawn",
      "warn: Jon Ade relieved Maria Chen of command: no answer — Jon Ade",
      "warn: 12 min of data lost for good (RPA): the last log — Maria Chen",
      "plain: Decision: x — Maria Chen",
      "plain: Question: x — Maria Chen",
      "plain: To follow up: x — Maria Chen",
      "plain: Answer to "x": y — Jon Ade",
      "plain: Jon Ade has until 12:02:12 UTC: call the vendor — Maria Chen",
      "plain: More time, until 12:03:20 UTC: Jon Ade, call the vendor — Maria Chen",
      "warn: Time is up: Jon Ade, call the vendor",
      "good: Done: Jon Ade, call the vendor — Jon Ade",
      "act: To be decided by Maria Chen until 12:02:13 UTC: divert. Risk: delays. Plan B: hold beds — Jon Ade",
      "warn: Jon Ade objects strongly: too early (to: divert) — Jon Ade",
      "warn: Maria Chen did not decide in time. Now Jon Ade, until 12:03:13 UTC: divert",
      "act: Decided go, with 1 strong objection: divert — Jon Ade",
      "warn: 50 % of the RTO is used and nothing is verified: a plan B has to be chosen",
      "act: Plan B: paper charts — Maria Chen",
      "act: Calling Jon Ade, then Maria Chen, by rule half-down: sign-in is down",
      "good: Jon Ade acknowledged: sign-in is down — Jon Ade",
      "bad: Everyone was called and nobody acknowledged: sign-in is down",
      "act: Update to management by smtp board@example.org: Sign-in is down. Next by 12:21:20 UTC",
      "act: Page to Jon Ade by smtp board@example.org: Sign-in is down",
      "bad: Alarm to Maria Chen, but there is no way to send it: Sign-in is down",
      "warn: Not delivered yet, will be tried again: update to management by smtp board@example.org (refused)",
      "bad: Not delivered, will not be tried again: update to management by smtp board@example.org (no such mailbox)",
      "warn: Kept back until somebody looks: update to management by smtp board@example.org (42 min old)",
      "plain: To be sent after all: update to management by smtp board@example.org",
      "good: Arrived at attempt 4: update to management by smtp board@example.org",
      "warn: Will never be sent: update to management by smtp board@example.org (a newer one was sent)",
      "bad: Severity raised from SEV-2 to SEV-1 by rule half-down",
      "warn: Pause: RUN-0001 lets 2 in flight end, 7 wait — Maria Chen",
      "warn: Pause: RUN-0001 lets 0 in flight end, 7 wait; nobody had signed in",
      "act: RUN-0001 goes on: 7 to send — Maria Chen",
      "plain: RUN-0001, by the receipts of its endpoints: 1 ended, 1 never began, 1 began, end not known, 2 could not be asked",
      "warn: Stop: RUN-0001 leaves 1 in flight, 2 unsent; nobody had signed in",
      "warn: INC-0001 reopened: two workstations are left — Jon Ade",
      "good: INC-0001 stood down by rule all-well",
      "warn: Preflight of Clinical sign-in for Restart the auth agent: 9 of 10 endpoints ready, 1 clock off by more than 5 s; the clock of this console is the odd one out — Maria Chen",
      "quiet: Preflight of Clinical sign-in: 10 of 10 endpoints ready",
      "quiet: Connections to 10 endpoints of Clinical sign-in are kept open, as the plan says",
      "quiet: Connections to Clinical sign-in are no longer kept open: the time limit is over; 9 of 10 were open",
      "quiet: Connections to 10 endpoints of Clinical sign-in are kept open — Maria Chen",
      "act: RUN-0001 at rack: begun at the console",
      "warn: rack at north: not done, no key (RUN-0001) — Maria Chen",
      "bad: RUN-0001: rack failed, exit 3",
    ]
  `);
});

test('what only names a thing by its id says the id where the record that tells of it is not at hand', () => {
  const alone = recorded(everyAct).filter((record) =>
    ['task.closed', 'decision.made', 'activation.started', 'handover.ended', 'delivery.done'].includes(
      record.type,
    ),
  );
  expect(lines(alone)).toEqual([
    'act: Nobody vetoed: RUN-0001 begins by itself, T1',
    'good: HANDOVER-9 accepted command',
    'warn: HANDOVER-9 declined command: in theatre',
    'plain: The offer of command to HANDOVER-9 was withdrawn',
    'good: Done: TASK-1 — Jon Ade',
    'act: Decided go, with 1 strong objection: DECISION-1 — Jon Ade',
    'good: Arrived at attempt 4: MSG-0001 by mail',
  ]);
});

test('a task of one incident is never told with the words of another', () => {
  const task = (incident: string, text: string) =>
    happened(seconds(10), 'task.given', { incident, task: 'TASK-1', owner: 'jon', text, dueAt: seconds(20) });
  const closed = happened(seconds(11), 'task.closed', {
    incident: 'INC-0001',
    task: 'TASK-1',
    result: 'dropped',
  });
  expect(lines(recorded([task('INC-0001', 'first'), task('INC-0002', 'second'), closed])).at(-1)).toBe(
    'plain: Dropped: Jon Ade, first',
  );
});

test('a declaration says by which rule and from which alert', () => {
  const byRule = declared.flatMap((event) =>
    event.type === 'incident.declared'
      ? [
          {
            ...event,
            actor: 'console' as const,
            data: { ...event.data, rule: 'half-down', impactStartFrom: 'alert' as const },
          },
        ]
      : [],
  );
  expect(lines(recorded(byRule))).toEqual([
    'bad: INC-0001 declared SEV-1 by rule half-down: Clinical sign-in is down. Impact since 12:00:20 UTC (from the first alert)',
  ]);
});

test('every one of these events is one that the journal may hold', () => {
  expect(everyAct.filter((each) => !eventSchema.safeParse(each).success).map((each) => each.type)).toEqual(
    [],
  );
});

test('folds without harm, in any order', () => {
  const backwards = recorded([adopted, ...declared.slice(-2), ...everyAct.toReversed()]);
  expect(foldWorld(backwards).names.people.length).toBe(hospital.people.length);
});

test('a veto and a stop without a sign-in say at whose locked console, or that nobody had signed in', () => {
  const armed = everyAct.filter((event) => event.type === 'activation.armed');
  const veto = happened(seconds(70), 'activation.vetoed', {
    incident: 'INC-0001',
    activation: 'T1',
    leftMs: 1000,
  });
  const stop = happened(seconds(71), 'run.stop-requested', {
    run: 'R',
    inFlight: 1,
    unsent: 2,
    unsigned: true,
  });
  const after = (because: 'left' | 'idle' | 'locked') =>
    lines(
      recorded([
        ...armed,
        happened(seconds(60), 'operator.signed-out', { person: 'maria', because }),
        veto,
        stop,
      ]),
    ).slice(-2);
  const locked = [
    'warn: Vetoed with 1 s left, at the locked console, last Maria Chen: Restart the auth agent on 235 endpoints does not begin',
    'warn: Stop: R leaves 1 in flight, 2 unsent; at the locked console, last Maria Chen',
  ];
  expect([after('idle'), after('locked'), after('left')]).toEqual([
    locked,
    locked,
    [
      'warn: Vetoed with 1 s left, by somebody who had not signed in: Restart the auth agent on 235 endpoints does not begin',
      'warn: Stop: R leaves 1 in flight, 2 unsent; nobody had signed in',
    ],
  ]);
});
