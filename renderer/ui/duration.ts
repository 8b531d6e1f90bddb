const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A running clock: `07:42`, from one hour on `1:07:42`. Part seconds are cut; negative reads as its size. */
export function asClock(ms: number): string {
  const total = Math.floor(Math.abs(ms) / second);
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A length in words of at most two units: `41 s`, `15 m`, `3 h 52 m`, `12 d`. */
export function asSpan(ms: number): string {
  const size = Math.abs(ms);
  if (size < minute) return `${Math.floor(size / second)} s`;
  if (size < hour) return two(size, minute, 'm', second, 's');
  if (size < day) return two(size, hour, 'h', minute, 'm');
  return two(size, day, 'd', hour, 'h');
}

/** How long ago in one unit: `2 s`, `6 m`, `3 h`, `12 d`. The future and this instant read `now`. */
export function asAge(ms: number): string {
  if (ms < second) return 'now';
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} m`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** `3 s ago`, `just now`. */
export function asAgo(ms: number): string {
  return ms < second ? 'just now' : `${asSpan(ms)} ago`;
}

/** `09:14:20`, UTC. */
export function utcTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** `10:14`, on the clock of this machine's place. */
export function localTime(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/**
 * Reads `9:14`, `09:14` or `09:14:20` as the latest such moment in UTC that is not after `now`.
 * Null when it is no time of day.
 */
export function parseUtcTime(text: string, now: number): number | null {
  const match = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const midnight = Math.floor(now / day) * day;
  const at = midnight + hours * hour + minutes * minute + seconds * second;
  return at > now ? at - day : at;
}

function two(size: number, unit: number, name: string, next: number, nextName: string): string {
  const rest = Math.floor((size % unit) / next);
  return `${Math.floor(size / unit)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ''}`;
}
