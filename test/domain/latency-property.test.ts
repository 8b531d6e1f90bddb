import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { latency, type Stretch } from '../../src/domain/views/latency';
import { cutPhases, phaseNames } from '../../src/domain/views/phases';
import { hospital, manifestOf, noon } from '../helpers/hospital';
import { adopted, changed, declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

/*
 * Whatever is journalled, in whatever order and on whatever clock: the X-ray is disjoint, in order, and sums to the
 * millisecond to its phases, and these to the time from impact to the end.
 */

const incident = 'INC-0001';
const service = 'sign-in';
const manifest = manifestOf();
const any = <const T extends string>(...choices: readonly T[]) => fc.constantFrom(...choices);
const person = any('maria', 'jon', 'bob');
const run = any('RUN-0001', 'RUN-0002');
const activation = any('T1', 'T2');
const approval = any('A1', 'A2');
/** Milliseconds after noon, some of them before it. */
const moment = fc.integer({ min: -2000, max: 8000 }).map((ms) => noon + ms);

/** One thing that may happen at a moment, whether or not it makes sense then. */
const happening: fc.Arbitrary<(at: number) => NewEvent> = fc.oneof(
  person.map((by) => (at: number) => happened(at, 'command.taken', { incident, person: by }, `person:${by}`)),
  run.map(
    (id) => (at: number) =>
      happened(at, 'run.started', {
        run: id,
        incident,
        service,
        runbookName: 'x',
        manifest,
        waves: [2, 4, 4],
      }),
  ),
  fc.tuple(run, fc.nat(4)).map(
    ([id, wave]) =>
      (at: number) =>
        happened(at, 'run.wave-started', { run: id, wave, endpoints: 1 }),
  ),
  fc.tuple(run, any('completed', 'halted', 'stopped', 'interrupted')).map(
    ([id, result]) =>
      (at: number) =>
        happened(at, 'run.ended', { run: id, incident, service, result, ok: 1, notOk: 0, notSent: 0 }),
  ),
  fc.tuple(activation, moment).map(
    ([id, startsAt]) =>
      (at: number) =>
        happened(at, 'activation.armed', {
          ...{
            incident,
            activation: id,
            service,
            rule: 'r',
            runbook: 'x',
            runbookName: 'x',
            manifest: 'm',
            endpoints: 1,
          },
          ...{ envelope: 'e', because: 'e', vetoMs: 100, startsAt },
        }),
  ),
  fc.tuple(activation, any('vetoed', 'withdrawn', 'started')).map(([id, how]) => (at: number) => {
    if (how === 'vetoed') return happened(at, 'activation.vetoed', { incident, activation: id, leftMs: 1 });
    return how === 'started'
      ? happened(at, 'activation.started', { incident, activation: id, run: 'RUN-0001' })
      : happened(at, 'activation.withdrawn', { incident, activation: id, because: 'x' });
  }),
  approval.map(
    (id) => (at: number) =>
      happened(at, 'approval.requested', {
        ...{
          incident,
          approval: id,
          person: 'maria',
          envelope: 'e',
          manifest,
          runbookName: 'x',
          approvers: ['jon'],
        },
        lapsesAt: at + 100,
      }),
  ),
  fc.tuple(approval, any('refused', 'withdrawn', 'lapsed', 'used', 'given')).map(
    ([id, how]) =>
      (at: number) =>
        how === 'given'
          ? happened(at, 'approval.given', { incident, approval: id, person: 'jon', manifest: 'm' })
          : happened(at, 'approval.ended', { incident, approval: id, how }),
  ),
  any('granted', 'resolved').map(
    (what) => (at: number) =>
      what === 'resolved'
        ? happened(at, 'incident.resolved', { incident })
        : happened(at, 'authority.granted', {
            ...{ incident, runbook: 'x', manifest: 'm', endpoints: 1, envelope: 'e', because: 'e' },
          }),
  ),
  any('down', 'degraded', 'restored', 'verified').map(
    (to) => (at: number) => changed(at, 'down', to, incident),
  ),
  moment.map((to) => (at: number) => happened(at, 'impact-start.corrected', { incident, from: 0, to })),
  any('threshold.met', 'threshold.crossed').map(
    (type) => (at: number) => happened(at, type, { service, rule: 'r', reading: 'x' }),
  ),
  fc
    .integer({ min: -3000, max: 3000 })
    .map((byMs) => (at: number) => happened(at, 'clock.stepped', { byMs })),
);

/** A declaration with something before and much after it, at times that mostly go on and sometimes back. */
const story = fc
  .record({
    before: fc.array(happening, { maxLength: 4 }),
    declaration: fc.record({
      impactStart: moment,
      detectedAt: fc.option(moment, { nil: undefined }),
      byRule: fc.boolean(),
    }),
    after: fc.array(happening, { maxLength: 30 }),
    gaps: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.nat(300) },
        { weight: 1, arbitrary: fc.integer({ min: -900, max: 0 }) },
      ),
      {
        minLength: 35,
        maxLength: 35,
      },
    ),
  })
  .map(({ before, declaration: { impactStart, detectedAt, byRule }, after, gaps }) => {
    const base = declared.find((event) => event.type === 'incident.declared');
    const declare = (at: number): NewEvent =>
      ({
        ...base,
        occurredAt: at,
        data: { ...base?.data, impactStart, detectedAt, ...(byRule ? { rule: 'r' } : {}) },
      }) as NewEvent;
    let at = noon;
    const told = [...before, declare, ...after].map((make, index) => {
      at += gaps[index] ?? 0;
      return make(at);
    });
    return [adopted, ...told];
  });

