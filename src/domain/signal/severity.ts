import { type Severity, severities } from '../authority/envelope';

/** What senders call it, worst first; one line per severity of ours. */
const words: readonly (readonly string[])[] = [
  ['critical', 'emergency', 'p1'],
  ['error', 'high', 'page', 'p2'],
  ['warning', 'warn', 'medium', 'p3'],
  ['low', 'p4'],
  ['info', 'none', 'p5'],
];

const known: ReadonlyMap<string, Severity> = new Map(
  severities.flatMap((severity, index) =>
    [severity.toLowerCase(), severity.toLowerCase().replace('-', ''), ...(words[index] ?? [])].map(
      (word) => [word, severity] as const,
    ),
  ),
);

/** The severity a sender means by its word, in any case. What nobody knows, and nothing at all, is SEV-3. */
export function severityOf(word: string | undefined): Severity {
  return known.get((word ?? '').trim().toLowerCase()) ?? 'SEV-3';
}
