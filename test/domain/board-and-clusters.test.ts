import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import type { Outcome } from '../../src/domain/run/outcome';
import type { Run } from '../../src/domain/run/run-state';
import type { Service } from '../../src/domain/service/service';
import { failureClusters } from '../../src/domain/views/clusters';
import { serviceBoard } from '../../src/domain/views/service-board';
import { hospital, seconds, signIn } from '../helpers/hospital';
import { changed, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const service = (id: string, tier: number, dependsOn: string[], probed = true): Service => ({
  ...{ ...signIn, id, name: id.toUpperCase(), tier, dependsOn },
  probes: probed ? signIn.probes : [],
});
const plan: Plan = {
  ...hospital,
  services: [
    service('wards', 2, ['sign-in'], false),
    service('kitchen', 3, [], false),
    service('sign-in', 1, ['directory']),
    service('directory', 2, ['sign-in']),
    service('mail', 1, []),
  ],
};
const turned = (id: string, to: 'down' | 'degraded' | 'restored' | 'healthy'): NewEvent => {
  const event = changed(seconds(1), 'unknown', to);
  return { ...event, data: { ...event.data, service: id } } as NewEvent;
};
const board = (...events: NewEvent[]) =>
  serviceBoard(plan, worldOf(events)).map((row) =>
    `${row.service.id} ${row.condition} ${row.dependsOnDisrupted.join()}`.trim(),
  );

describe('the board of services', () => {
  test('says what is at risk, directly or through others, though a dependency may go round in circles', () => {
    expect(board(turned('directory', 'down'), turned('mail', 'healthy'))).toEqual([
      'directory down',
      'sign-in at-risk DIRECTORY',
      'wards at-risk DIRECTORY',
      'mail healthy',
      'kitchen not-probed',
    ]);
  });
  test('shows a service that fails itself as failing, and a restored one as a risk to others', () => {
    expect(board(turned('sign-in', 'degraded'), turned('directory', 'restored'))).toEqual([
      'sign-in degraded DIRECTORY',
      'directory restored SIGN-IN',
      'wards at-risk SIGN-IN,DIRECTORY',
      'mail unknown',
      'kitchen not-probed',
    ]);
  });
  test('has the numbers of the probe that says the worst, also where it is one that could not be judged', () => {
    const saw = (
      probe: string,
      measured: 'healthy' | 'unknown' | 'degraded',
      failing: number,
      unknown: number,
    ) =>
      happened(seconds(2), 'probe.swept', {
        ...{ service: 'sign-in', probe, measured, failing, unknown, total: 100, tookMs: 1, changes: [] },
      });
    const numbers = (...events: NewEvent[]) => {
      const row = serviceBoard(plan, worldOf(events)).find(({ service: { id } }) => id === 'sign-in');
      return [row?.failing, row?.unknown, row?.total];
    };
    const some = saw('a', 'healthy', 5, 0);
    expect([
      numbers(some, saw('b', 'unknown', 0, 40)),
      numbers(some, saw('b', 'unknown', 0, 40), saw('c', 'degraded', 12, 1)),
      numbers(some, saw('b', 'healthy', 5, 2), saw('c', 'healthy', 4, 5)),
    ]).toEqual([
      [0, 40, 100],
      [12, 1, 100],
      [5, 2, 100],
    ]);
  });
  test('orders by how bad it is, then by tier, before anything was probed', () => {
    expect(board()).toEqual([
      'sign-in unknown',
      'mail unknown',
      'directory unknown',
      'wards not-probed',
      'kitchen not-probed',
    ]);
  });
});

describe('failure clusters', () => {
  const run = 'RUN-0001';
  const ended = (outcome: Outcome, ...endpoints: string[]) =>
    happened(seconds(50), 'run.settled', {
      run,
      outcomes: endpoints.map((endpoint) => ({ endpoint, step: 'restart', outcome })),
    });
  const exit = (exitCode: number, output: string): Outcome => ({
    ...{ state: 'failed', cause: 'NonZeroExit', exitCode, output, tookMs: 1 },
  });
  const clusters = (...events: NewEvent[]) =>
    failureClusters(worldOf([...started, ...events]).runs[run] as Run);

  test('group endpoints that ended alike, by state, cause and first words, the largest first', () => {
    const found = clusters(
      ended(exit(3, '\n  disk full\nat 10:01'), 'ws-1'),
      ended({ state: 'unknown', cause: 'ConnectionLost', output: '', tookMs: 1 }, 'ws-4'),
      ended(exit(3, 'disk full\nat 10:02'), 'ws-2', 'ws-3'),
      ended(exit(4, 'disk full'), 'ws-5'),
      ended({ state: 'cancelled', tookMs: 0 }, 'ws-6'),
      ended({ state: 'ok', exitCode: 0, output: 'disk full', tookMs: 1 }, 'ws-7'),
    );
    expect(
      found.map(({ state, cause, words, endpoints }) => [state, cause, words, endpoints.join()]),
    ).toEqual([
      ['failed', 'exit 3', 'disk full', 'ws-1,ws-2,ws-3'],
      ['cancelled', 'cancelled', '', 'ws-6'],
      ['failed', 'exit 4', 'disk full', 'ws-5'],
      ['unknown', 'ConnectionLost', '', 'ws-4'],
    ]);
  });
  test('keep a key of their own each, so that one can be retried', () => {
    const found = clusters(
      ended(exit(3, 'a'), 'ws-1'),
      ended(exit(3, 'b'), 'ws-2'),
      ended(exit(4, 'a'), 'ws-3'),
    );
    expect(new Set(found.map((each) => each.key)).size).toBe(3);
  });
  test('hold nothing that is pending, in flight or well', () => {
    const sending = happened(seconds(51), 'run.sending', { run, step: 'restart', endpoints: ['ws-1'] });
    expect(clusters(ended(exit(3, 'a'), 'ws-1'), sending)).toEqual([]);
  });
});
