import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStates } from '../../src/domain/run/run-state';
import { faultKinds } from '../../src/fleet/control-request';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { mixFaults, seeded } from '../helpers/mixed-faults';
import { misjudged, playFaults } from '../helpers/play-faults';

const size = 200;
let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(size);
}, 120_000);
afterAll(() => fleet.close());

const sum = (counts: object) => Object.values(counts).reduce((all: number, many: number) => all + many, 0);

describe('no result is lost and every class is exact', () => {
  test.each(faultKinds)(
    'when twenty endpoints have the fault %s',
    async (kind) => {
      await fleet.fleet.control({ act: 'clear' });
      const { endpoints } = (await fleet.fleet.control({ act: 'fault', kind, count: 20, delayMs: 50 })) as {
        endpoints: string[];
      };
      const has = new Set(endpoints);
      const run = await playFaults(fleet);
      const faulty = fleet.fleet.endpoints.map(
        ({ name }) => ({ name, kind: has.has(name) ? kind : 'none' }) as const,
      );
      expect([sum(countStates(run)), run.result, misjudged(run, faulty)]).toEqual([size, 'completed', []]);
    },
    120_000,
  );

  test.each([1, 2])(
    'when faults of all kinds are mixed by chance, seed %i',
    async (seed) => {
      const faulty = await mixFaults(fleet, seeded(seed), 0.4);
      const run = await playFaults(fleet);
      const kinds = new Set(faulty.map((each) => each.kind)).size;
      expect([kinds > 5, sum(countStates(run)), misjudged(run, faulty)]).toEqual([true, size, []]);
    },
    120_000,
  );
});
