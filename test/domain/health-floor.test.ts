import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floorWords, whoMayGo } from '../../src/domain/run/health-floor';

const floor = { share: 0.8, per: 'site' };
const ten = (site: string) => Array.from({ length: 10 }, (_, index) => `${site}-${index + 1}`);
const groupOf = new Map([...ten('north'), ...ten('south')].map((name) => [name, name.split('-')[0] ?? '']));
const may = (away: readonly string[], waiting = [...groupOf.keys()], room = 99) =>
  whoMayGo({ floor, waiting, room, groupOf, isAway: (name) => away.includes(name) });

describe('a floor of healthy endpoints', () => {
  test('lets go as many of each group as it leaves, in their order', () => {
    expect(may([])).toEqual(['north-1', 'north-2', 'south-1', 'south-2']);
  });
  test('counts what is in flight or not healthy, in whatever group', () => {
    expect(may(['north-9', 'south-8', 'south-9'])).toEqual(['north-1', 'north-9', 'south-8', 'south-9']);
  });
  test('never holds back what is not healthy: working on it takes nothing away', () => {
    const allDown = ten('north');
    expect(may(allDown, allDown)).toEqual(allDown);
  });
  test('says why nobody may go, by group', () => {
    const isAway = (name: string) => ['north-1', 'north-2', 'south-1', 'south-2', 'south-3'].includes(name);
    expect(floorWords({ floor, waiting: ['north-5', 'south-5'], groupOf, isAway })).toBe(
      '2 of 10 endpoints of site north are not healthy, 3 of 10 endpoints of site south are not healthy; 80 % have to stay healthy, so nothing more may go',
    );
  });
  test('names three groups and counts the others', () => {
    const sites = ['a', 'b', 'c', 'd', 'e'];
    const own = new Map(sites.map((site) => [`ws-${site}`, site]));
    const question = { floor, waiting: [...own.keys()], groupOf: own, isAway: () => true };
    const each = ['a', 'b', 'c'].map((site) => `1 of 1 endpoints of site ${site} are not healthy`).join(', ');
    expect(floorWords(question)).toBe(
      `${each} and 2 more; 80 % have to stay healthy, so nothing more may go`,
    );
  });
  test('is never undercut by a healthy endpoint, whatever is away and whatever share is asked', () => {
    fc.assert(
      fc.property(
        fc.subarray([...groupOf.keys()]),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(25),
        (away, percent, room) => {
          const isAway = (name: string) => away.includes(name);
          const waiting = [...groupOf.keys()];
          const share = percent / 100;
          const gone = whoMayGo({ floor: { share, per: 'site' }, waiting, room, groupOf, isAway });
          expect(gone.length).toBeLessThanOrEqual(room);
          for (const site of ['north', 'south']) {
            const healthyGone = gone.filter((name) => name.startsWith(site) && !isAway(name)).length;
            const left = 10 - away.filter((name) => name.startsWith(site)).length - healthyGone;
            if (healthyGone > 0) expect(left / 10).toBeGreaterThanOrEqual(share);
          }
        },
      ),
    );
  });
});
