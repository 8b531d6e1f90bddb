import { expect, test } from 'vitest';
import { planNews } from '../../electron/plan-news';
import type { PlanStatus } from '../../src/ipc/snapshot';
import { fixturePlan } from '../renderer/fixture/plan';

const status = (digest: string | null, folder = 'hospital'): PlanStatus => ({
  plan: digest === null ? null : { ...fixturePlan(), digest },
  ...{ folder, problems: [], findings: [] },
});

test('a plan crosses whole where the window holds another or none, and else only what is said of it', () => {
  const news = planNews();
  const same = { plan: 'same', digest: 'a', folder: 'hospital', problems: [], findings: [] };
  const told = [status('a'), status('a'), status('b'), status(null), status('b'), status('b', 'clinic')];
  expect(told.map((each) => news.of(each))).toEqual([
    status('a'),
    same,
    status('b'),
    status(null),
    status('b'),
    { ...same, digest: 'b', folder: 'clinic' },
  ]);
});

test('what the window was given when it opened the console does not cross again', () => {
  const news = planNews();
  news.of(status('a'));
  news.given(status('b'));
  expect([news.of(status('b')).plan, news.of(status('a')).plan]).toEqual(['same', status('a').plan]);
});
