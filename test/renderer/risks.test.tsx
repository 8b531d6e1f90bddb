// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { show } from '../../renderer/screen';
import { freshScreens, open, press, words } from './fixture/open';

freshScreens();

async function openRisks(scene: string): Promise<void> {
  // A page without a layout has no room, and without room the chart draws nothing.
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 720, 400));
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

const marks = () => [...screen.getByTestId('risk-matrix').querySelectorAll('[data-testid="risk-mark"]')];
const behind = (mark: Element | undefined) => mark?.getAttribute('data-risks')?.split(' ') ?? [];
const list = () => screen.getByRole('listbox', { name: 'Risks, the heaviest first' });
const chosenLine = () => list().querySelector('[aria-selected="true"]')?.getAttribute('data-testid');
const chosenMarks = () => marks().filter((mark) => mark.classList.contains('risk-mark-chosen'));

test.each(['risks-12', 'risks-400'])(
  'in %s every risk is behind one mark of the matrix or said to be in none, and the list has them all',
  async (scene) => {
    await openRisks(scene);
    const lines = within(list()).getAllByRole('option');
    const shown = marks().flatMap(behind);
    const beside = Number.parseInt(words('unplaced'), 10);
    expect([new Set(shown).size, shown.length + beside, lines.length]).toEqual([
      shown.length,
      Number(scene.slice(6)),
      Number(scene.slice(6)),
    ]);
  },
);

test('the matrix has a name that sums it up, and each line of the list says in words where its risk stands', async () => {
  await openRisks('risks-12');
  expect(screen.getByRole('img', { name: /^Matrix of 11 risks by likelihood and impact: 3 heavy/ })).toBe(
    screen.getByTestId('risk-matrix'),
  );
  expect(within(list()).getAllByRole('option')[0]?.textContent).toMatch(
    /^1Server room floods25likelihood 5 almost certain \(20 a year\) · impact 5 existential \(stated\)/,
  );
});

test('a mark chooses its risk in the list, and the list chooses the mark', async () => {
  await openRisks('risks-12');
  const [mark] = marks().filter((each) => each.textContent === '4');
  if (mark) fireEvent.click(mark);
  const byMark = [behind(mark).map((id) => `risk-line-${id}`), behind(chosenMarks()[0])];
  expect([byMark[0], chosenMarks().length]).toEqual([[chosenLine()], 1]);
  press('Home', list());
  press('ArrowDown', list());
  expect([chosenMarks().map(({ textContent }) => textContent), words('risk-more')]).toEqual([
    ['2'],
    'disrupts Electronic prescribing · nothing makes it milder · no runbook answers it · owner Maria Chen',
  ]);
});

test('the list has the focus when the sheet opens, so that arrow keys choose at once', async () => {
  await openRisks('risks-12');
  await waitFor(() => expect(document.activeElement).toBe(list()));
});

test('a merged mark goes through its risks with each click', async () => {
  await openRisks('risks-400');
  const merged = marks().find((mark) => behind(mark).length > 5 && !mark.matches('.risk-mark-chosen'));
  const ids = behind(merged).slice(0, 3);
  expect(ids.length).toBe(3);
  const seen = ids.map(() => {
    const [same] = marks().filter((mark) => behind(mark)[0] === ids[0]);
    if (same) fireEvent.click(same);
    return chosenLine();
  });
  expect(seen).toEqual(ids.map((id) => `risk-line-${id}`));
});

test('a pattern opens onto its tickets with the words that sorted them', async () => {
  await openRisks('risks-400');
  const [first] = screen.getByTestId('pattern-rows').querySelectorAll('details');
  if (first) fireEvent.click(first.querySelector('summary') as Element);
  expect(first?.querySelectorAll('tr').length).toBe(30);
  expect(first?.querySelector('tr')?.textContent).toMatch(/^\d{4}-\d\d-\d\dservicenow\/INC/);
});

test('without risks and history it says how they come', async () => {
  await openRisks('risks-0');
  const text = document.querySelector('.risks')?.textContent ?? '';
  expect(
    ['No risks are stated', 'No history yet', 'No exposure is open'].map((each) => text.includes(each)),
  ).toEqual([true, true, true]);
});
