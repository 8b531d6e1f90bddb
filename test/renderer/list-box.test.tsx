// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ListBox } from '../../renderer/ui/list-box';

afterEach(cleanup);

const optionsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${index}`,
    testId: `line-${index}`,
    content: `Line ${index}`,
  }));
const drawn = () => screen.getAllByRole('option').map(({ textContent }) => Number(textContent?.slice(5)));

test('a list of hundreds draws every line', () => {
  render(<ListBox label="Lines" options={optionsOf(500)} onTake={() => {}} />);
  expect(drawn().length).toBe(500);
});

test('of a list of thousands the lines around the keys are drawn, wherever these go, and each says its place', () => {
  const taken: string[] = [];
  render(<ListBox label="Lines" options={optionsOf(2510)} onTake={(id) => taken.push(id)} />);
  const list = screen.getByRole('listbox');
  const before = [drawn().at(0), drawn().at(-1)];
  fireEvent.keyDown(list, { key: 'End' });
  fireEvent.keyDown(list, { key: 'Enter' });
  const active = document.getElementById(list.getAttribute('aria-activedescendant') ?? '');
  expect([before, drawn().at(0), drawn().at(-1), taken]).toEqual([[0, 49], 2500, 2509, ['2509']]);
  expect(
    ['aria-selected', 'aria-setsize', 'aria-posinset'].map((name) => active?.getAttribute(name)),
  ).toEqual(['true', '2510', '2510']);
});
