import { DateTime, IANAZone } from 'luxon';

/** Whether 03/04 is the third of April or the fourth of March; `unknown` while no date of the file tells. */
export type DayOrder = 'day-first' | 'month-first' | 'unknown';

/** How dates without an offset are read. */
export type DateReading = { readonly zone: string; readonly order: DayOrder };

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

const times = ['', ' HH:mm', ' HH:mm:ss', ' h:mm a', ' h:mm:ss a'];
const withTimes = (...days: string[]) => days.flatMap((day) => times.map((time) => day + time));

const plain = withTimes(
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'd/MMM/yy',
  'd/MMM/yyyy',
  'd-MMM-yyyy',
  'd MMM yyyy',
  'MMM d, yyyy',
  'd.M.yyyy',
  'd.M.yy',
);
const dayFirst = withTimes('d/M/yyyy', 'd-M-yyyy', 'd/M/yy');
const monthFirst = withTimes('M/d/yyyy', 'M-d-yyyy', 'M/d/yy');

/** Unix milliseconds, or why a date cannot be read: `ambiguous` where only the order of day and month is missing. */
export function readDate(written: string, { zone, order }: DateReading): number | 'ambiguous' | 'unreadable' {
  const text = written
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(\d)(am|pm)$/i, '$1 $2');
  const epoch = /^\d{10}$/.test(text) ? Number(text) * 1000 : /^\d{13}$/.test(text) ? Number(text) : null;
  if (epoch !== null) return epoch;
  const iso = DateTime.fromISO(text.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'), { zone });
  if (/^\d{4}-\d\d-\d\d/.test(text) && iso.isValid) return iso.toMillis();
  const found = tried(text, plain, zone);
  if (found !== null) return found;
  const [day, month] = [tried(text, dayFirst, zone), tried(text, monthFirst, zone)];
  if (order === 'day-first') return day ?? 'unreadable';
  if (order === 'month-first') return month ?? 'unreadable';
  if (day !== null && month !== null) return day === month ? day : 'ambiguous';
  return day ?? month ?? 'unreadable';
}

/** Told by the first number above 12; a file whose dates tell both ways tells nothing. */
export function dayOrder(dates: readonly string[]): DayOrder {
  let first = false;
  let second = false;
  for (const date of dates) {
    const [, one, two] = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/.exec(date) ?? [];
    first ||= Number(one) > 12;
    second ||= Number(two) > 12;
  }
  if (first === second) return 'unknown';
  return first ? 'day-first' : 'month-first';
}

function tried(text: string, formats: readonly string[], zone: string): number | null {
  for (const format of formats) {
    const found = DateTime.fromFormat(text, format, { zone, locale: 'en' });
    if (found.isValid) return found.toMillis();
  }
  return null;
}
