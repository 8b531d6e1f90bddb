// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '../../renderer/screen';
import { freshScreens, open, words } from './fixture/open';

freshScreens();

async function openRisks(scene: string): Promise<void> {
  await open(scene);
  show({ over: 'risks' });
  await waitFor(() => screen.getByTestId('risks-head'), { timeout: 15_000 });
}

test('exposures without a proven path back stand first, with the reason', async () => {
  await openRisks('risks-12');
  expect(words('risks-head')).toMatch(
    /^\d+ of 24 open exposures without a proven path back.*144 tickets.*12 risks stated$/,
  );
  expect(screen.getByTestId('exposure-rows').querySelector('li')?.textContent).toMatch(
    /no proven path back: no (run that restores it was ever verified|runbook restores it)$/,
  );
});

test('the matrix counts every risk that has an impact, and a pattern opens onto its tickets with the words that sorted them', async () => {
  await openRisks('risks-400');
  const counted = [...screen.getByTestId('risk-matrix').querySelectorAll('td b')].map((each) =>
    Number(each.textContent),
  );
  const beside = Number.parseInt(words('unplaced'), 10);
  const [first] = screen.getByTestId('pattern-rows').querySelectorAll('details');
  if (first) fireEvent.click(first.querySelector('summary') as Element);
  expect([
    counted.reduce((sum, each) => sum + each, 0) + beside,
    first?.querySelectorAll('tr').length,
  ]).toEqual([400, 30]);
  expect(first?.querySelector('tr')?.textContent).toMatch(/^\d{4}-\d\d-\d\dservicenow\/INC/);
});

test('without risks and history it says how they come', async () => {
  await openRisks('risks-0');
  const text = document.querySelector('.risks')?.textContent ?? '';
  expect(
    ['No risks are stated', 'No history yet', 'No exposure is open'].map((each) => text.includes(each)),
  ).toEqual([true, true, true]);
});
