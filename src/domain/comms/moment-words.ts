/** A moment as people read it on another day or the same: `09:14 UTC`, `2026-09-30 23:50 UTC`. Unix milliseconds. */
export function utc(at: number, seenAt: number): string {
  const iso = new Date(at).toISOString();
  const sameDay = iso.slice(0, 10) === new Date(seenAt).toISOString().slice(0, 10);
  return sameDay ? `${iso.slice(11, 16)} UTC` : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** The first whole minute that is not before this moment: what a promise is rounded to. */
export const nextMinute = (at: number): number => Math.ceil(at / 60_000) * 60_000;

/** A length of time in whole minutes, seconds only below one: `42 min`, `1 h 5 min`, `20 s`. */
export function minutes(ms: number): string {
  const whole = Math.floor(Math.max(0, ms) / 60_000);
  if (whole === 0) return `${Math.floor(Math.max(0, ms) / 1000)} s`;
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

/** How many, with the noun: `1 endpoint`, `1,284 endpoints`. */
export const many = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
