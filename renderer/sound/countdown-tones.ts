/** What a countdown sounds like at one of its seconds. */
export type Tone = 'armed' | 'passing' | 'last';

/** From here on every second sounds. */
const lastSeconds = 5;
const everySeconds = 10;

/** The tone that belongs to this many seconds left; null = silence. `first` is the moment it was armed or first seen. */
export function toneAt(secondsLeft: number, first: boolean): Tone | null {
  if (secondsLeft <= 0) return null;
  if (secondsLeft <= lastSeconds) return 'last';
  if (first) return 'armed';
  return secondsLeft % everySeconds === 0 ? 'passing' : null;
}
