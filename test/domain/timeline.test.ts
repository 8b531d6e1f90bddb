import { expect, test } from 'vitest';
import { type EventType, eventSchema } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import { timeline } from '../../src/domain/views/timeline';
import { everyAct } from '../helpers/every-act';
import { seconds } from '../helpers/hospital';
import { changed, outage } from '../helpers/outage';
import { happened, recorded } from '../helpers/records';

const incident = 'INC-0001';
const run = 'RUN-0001';
const refusal = {
  ...{ incident, person: 'eve', runbook: 'restart-agent', manifest: 'a'.repeat(64), endpoints: 1 },
  because: 'Eve Roe may not.',
};
/** What the scenario has no occasion for. */
const rest = [
  happened(seconds(91), 'clock.stepped', { byMs: -3600_000 }),
  happened(seconds(92), 'command.taken', { incident, person: 'jon', from: 'maria' }, 'person:jon'),
  happened(seconds(93), 'severity.raised', { incident, from: 'SEV-2', to: 'SEV-1' }, 'person:jon'),
  happened(
    seconds(94),
    'impact-start.corrected',
    { incident, from: seconds(20), to: seconds(3) },
    'person:jon',
  ),
  happened(seconds(95), 'note.written', { incident, text: 'Vendor called' }, 'person:gone'),
  happened(seconds(96), 'authority.refused', refusal, 'person:eve'),
  happened(seconds(97), 'incident.exported', { incident, bundleSha256: 'b'.repeat(64), markdownSha256: 'c' }),
  happened(seconds(98), 'run.stop-requested', { run, inFlight: 2, unsent: 8 }, 'person:jon'),
  happened(seconds(99), 'run.halted', { run, because: '1 of the canary failed' }),
  changed(seconds(99), 'healthy', 'degraded'),
  happened(seconds(99), 'run.ended', {
    ...{ run, incident, service: 'sign-in', result: 'halted', ok: 1, notOk: 2, notSent: 7 },
  }),
];
const records = recorded([...outage, ...rest]);
const { names } = foldWorld(records);

test('the record reads as sentences that a stranger can follow', () => {
  const lines = timeline(records, names).map(
    ({ tone, text, who }) => `${tone}: ${text}${who ? ` — ${who}` : ''}`,
  );
  expect(lines).toEqual([
    'quiet: Plan of Northgate Hospital in force: 1 service, 10 endpoints',
    'quiet: Maria Chen is at the console — Maria Chen',
    'quiet: Clinical sign-in is healthy: 0 of 10 endpoints failing',
    'bad: Clinical sign-in is down: 0 of 10 endpoints failing',
    'bad: INC-0001 declared SEV-1: Clinical sign-in is down. Impact since 12:00:20 UTC (from the probe) — Maria Chen',
    'plain: Maria Chen took command — Maria Chen',
    expect.stringMatching(
      /^act: Authorised: Restart the auth agent on 10 endpoints, envelope sign-in\/restart-agent\. Manifest [0-9a-f]{12} — Maria Chen$/,
    ),
    'act: RUN-0001 started: Restart the auth agent on 10 endpoints — Maria Chen',
    'quiet: RUN-0001 canary: 2 endpoints',
    'quiet: RUN-0001 wave 1 of 2: 4 endpoints',
    'quiet: RUN-0001 wave 2 of 2: 4 endpoints',
    'good: RUN-0001 completed: 10 ok',
    'act: Clinical sign-in restored (it was seen), not yet verified',
    'good: Clinical sign-in verified: it was seen, 0 of 10 endpoints failing',
    'good: INC-0001 stood down — Maria Chen',
    'quiet: Clinical sign-in is healthy: 0 of 10 endpoints failing',
    'warn: The clock of this machine moved by -3600 s',
    'plain: Jon Ade took command from Maria Chen — Jon Ade',
    'bad: Severity raised from SEV-2 to SEV-1 — Jon Ade',
    'warn: Impact start corrected from 12:00:20 to 12:00:03 UTC — Jon Ade',
    'plain: Vendor called — gone',
    'warn: Refused: Restart the auth agent on 1 endpoint. Eve Roe may not. — Eve Roe',
    'quiet: Timeline and bundle exported, sha256 bbbbbbbbbbbb',
    'warn: Stop: RUN-0001 leaves 2 in flight, 8 unsent — Jon Ade',
    'bad: RUN-0001 halted by itself: 1 of the canary failed',
    'warn: Clinical sign-in is degraded: 0 of 10 endpoints failing',
    'warn: RUN-0001 halted: 1 ok, 2 not ok, 7 never sent',
  ]);
});

test('every type of event gives a sentence by itself, or deliberately none', () => {
  const all = eventSchema.options.map((option) => option.shape.type.value);
  const told = recorded([...outage, ...rest, ...everyAct]);
  const spoken = new Set(
    told.filter((record) => timeline([record], names).length > 0).map((record) => record.type),
  );
  expect([
    new Set(told.map((record) => record.type)),
    all.filter((type) => !spoken.has(type)).sort(),
  ]).toEqual([
    new Set<EventType>(all),
    [
      ...['console.started', 'delivery.sending', 'probe.swept', 'run.sending', 'run.settled'],
      ...['threshold.cleared', 'threshold.met'],
    ],
  ]);
});

test('a wave is named by its number where the start of its run is not at hand', () => {
  const waves = records.filter((record) => record.type === 'run.wave-started');
  expect(timeline(waves, names).map((entry) => entry.text)).toEqual([
    'RUN-0001 wave 1: 2 endpoints',
    'RUN-0001 wave 2: 4 endpoints',
    'RUN-0001 wave 3: 4 endpoints',
  ]);
});

test('lines keep the order of the journal and both of their times', () => {
  const late = records.map((record) => ({ ...record, recordedAt: record.occurredAt + 7 }));
  const entries = timeline(late, names);
  expect([
    entries.every((each, index) => index === 0 || each.seq > (entries[index - 1]?.seq ?? 0)),
    entries.every((each) => each.recordedAt === each.occurredAt + 7),
  ]).toEqual([true, true]);
});
