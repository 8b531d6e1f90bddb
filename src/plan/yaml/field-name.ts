import type { Path } from './locate';

/**
 * A path as a person says it: `objectives.rto`, `probes.agent.every` (items of a list by their id),
 * `people.#3.name` (or by their number, from 1). Null for the root.
 */
export function fieldName(root: unknown, path: Path): string | null {
  if (path.length === 0) return null;
  const names = path.map((step, index) => {
    if (typeof step !== 'number') return String(step);
    const item = valueAt(root, path.slice(0, index + 1));
    const id = valueAt(item, ['id']);
    return typeof id === 'string' && id !== '' ? id : `#${step + 1}`;
  });
  return names.join('.');
}

/** What stands at a path; undefined when nothing does. Never follows prototypes. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return value;
}

/**
 * A value as it is quoted in a message: text in quotes and cut at 60 characters, lists and groups by kind.
 * Who signs in to an address is left out of it.
 */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of fields';
  if (typeof value !== 'string') return String(value);
  const shown = value.replace(/\/\/[^\s/?#]*@/g, '//…@');
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 59)}…` : shown);
}