const isWhole = (stretches: readonly { readonly startedAt: number; readonly tookMs: number }[]) =>
  stretches.every(
    ({ startedAt, tookMs }) => Number.isSafeInteger(startedAt) && Number.isSafeInteger(tookMs) && tookMs >= 0,
  );
const sum = (stretches: readonly { readonly tookMs: number }[]) =>
  stretches.reduce((total, each) => total + each.tookMs, 0);
/** Each begins where the one before it ended. */
const isUnbroken = (stretches: readonly Stretch[]) =>
  stretches.every((each, index) => {
    const next = stretches[index + 1];
    return (
      next === undefined ||
      (each.endedAt === next.startedAt && each.startedAt + each.tookMs === next.startedAt)
    );
  });

test('every millisecond from impact to the end is attributed once, in order, whatever was journalled', () => {
  fc.assert(
    fc.property(story, moment, (events, at) => {
      const world = worldOf(events);
      const state = world.incidents[incident];
      if (!state) throw new Error('it was declared');
      const end = state.verifiedAt ?? state.resolvedAt ?? at;
      const total = Math.max(0, end - state.impactStart);
      const phases = cutPhases(state, at);
      const ray = latency(state, world.names, hospital, at);
      const byPhase = phases.map(({ name }) => sum(ray.filter((each) => each.phase === name)));
      const order = ray.map((each) => phaseNames.indexOf(each.phase));
      expect({
        sums: [sum(phases), sum(ray)],
        byPhase,
        whole: isWhole(phases) && isWhole(ray),
        unbroken: isUnbroken(ray),
        from: ray[0]?.startedAt ?? phases[0]?.startedAt,
        ordered: order.every((each, index) => index === 0 || each >= (order[index - 1] ?? 0)),
        lasting: ray.filter((each) => each.endedAt === null).length,
        worded: ray.every((each) => each.words !== ''),
      }).toEqual({
        sums: [total, total],
        byPhase: phases.map((each) => each.tookMs),
        whole: true,
        unbroken: true,
        from: Math.min(state.impactStart, end),
        ordered: true,
        lasting: phases.filter((each) => each.endedAt === null).length,
        worded: true,
      });
    }),
    { numRuns: 3000 },
  );
});
