import type { Endpoint } from '../domain/plan/plan';
import type { InventoryReading } from '../plan/import/read-inventory-file';

/** What an inventory says, for a program and for a person. */
export function inventorySummary(file: string, { endpoints, format, problems }: InventoryReading) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return {
    ok: errors === 0,
    file,
    format,
    count: endpoints.length,
    groups: countBy(endpoints.flatMap(({ groups = [] }) => groups)),
    labels: labelsOf(endpoints),
    behind: countBy(
      endpoints.flatMap(({ jump }) => (jump ? [jump.map(({ name }) => name).join(' → ')] : [])),
    ),
    endpoints,
    errors,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
    problems,
  };
}

export type InventorySummary = ReturnType<typeof inventorySummary>;

export function summaryText(summary: InventorySummary): string {
  const { file, format, count, groups, labels, behind, endpoints, errors, warnings } = summary;
  const row = (title: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`${title.padEnd(9)} ${some(parts)}`];
  return [
    '',
    `${file}: ${format ?? 'not read'}, ${many(count, 'endpoint')}, ${many(errors, 'error')}, ${many(warnings, 'warning')}`,
    ...row(
      'Groups',
      Object.entries(groups).map(([name, size]) => `${name} ${size}`),
    ),
    ...Object.entries(labels)
      .slice(0, 12)
      .flatMap(([label, values]) =>
        row(
          label,
          Object.entries(values).map(([value, size]) => `${value} ${size}`),
        ),
      ),
    ...row(
      'Behind',
      Object.entries(behind).map(([way, size]) => `${way} ${size}`),
    ),
    ...endpoints
      .slice(0, 5)
      .map(({ name, user, address, port }) => `${name.padEnd(10)} ${user}@${address}:${port}`),
    ...(count > 5 ? [`… and ${count - 5} more (--csv or --json for all)`] : []),
  ].join('\n');
}

function labelsOf(
  endpoints: readonly Endpoint[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const values = new Map<string, string[]>();
  for (const { labels } of endpoints) {
    for (const [label, value] of Object.entries(labels)) {
      const known = values.get(label);
      if (known) known.push(value);
      else values.set(label, [value]);
    }
  }
  return Object.fromEntries([...values].map(([label, all]) => [label, countBy(all)]));
}

/** How often each stands there, the most frequent first. */
function countBy(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

function some(parts: readonly string[]): string {
  const shown = parts.slice(0, 8).join(' · ');
  return parts.length > 8 ? `${shown} · … ${parts.length - 8} more` : shown;
}

const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
