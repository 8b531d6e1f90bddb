import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { bundleText } from '../../src/report/bundle';
import { verifyBundle } from '../../src/report/verify-bundle';
import { exportOf } from '../helpers/exported';
import { seconds } from '../helpers/hospital';
import { changed, declared, outage, signedIn, swept } from '../helpers/outage';
import { happened } from '../helpers/records';

/** The same service breaks again after the first incident was stood down. */
const second = declared.slice(-2).map((event) => ({
  ...event,
  occurredAt: event.occurredAt + 200_000,
  stream: 'incident/INC-0002',
  data: { ...event.data, incident: 'INC-0002', impactStart: seconds(210) },
})) as NewEvent[];
const again: NewEvent[] = [
  ...outage,
  signedIn('jon', seconds(200)),
  swept(seconds(210), 9),
  changed(seconds(210), 'healthy', 'down'),
  ...second,
  swept(seconds(240), 8),
  changed(seconds(245), 'down', 'restored', 'INC-0002'),
];
const readable = (events: readonly NewEvent[], incident: string) =>
  exportOf(events, incident).bundle.rows.flatMap((row) => (row.content ? [row.seq] : []));
const from = (start: number, end: number) => Array.from({ length: end - start }, (_, index) => start + index);

test('a bundle is an unbroken stretch of the journal that verifies from its text alone', () => {
  const { bundle } = exportOf(outage);
  expect(verifyBundle(bundleText(bundle))).toEqual({
    ...{ ok: true, incident: 'INC-0001', rows: outage.length, head: bundle.rows.at(-1)?.hash },
    readable: readable(outage, 'INC-0001').length,
  });
});

test('what came before the impact carries no content', () => {
  const firstBad = outage.findIndex((event) => event.occurredAt === seconds(20)) + 1;
  expect(readable(outage, 'INC-0001')).toEqual(from(firstBad, outage.length + 1));
});

test('rows of another incident of the same service carry no content, in either bundle', () => {
  const firstBad = outage.findIndex((event) => event.occurredAt === seconds(20)) + 1;
  expect([readable(again, 'INC-0001'), readable(again, 'INC-0002')]).toEqual([
    from(firstBad, outage.length + 1),
    from(outage.length + 2, again.length + 1),
  ]);
});

test('an impact start that reaches back into an earlier incident does not make that one readable', () => {
  const data = { incident: 'INC-0002', from: seconds(210), to: seconds(50) };
  const corrected = [...again, happened(seconds(250), 'impact-start.corrected', data, 'person:jon')];
  const incidents = exportOf(corrected, 'INC-0002').bundle.rows.flatMap(({ content }) => {
    const { incident } = (content?.data ?? {}) as { incident?: string };
    return incident ?? [];
  });
  expect(new Set(incidents)).toEqual(new Set(['INC-0002']));
});

test('rows of another service carry no content', () => {
  const mail = swept(seconds(65), 3);
  const other = { ...mail, stream: 'service/mail', data: { ...mail.data, service: 'mail' } } as NewEvent;
  const { bundle } = exportOf([...outage.slice(0, -2), other, ...outage.slice(-2)]);
  expect([bundle.rows[outage.length - 2]?.content, verifyBundle(bundleText(bundle)).ok]).toEqual([
    undefined,
    true,
  ]);
});

test('a note written after the end belongs to the story, late as it is', () => {
  const late = happened(seconds(250), 'note.written', { incident: 'INC-0001', text: 'late' }, 'person:jon');
  expect(readable([...again, late], 'INC-0001').at(-1)).toBe(again.length + 1);
});
