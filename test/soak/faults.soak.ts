import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultKinds } from '../../src/fleet/control-request';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { type Faulty, mixFaults, seeded } from '../helpers/mixed-faults';
import { misjudged, playFaults } from '../helpers/play-faults';

const size = Number(process.env.HOLDFAST_SOAK_FLEET ?? 1000);
const seed = Number(process.env.HOLDFAST_SOAK_SEED ?? Date.now() % 1_000_000);
let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(size);
});
afterAll(() => fleet.close());

test.each(faultKinds)(
  `${size} endpoints, every tenth with the fault %s: no result lost, classes exact`,
  async (kind) => {
    await fleet.fleet.control({ act: 'clear' });
    const names = fleet.fleet.endpoints.map((each) => each.name).filter((_, index) => index % 10 === 0);
    await fleet.fleet.control({ act: 'fault', kind, endpoints: names, delayMs: 50 });
    const has = new Set(names);
    const faulty = fleet.fleet.endpoints.map(
      ({ name }): Faulty => ({ name, kind: has.has(name) ? kind : 'none' }),
    );
    expect(misjudged(await playFaults(fleet), faulty)).toEqual([]);
  },
);

test.each([0, 1, 2])(`${size} endpoints with faults of all kinds by chance, round %i`, async (round) => {
  console.log(`HOLDFAST_SOAK_SEED=${seed}, round ${round}`);
  const faulty = await mixFaults(fleet, seeded(seed + round), 0.3);
  expect(misjudged(await playFaults(fleet), faulty)).toEqual([]);
});
