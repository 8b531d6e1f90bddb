import { describe, expect, test } from 'vitest';
import { createPreviews } from '../../src/app/previews';
import type { NewEvent } from '../../src/domain/events';
import { hospital, seconds, sha256, signIn } from '../helpers/hospital';
import { broken, declared, outage, signedIn, started, swept } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const at = seconds(100);
const previews = () => createPreviews(sha256);
const shownIn = (events: readonly NewEvent[], plan = hospital) =>
  Object.values(previews().current(plan, worldOf(events), at)).map((each) => [
    each.incident,
    each.manifest.entries.length,
    each.authority.granted,
  ]);

/** Ended, with two failed alike and one otherwise. */
const endedBadly = [
  ...started,
  happened(seconds(45), 'run.settled', {
    run,
    outcomes: ['ws-1', 'ws-2', 'ws-3'].map((endpoint, index) => ({
      ...{ endpoint, step: 'restart' },
      outcome: { state: 'failed', cause: 'NonZeroExit', exitCode: index < 2 ? 3 : 4, output: 'x', tookMs: 1 },
    })),
  }),
  happened(seconds(50), 'run.ended', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', result: 'halted', ok: 0, notOk: 3, notSent: 7 },
  }),
];

describe('what a run would do', () => {
  test('is shown for an open incident that still needs its runbook, and for nothing else', () => {
    const withoutRunbook = { ...hospital, services: [{ ...signIn, restore: undefined }] };
    expect([
      shownIn(declared),
      shownIn(endedBadly),
      shownIn(broken),
      shownIn(started),
      shownIn(outage.slice(0, -5)),
      shownIn(outage.slice(0, -2)),
      shownIn(outage),
      shownIn(declared, withoutRunbook),
    ]).toEqual([[['INC-0001', 10, true]], [['INC-0001', 10, true]], [], [], [], [], [], []]);
  });
  test('is shown, with the reason, to who may not start it, and while nobody signed in', () => {
    const nobody = declared.filter((event) => event.type !== 'operator.signed-in');
    const because = (events: readonly NewEvent[]) =>
      previews().current(hospital, worldOf(events), at)['sign-in']?.authority.because;
    expect([because([...declared, signedIn('eve')]), because(nobody)]).toEqual([
      'Eve Roe may not start recovery of Clinical sign-in. May: role:operations-lead, or an Incident Commander whom the plan gives that role.',
      'Nobody has signed in at this console.',
    ]);
  });
  test('leaves out what the last sweep could not reach', () => {
    const sweep = swept(seconds(35), 8);
    const lost = { ...sweep, data: { ...sweep.data, changes: [['ws-1', 'unreachable']] } } as NewEvent;
    const { manifest } = previews().current(hospital, worldOf([...declared, lost]), at)['sign-in'] ?? {};
    expect([manifest?.entries.length, manifest?.excluded]).toEqual([
      9,
      [{ endpoint: 'ws-1', reason: 'unreachable' }],
    ]);
  });
});

describe('what was shown', () => {
  test('is found again by its digest; what was not is a conflict', () => {
    const here = previews();
    const shown = here.current(hospital, worldOf(declared), at)['sign-in'];
    const digest = shown?.manifest.digest ?? '';
    expect(here.shown(digest)).toEqual({ manifest: shown?.manifest, retryOf: null });
    expect(() => here.shown(sha256('another'))).toThrow('was shown at this console');
    expect(() => previews().shown(digest)).toThrow('was shown at this console');
  });
  test('is forgotten when 64 others were shown since, but not while it is shown again and again', () => {
    const here = previews();
    const world = worldOf(declared);
    const other = (index: number) => ({ ...hospital, digest: sha256(String(index)) });
    const first = here.current(hospital, world, at)['sign-in']?.manifest.digest ?? '';
    const second = here.current(other(1), world, at)['sign-in']?.manifest.digest ?? '';
    for (let index = 2; index < 66; index += 1) {
      here.current(other(index), world, at);
      here.current(hospital, world, at);
    }
    expect(here.shown(first).retryOf).toBeNull();
    expect(() => here.shown(second)).toThrow('was shown at this console');
  });
});

describe('a retry', () => {
  const world = worldOf(endedBadly);
  test('is about exactly the endpoints of the cluster that was named', () => {
    const preview = previews().retry(hospital, world, at, { run, cluster: 'failed/exit 3/x' });
    expect([preview.manifest.entries.map((each) => each.endpoint), preview.retryOf]).toEqual([
      ['ws-1', 'ws-2'],
      run,
    ]);
  });
  test('of a group that is not there, a run that goes on, one that never was, or one of an incident that is over, is refused', () => {
    const retry = (events: readonly NewEvent[], request: { run: string; cluster: string }) => {
      try {
        previews().retry(hospital, worldOf(events), at, request);
        return 'accepted';
      } catch (error) {
        return `${(error as { code: string }).code}: ${(error as Error).message}`;
      }
    };
    expect([
      retry(endedBadly, { run, cluster: 'failed/exit 9/x' }),
      retry(started, { run, cluster: 'failed/exit 3/x' }),
      retry(endedBadly, { run: 'RUN-9', cluster: 'x' }),
      retry([...endedBadly, happened(seconds(90), 'incident.resolved', { incident: 'INC-0001' })], {
        ...{ run, cluster: 'failed/exit 3/x' },
      }),
    ]).toEqual([
      'conflict: RUN-0001 has no such group of endpoints any more. Look again.',
      'refused: RUN-0001 is still running. Retry when it has ended.',
      'not-found: The journal holds no run "RUN-9".',
      'refused: INC-0001 is resolved. Declare a new incident if it is back.',
    ]);
  });
});
