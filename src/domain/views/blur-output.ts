/** What stands for the parts of an output that say nothing about whether two endpoints said the same. */
const blurs: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d)\b)?/g, '‹time›'],
  [/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d\b/g, '‹time›'],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, '‹time›'],
  [/\[\d{1,8}\](?=:)/g, '[‹pid›]'],
  [/\b(pid)([ =:]{1,3})\d{1,8}\b/gi, '$1$2‹pid›'],
];

/** Shorter than this a name stands in too many words by chance. */
const shortestName = 3;

/**
 * An output with times, process ids and the endpoint's own names taken out, for comparing only: what is shown is
 * always what was said. Numbers, digests and versions stay, because it may be them that deviate.
 * @param ownNames of the endpoint that said it, such as its name and address
 */
export function blurOutput(text: string, ownNames: readonly string[]): string {
  let blurred = text.trim();
  for (const [pattern, stands] of blurs) blurred = blurred.replace(pattern, stands);
  const lower = blurred.toLowerCase();
  const names = ownNames.filter((name) => name.length >= shortestName && lower.includes(name.toLowerCase()));
  if (names.length === 0) return blurred;
  const own = new RegExp(`(?<![\\w-])(?:${names.map(escapeName).join('|')})(?![\\w-])`, 'gi');
  return blurred.replace(own, '‹own name›');
}

const escapeName = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What an endpoint may call itself: its name, that without its domain, its address; the longest first. */
export function ownNames(entry: { readonly endpoint: string; readonly address: string }): string[] {
  const names = new Set([entry.endpoint, entry.endpoint.split('.')[0] ?? '', entry.address]);
  return [...names].sort((a, b) => b.length - a.length);
}
