import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { countStates } from '../../src/domain/run/run-state';
import { openConsole } from '../helpers/console';
import { hospital, seconds } from '../helpers/hospital';
import { done, outage, started } from '../helpers/outage';
import { happened, recorded } from '../helpers/records';
import { recordsOf } from '../helpers/running';

const run = 'RUN-0001';
const names = hospital.endpoints.map((each) => each.name);

/** Opens a console on these events, as if the one that wrote them had been killed. */
function reopened(events: readonly NewEvent[]) {
  const { core, faults } = openConsole({ events });
  return { core, faults, run: core.ledger.world().runs[run] };
}

/** What an endpoint may be after a crash, from the acknowledged events alone. */
function mayBe(events: readonly NewEvent[], name: string): string {
  let state = 'pending';
  for (const event of events) {
    if (event.type === 'run.sending' && event.data.endpoints.includes(name)) state = 'unknown';
    if (event.type !== 'run.settled') continue;
    for (const { endpoint, step, outcome } of event.data.outcomes)
      if (endpoint === name) state = outcome.state === 'ok' && step === 'restart' ? 'pending' : outcome.state;
  }
  return state;
}

describe('wherever the journal ends', () => {
  const cuts = Array.from({ length: outage.length + 1 }, (_, cut) => cut);
  test.each(cuts)(
    'after event %i nothing acknowledged is lost, and every endpoint is never sent, unknown or final',
    (cut) => {
      const events = outage.slice(0, cut);
      const { core, faults, run: found } = reopened(events);
      const kept = recordsOf(core.journal).slice(0, cut);
      const states = names.map((name) => found?.endpoints[name]?.state ?? 'pending');
      expect([
        kept.map(({ recordedAt, ...record }) => record),
        states,
        found === undefined || found.result !== null,
        found === undefined || countStates(found).sending === 0,
        faults,
      ]).toEqual([
        recorded(events).map(({ recordedAt, ...record }) => record),
        names.map((name) => mayBe(events, name)),
        true,
        true,
        [],
      ]);
    },
  );
});

describe('a run that was killed in the middle', () => {
  const sent = [
    ...done(seconds(41), 'restart', ['ws-1', 'ws-2']),
    ...done(seconds(43), 'check', ['ws-1']),
    happened(seconds(45), 'run.sending', { run, step: 'check', endpoints: ['ws-2'] }),
  ];
  test('is ended once, with what was in flight unknown and the rest exactly as it was', () => {
    const { core, run: found } = reopened([...started, ...sent]);
    const made = recordsOf(core.journal).slice(started.length + sent.length);
    const { ok, unknown, pending } = found ? countStates(found) : {};
    expect([made.map((each) => each.type), found?.result, { ok, unknown, pending }]).toEqual([
      ['run.settled', 'run.ended', 'console.started'],
      'interrupted',
      { ok: 1, unknown: 1, pending: 8 },
    ]);
  });
  test('is not touched again by the next start', () => {
    const first = reopened([...started, ...sent]);
    const events = recordsOf(first.core.journal);
    const { core } = reopened(events);
    expect(
      recordsOf(core.journal)
        .slice(events.length)
        .map((each) => each.type),
    ).toEqual([
      // The clock of the second console stands where that of the first stood.
      'console.started',
    ]);
  });
  test('was killed between the reconciling events: the next start finishes the work', () => {
    const first = reopened([...started, ...sent]);
    const half = recordsOf(first.core.journal).slice(0, started.length + sent.length + 1);
    const { core, run: found } = reopened(half);
    expect([
      found?.result,
      recordsOf(core.journal)
        .slice(half.length)
        .map((each) => each.type),
    ]).toEqual(['interrupted', ['run.ended', 'console.started']]);
  });
});
