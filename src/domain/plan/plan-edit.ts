/** Where a value of a plan file stands: names of fields, and numbers of list items from 0. */
export type EditPath = readonly (string | number)[];

/** What YAML holds once it is read. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * One change to a plan file. `set` makes what is missing on the way, and an item right after the last of a list;
 * `add` puts an item at the end of a list, which it makes when there is none.
 */
export type PlanEdit =
  | { readonly op: 'set'; readonly path: EditPath; readonly value: Plain }
  | { readonly op: 'remove'; readonly path: EditPath }
  | { readonly op: 'add'; readonly path: EditPath; readonly value: Plain };

export const isList = (value: unknown): value is readonly Plain[] => Array.isArray(value);
export const isGroup = (value: unknown): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; undefined when nothing does. Never follows prototypes. */
export function plainAt(root: Plain | undefined, path: EditPath): Plain | undefined {
  let value = root;
  for (const step of path) {
    if (typeof step === 'number') value = isList(value) ? value[step] : undefined;
    else value = isGroup(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The value after an edit; undefined when the edit names what cannot be there. Nothing is mutated. */
export function editedValue(root: Plain | undefined, edit: PlanEdit): Plain | undefined {
  if (edit.op !== 'add') return changedAt(root, edit.path, edit.op === 'set' ? edit.value : undefined);
  const list = plainAt(root, edit.path) ?? [];
  return isList(list) ? changedAt(root, edit.path, [...list, edit.value]) : undefined;
}

function changedAt(root: Plain | undefined, path: EditPath, value: Plain | undefined): Plain | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = root ?? [];
    if (!isList(list) || step > list.length || (step === list.length && value === undefined))
      return undefined;
    if (rest.length === 0 && value === undefined) return list.filter((_, index) => index !== step);
    const item = changedAt(list[step], rest, value);
    return item === undefined ? undefined : [...list.slice(0, step), item, ...list.slice(step + 1)];
  }
  const group = root ?? {};
  if (!isGroup(group)) return undefined;
  const before = Object.hasOwn(group, step) ? group[step] : undefined;
  if (value === undefined && before === undefined) return undefined;
  if (rest.length === 0 && value === undefined)
    return Object.fromEntries(Object.entries(group).filter(([name]) => name !== step));
  const field = changedAt(before, rest, value);
  if (field === undefined) return undefined;
  // Not `{ ...group, [step]: … }`: a field may be called `__proto__`.
  const others = Object.entries(group).filter(([name]) => name !== step);
  return Object.fromEntries([...others, [step, field]]);
}

/** The same change as edits of single values, so that whatever stays as it is keeps its comments and its layout. */
export function smallestEdits(before: Plain | undefined, path: EditPath, after: Plain): readonly PlanEdit[] {
  if (isGroup(before) && isGroup(after) && Object.keys(before).length > 0 && Object.keys(after).length > 0) {
    const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
    return [
      ...Object.entries(after).flatMap(([name, value]) =>
        smallestEdits(Object.hasOwn(before, name) ? before[name] : undefined, [...path, name], value),
      ),
      ...gone.map((name): PlanEdit => ({ op: 'remove', path: [...path, name] })),
    ];
  }
  if (isList(before) && isList(after) && before.length > 0 && after.length > 0) {
    const kept = Math.min(before.length, after.length);
    return [
      ...after.slice(0, kept).flatMap((item, index) => smallestEdits(before[index], [...path, index], item)),
      ...after.slice(kept).map((value): PlanEdit => ({ op: 'add', path, value })),
      // From the end, so that the numbers of the others stay.
      ...before
        .slice(kept)
        .map((_, index): PlanEdit => ({ op: 'remove', path: [...path, kept + index] }))
        .reverse(),
    ];
  }
  return isSame(before, after) ? [] : [{ op: 'set', path, value: after }];
}

/** Whether two values say the same, in whatever order their fields stand. */
export function isSame(a: Plain | undefined, b: Plain | undefined): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isGroup(a) || !isGroup(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}
