import { expect, test } from 'vitest';
import { latestLines } from '../../src/domain/views/latest-lines';
import { seconds } from '../helpers/hospital';
import { happened, recorded } from '../helpers/records';

const note = (text: string) => happened(seconds(1), 'note.written', { incident: 'INC-0001', text });
const storm = (count: number) =>
  happened(seconds(1), 'alerts.changed', {
    source: 'alertmanager',
    fired: [],
    resolved: Array.from({ length: count }, (_, index) => ({ fingerprint: `f${index}`, endsAt: seconds(1) })),
  });

test('a storm of alerts pushes out its own lines, never the rest of the story', () => {
  const records = recorded([note('a'), storm(9000), note('b'), storm(9000), storm(9000), note('c')]);
  expect(
    [latestLines(records, 500), latestLines(records, 3)].map((kept) => kept.map(({ seq }) => seq)),
  ).toEqual([
    [1, 3, 4, 5, 6],
    [4, 5, 6],
  ]);
});
