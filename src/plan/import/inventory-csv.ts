import type { Endpoint, Hop } from '../../domain/plan/plan';
import { inventoryColumns } from '../fleet/csv/csv-columns';

/** The CSV, and what of the endpoints has no place in it: whole sentences. */
export type InventoryCsv = { readonly text: string; readonly lost: readonly string[] };

/** Writes endpoints as the CSV that `fleet.inventory` reads, host keys apart. */
export function inventoryCsv(endpoints: readonly Endpoint[]): InventoryCsv {
  const builtIn: readonly string[] = inventoryColumns;
  const all = [...new Set(endpoints.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const labels = all.filter((label) => !builtIn.includes(label));
  const spaced = [...new Set(endpoints.flatMap(({ groups = [] }) => groups))].filter((group) =>
    /\s/.test(group),
  );
  const rows = endpoints.map((endpoint) => [
    endpoint.name,
    endpoint.address,
    String(endpoint.port),
    endpoint.user,
    (endpoint.groups ?? []).filter((group) => !/\s/.test(group)).join(' '),
    (endpoint.jump ?? []).map(spellHop).join(' '),
    ...labels.map((label) => (Object.hasOwn(endpoint.labels, label) ? (endpoint.labels[label] ?? '') : '')),
  ]);
  const lines = [[...builtIn, ...labels], ...rows].map((row) => row.map(quoted).join(','));
  return {
    text: `${lines.join('\n')}\n`,
    lost: [
      ...all
        .filter((label) => builtIn.includes(label))
        .map((label) => `The label "${label}" is left out: a column of this name means something else.`),
      ...spaced.map((group) => `The group "${group}" is left out: in a CSV, groups are separated by spaces.`),
    ],
  };
}

function spellHop({ user, address, port }: Hop): string {
  return `${user}@${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
