// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { boxToward, layOut } from '../../renderer/map/layout';
import { dependencyGraph } from '../../src/domain/plan/dependencies/graph';
import { click, freshScreens, open, press, words } from './fixture/open';

freshScreens();

const detail = () => words('map-detail');

async function openMap(scene: string) {
  await open(scene);
  press('b', document.body);
}

describe('dependency map', () => {
  it('opens at the worst service with what its failure takes with it, and over what', async () => {
    await openMap('map');
    expect(detail()).toContain('Its failure takes 5 services with it');
    expect(detail()).toContain('Bed boardover Patient records');
  });

  it('says when an RTO cannot be kept because of what the service needs', async () => {
    await openMap('map');
    expect(detail()).toContain(
      'Its RTO of 15 m cannot be kept: Clinical sign-in needs Certificate authority, whose RTO is 30 m.',
    );
  });

  it('lists services in the order they are restored', async () => {
    await openMap('map');
    const list = screen.getByRole('listbox', { name: /order they are restored/ });
    const lines = [...list.children].map((each) => each.textContent);
    expect(lines.slice(0, 4).map((line) => line?.replace(/RTO.*/, '').trim())).toEqual([
      '1Directory',
      '2Name service',
      '3Certificate authority',
      '4Clinical sign-in',
    ]);
  });

  it('is walked by arrow keys', async () => {
    await openMap('map');
    press('ArrowDown', screen.getByTestId('map-picture'));
    expect(screen.getByTestId('map-detail').getAttribute('aria-label')).not.toBe('Clinical sign-in');
  });

  it('names services that need each other, and a console that needs what it recovers', async () => {
    await openMap('map-circle');
    expect(screen.getByLabelText('Circles').textContent).toContain(
      'Directory needs Name service, which needs Directory: nothing says which is restored first',
    );
    click('map-line-sign-in');
    expect(detail()).toContain('This console needs Clinical sign-in.');
  });

  it('draws of 503 services the nearest 60 and says how many it leaves out', async () => {
    await openMap('map-large');
    expect(words('map-summary')).toContain('Drawn: the nearest 60, 51 more lie behind them');
  });
});

describe('layout of the map', () => {
  const objectives = { rtoMs: 60_000, rpoMs: 0, wrtMs: 0, mtpdMs: 120_000 };
  const service = (id: string, ...dependsOn: string[]) => ({ id, name: id, tier: 1, objectives, dependsOn });
  const graph = dependencyGraph([service('a'), service('b', 'a'), service('c', 'a')]);
  const { boxes } = layOut(graph, ['a', 'b', 'c']);

  it('puts what is restored first above what needs it', () => {
    const y = (key: string) => boxes.find((box) => box.key === key)?.y ?? 0;
    expect([y('a') < y('b'), y('b')]).toEqual([true, y('c')]);
  });

  it('goes by arrow key to the neighbour in that direction, and nowhere beyond the edge', () => {
    const left = boxes.filter(({ key }) => key !== 'a').sort((one, other) => one.x - other.x);
    const [first = '', second = ''] = left.map(({ key }) => key);
    expect([
      boxToward(boxes, first, 'ArrowRight'),
      boxToward(boxes, second, 'ArrowUp'),
      boxToward(boxes, 'a', 'ArrowUp'),
    ]).toEqual([second, 'a', null]);
  });
});
