import { type Position, startOfFile } from '../plan-problem';
import type { Path } from '../yaml/locate';
import type { YamlFile } from '../yaml/parse-yaml';

/** A value as YAML would give it, and where it came from. */
export type Located = {
  readonly value: unknown;
  readonly at: () => Position;
  readonly inner?: ReadonlyMap<PropertyKey, Located>;
};

/** A name within a group, and what stands under it. */
export type Entry = readonly [name: string, value: Located];

/** Text, or nothing where it is empty. */
export function leaf(text: string, at: () => Position): Located {
  return { value: text === '' ? null : text, at };
}

/** Of a name that is there twice both are kept, as a list. */
export function group(entries: readonly Entry[], at: () => Position): Located {
  const inner = new Map<string, Located>();
  for (const [name, each] of entries) {
    const before = inner.get(name);
    const isList = before && Array.isArray(before.value);
    const items = before && (isList ? [...(before.inner?.values() ?? [])] : [before]);
    inner.set(name, items ? list([...items, each], items[0]?.at ?? each.at) : each);
  }
  const value: Record<string, unknown> = Object.create(null);
  for (const [name, each] of inner) value[name] = each.value;
  return { value, at, inner };
}

export function list(items: readonly Located[], at: () => Position): Located {
  return { value: items.map(({ value }) => value), at, inner: new Map(items.entries()) };
}

/** The same as a file of YAML gives, for what reads both. */
export function asFile(root: Located): YamlFile {
  return {
    value: root.value,
    locate(path: Path) {
      let found = root;
      for (const step of path) {
        const next = found.inner?.get(step);
        if (!next) break;
        found = next;
      }
      return (found.at ?? (() => startOfFile))();
    },
  };
}
