import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import { lastProofs, runbookProofs } from '../../../src/domain/proof/last-proof';
import { seconds } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';

type Change = (event: NewEvent) => NewEvent | readonly NewEvent[];
const proofsOf = (events: readonly NewEvent[]) => lastProofs(worldOf(events));
const changed =
  (type: NewEvent['type'], data: object): Change =>
  (event) =>
    event.type === type ? ({ ...event, data: { ...event.data, ...data } } as NewEvent) : event;
const proofWith = (change: Change) => proofsOf(outage.flatMap(change)).get('sign-in');

/** The outage once more, as another incident with another run, this much later. */
function again(laterMs: number, data: Readonly<Record<string, object>> = {}): readonly NewEvent[] {
  const text = JSON.stringify(outage.filter(({ type }) => type !== 'console.started'));
  const events = JSON.parse(text.replaceAll('-0001', '-0002')) as NewEvent[];
  return events.map((event) => {
    const shifted = { ...event, occurredAt: event.occurredAt + laterMs } as NewEvent;
    const start = event.type === 'incident.declared' ? { impactStart: seconds(20) + laterMs } : {};
    return { ...shifted, data: { ...event.data, ...start, ...data[event.type] } } as NewEvent;
  });
}

describe('a service that was verified is not proven', () => {
  test.each<[string, Change]>([
    ['by a run that was halted', changed('run.ended', { result: 'halted' })],
    ['by a run that was stopped', changed('run.ended', { result: 'stopped' })],
    ['by a run that nobody saw end', (event) => (event.type === 'run.ended' ? [] : event)],
    ['by a run that ended well nowhere', (event) => (event.type === 'run.settled' ? [] : event)],
    ['by a run of another service', changed('run.started', { service: 'portal' })],
    [
      'by a run that began after it was verified',
      (event) => (event.type.startsWith('run.') ? { ...event, occurredAt: seconds(76) } : event),
    ],
  ])('%s', (_, change) => {
    expect(proofWith(change)).toBeUndefined();
  });

  test('by a run that took back another', () => {
    const follows = { run: 'RUN-0000', as: 'rollback' };
    const undo: Change = (event) =>
      event.type === 'run.started'
        ? ({ ...event, data: { ...event.data, manifest: { ...event.data.manifest, follows } } } as NewEvent)
        : event;
    expect(proofWith(undo)).toBeUndefined();
  });
});

test('a run that began in the moment in which the service was verified counts', () => {
  const late: Change = (event) =>
    event.type.startsWith('run.') ? { ...event, occurredAt: seconds(75) } : event;
  expect(proofWith(late)?.runbooks.length).toBe(1);
});

test('a proof says whether it was real, and a clock that was set back makes no time below zero', () => {
  const real = proofWith(changed('incident.declared', { mode: 'live' }));
  const back = proofWith(changed('incident.declared', { impactStart: seconds(80) }));
  expect([real?.mode, back?.mode, back?.rtaMs]).toEqual(['live', 'drill', 0]);
});

test('of two proofs the later counts, for the service and for its runbook', () => {
  const [first, second] = [outage, again(600_000, { 'incident.declared': { needs: ['directory'] } })];
  const proofs = proofsOf([...first, ...second]);
  expect([proofs.get('sign-in')?.incident, runbookProofs(proofs).get('restart-agent')?.incident]).toEqual([
    'INC-0002',
    'INC-0002',
  ]);
  const [one, two] = [proofsOf(first).get('sign-in'), proofs.get('sign-in')];
  const both = [one, two].flatMap((proof) => proof ?? []);
  const latest = [both, [...both].reverse()].map((order) =>
    runbookProofs(new Map(order.map((proof) => [proof.incident, proof]))).get('restart-agent'),
  );
  expect(latest.map((proof) => proof?.incident)).toEqual(['INC-0002', 'INC-0002']);
});

test('what was told later of an earlier time is not the last proof', () => {
  const proofs = proofsOf([...outage, ...again(-600_000)]);
  expect(proofs.get('sign-in')?.incident).toBe('INC-0001');
});

test('a proof knows on which endpoints it did not end well', () => {
  const failed: Change = (event) =>
    event.type === 'run.settled'
      ? ({
          ...event,
          data: {
            ...event.data,
            outcomes: event.data.outcomes.map((each) =>
              each.endpoint === 'ws-3'
                ? { ...each, outcome: { state: 'failed', exitCode: 1, output: '', tookMs: 1 } }
                : each,
            ),
          },
        } as NewEvent)
      : event;
  const [proven] = proofWith(failed)?.runbooks ?? [];
  expect([proven?.endpoints.size, [...(proven?.notRestored ?? [])]]).toEqual([9, ['ws-3']]);
});

test('a proof knows how much data was lost, also when that was stated after the end', () => {
  const stated = happened(seconds(500), 'data-loss.stated', { incident: 'INC-0001', lossMs: 1, text: 'x' });
  expect(
    [proofsOf(outage), proofsOf([...outage, stated])].map((proofs) => proofs.get('sign-in')?.rpaMs),
  ).toEqual([undefined, 1]);
});
