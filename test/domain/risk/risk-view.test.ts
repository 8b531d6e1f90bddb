import { expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/risk/patterns';
import { riskBoard } from '../../../src/domain/risk/risk-board';
import { riskView } from '../../../src/domain/risk/risk-view';
import type { Ticket } from '../../../src/domain/risk/ticket';
import { emptyWorld } from '../../../src/domain/world';
import { hospital, noon } from '../../helpers/hospital';

const ticket = (id: string, item: string): Ticket => ({
  ...{ source: 'csv', id, openedAt: noon - Number(id) * 60_000, resolvedAt: null, priority: 2 },
  ...{ summary: 'Certificate expired', items: [item], words: [] },
});
const numbers = (many: number) => Array.from({ length: many }, (_, index) => index);

test('a window gets the heaviest patterns, their newest tickets and the first exposures, and is told what it does not get', () => {
  const tickets = [
    ...numbers(40).map((index) => ticket(String(index), 'busy')),
    ...numbers(205).map((index) =>
      ticket(String(1000 + index), `thing-${index.toString(36).replace(/\d/g, 'x')}${'y'.repeat(index)}`),
    ),
  ];
  const exposures = numbers(503).map((index) => ({
    ...{ id: `CVE-${index}`, asset: 'ws-1', severity: 'high' as const, cvss: null, title: 'x' },
    ...{ firstSeen: noon - dayMs, status: 'open' as const },
  }));
  const board = riskBoard({ plan: hospital, world: emptyWorld, history: { tickets, exposures } }, noon);
  const view = riskView(board, 7);
  expect([
    [view.patterns.length, view.more, view.unread, view.exposures.rows.length, view.exposures.open],
    [view.patterns[0]?.count, view.patterns[0]?.occurrences.length, view.patterns[0]?.occurrences[0]?.key],
  ]).toEqual([
    [200, { patterns: board.patterns.length - 200, exposures: 3 }, 7, 500, 503],
    [40, 30, 'csv/0'],
  ]);
  expect(view.more.patterns).toBeGreaterThan(0);
});
