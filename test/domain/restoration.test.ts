import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { judgeSweep } from '../../src/domain/service/judge-sweep';
import type { Service } from '../../src/domain/service/service';
import type { World } from '../../src/domain/world';
import { agentProbe, hospital, seconds, signIn } from '../helpers/hospital';
import { changed, declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const names = hospital.endpoints.map((each) => each.name);
const incident = 'INC-0001';
type Look = {
  readonly at: number;
  readonly failing: number;
  readonly probe?: string;
  readonly tookMs?: number;
};

/** Lets sweeps follow each other, each judged on the world that the ones before it left. */
function watch(events: readonly NewEvent[], looks: readonly Look[], service: Service = signIn) {
  const journal = [...events];
  const story: string[] = [];
  for (const { at, failing, probe = 'agent', tookMs = 1000 } of looks) {
    const results = new Map(names.map((name, index) => [name, index < failing ? 'failing' : 'ok'] as const));
    const state = worldOf(journal).services['sign-in'];
    if (!state) throw new Error('sign-in has no state');
    const made = judgeSweep(
      service,
      state,
      { service: 'sign-in', probe, results, tookMs },
      seconds(at),
      incident,
    );
    journal.push(...made);
    story.push(worldOf(journal).services['sign-in']?.condition ?? 'none');
  }
  return { story, world: worldOf(journal), journal };
}

const sweeps = (...looks: [at: number, failing: number][]): Look[] =>
  looks.map(([at, failing]) => ({ at, failing }));
const restored = [...declared, changed(seconds(50), 'down', 'restored', incident)];
const marks = (world: World) => {
  const { restoredAt, verifiedAt, phase } = world.incidents[incident] ?? {};
  return { restoredAt, verifiedAt, phase };
};

describe('during an incident', () => {
  test('every sweep is kept, also one that says nothing new: the N-th good one is the evidence', () => {
    const { journal } = watch(declared, sweeps([35, 8], [50, 8]));
    expect(journal.slice(declared.length).map((event) => event.type)).toEqual(['probe.swept', 'probe.swept']);
  });
  test('a service that heals without a run is restored, not healthy: it must be proven', () => {
    const { story, world } = watch(declared, sweeps([60, 0], [75, 0], [90, 0]));
    expect([story, marks(world)]).toEqual([
      ['restored', 'restored', 'verified'],
      { restoredAt: seconds(60), verifiedAt: seconds(90), phase: 'stabilised' },
    ]);
  });
  test('the N-th good sweep that began after the restoration verifies it', () => {
    expect(watch(restored, sweeps([60, 0], [75, 0])).story).toEqual(['restored', 'verified']);
  });
  test('a sweep that began before the restoration proves nothing', () => {
    const began49 = { at: 52, failing: 0, tookMs: 3000 };
    expect(watch(restored, [began49, ...sweeps([67, 0], [82, 0])]).story).toEqual([
      'restored',
      'restored',
      'verified',
    ]);
  });
  test('a sweep that began at the very moment of the restoration counts', () => {
    expect(watch(restored, [{ at: 51, failing: 0, tookMs: 1000 }, ...sweeps([66, 0])]).story).toEqual([
      'restored',
      'verified',
    ]);
  });
  test('a bad sweep in between is no restoration, and the count starts anew', () => {
    expect(watch(restored, sweeps([60, 0], [75, 2], [90, 0], [105, 0], [120, 0])).story).toEqual([
      'restored',
      'degraded',
      'restored',
      'restored',
      'verified',
    ]);
  });
  test('a restoration that leaves many behind is disproved by the first sweep that began after it', () => {
    const { story, world } = watch(restored, sweeps([60, 4], [75, 5]));
    expect([story, marks(world)]).toEqual([
      ['degraded', 'down'],
      { restoredAt: null, verifiedAt: null, phase: 'active' },
    ]);
  });
  test('a sweep that began before the restoration and ends after it disproves nothing', () => {
    const late: Look = { at: 51, failing: 9, tookMs: 5000 };
    expect(watch(restored, [late, ...sweeps([66, 0], [81, 0])]).story).toEqual([
      'restored',
      'restored',
      'verified',
    ]);
  });
  test('what was verified and breaks again is no recovery any more', () => {
    const { story, world } = watch(restored, sweeps([60, 0], [75, 0], [90, 1]));
    expect([story, marks(world)]).toEqual([
      ['restored', 'verified', 'degraded'],
      { restoredAt: null, verifiedAt: null, phase: 'active' },
    ]);
  });
  test('a verified service is watched quietly until it is stood down', () => {
    const { journal } = watch(restored, sweeps([60, 0], [75, 0], [90, 0], [105, 0]));
    const kept = journal.slice(restored.length).map((event) => event.type);
    expect(kept).toEqual(['probe.swept', 'probe.swept', 'service.changed']);
  });
  test('a clock that was set back after the restoration does not keep good sweeps from proving it', () => {
    const stepped = [...restored, happened(seconds(55) - 3_600_000, 'clock.stepped', { byMs: -3_600_000 })];
    expect(watch(stepped, sweeps([60 - 3600, 0], [75 - 3600, 0])).story).toEqual(['restored', 'verified']);
  });
  test('the time of the first bad sweep outlives a relapse', () => {
    const { world } = watch(restored, sweeps([60, 0], [75, 9]));
    expect(world.services['sign-in']?.firstBadAt).toBe(seconds(20));
  });
});

describe('with two probes', () => {
  const login = { ...agentProbe, id: 'login' };
  const both = { ...signIn, probes: [agentProbe, login] };
  test('every probe must prove the restoration by itself', () => {
    const looks: Look[] = [
      ...sweeps([60, 0], [75, 0], [90, 0]),
      { at: 91, failing: 0, probe: 'login' },
      { at: 106, failing: 0, probe: 'login' },
    ];
    expect(watch(restored, looks, both).story).toEqual([
      'restored',
      'restored',
      'restored',
      'restored',
      'verified',
    ]);
  });
  test('good sweeps from before a relapse do not count towards the next restoration', () => {
    const looks: Look[] = [
      { at: 60, failing: 0, probe: 'login' },
      { at: 61, failing: 9 },
      { at: 75, failing: 0 },
      ...sweeps([90, 0], [105, 0]),
      { at: 106, failing: 0, probe: 'login' },
      { at: 121, failing: 0, probe: 'login' },
    ];
    expect(watch(restored, looks, both).story.slice(1)).toEqual([
      'down',
      'restored',
      'restored',
      'restored',
      'restored',
      'verified',
    ]);
  });
});
