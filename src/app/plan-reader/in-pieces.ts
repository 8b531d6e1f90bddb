/**
 * Longer lists cross from the thread in pieces of so many: V8 takes several times as long over twenty thousand entries
 * at once as over forty times five hundred, and whoever receives them does nothing else meanwhile.
 */
export const pieceLength = 500;

/** A list that was taken out of a value, and where it belongs. */
export type Cut = { readonly path: readonly string[]; readonly list: readonly unknown[] };

/** Which piece is wanted: of which list, from which entry on. */
export type Piece = { readonly list: number; readonly from: number };

/** So deep are long lists looked for: `plan.endpoints` of an answer. */
const mostDepth = 2;

/** A value without its long lists, and these. */
export function takeApart(value: unknown): { readonly head: unknown; readonly cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  const headOf = (part: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(part) && part.length > pieceLength) {
      cuts.push({ path, list: part });
      return [];
    }
    if (path.length === mostDepth || !isPlain(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, each]) => [name, headOf(each, [...path, name])]),
    );
  };
  return { head: headOf(value, []), cuts };
}

export const pieceOf = (cuts: readonly Cut[], { list, from }: Piece): readonly unknown[] =>
  cuts[list]?.list.slice(from, from + pieceLength) ?? [];

/** A value that arrives in pieces. */
export type Arriving = {
  add(piece: readonly unknown[]): void;
  /** What to ask for; null = all of it is there. */
  next(): Piece | null;
  /** The value as it was before it was taken apart. */
  whole(): unknown;
};

export function putTogether(
  head: unknown,
  cuts: readonly (Pick<Cut, 'path'> & { readonly length: number })[],
): Arriving {
  const lists = cuts.map((): unknown[] => []);
  const isShort = (list: readonly unknown[], index: number) => list.length < (cuts[index]?.length ?? 0);
  return {
    add(piece) {
      lists.find(isShort)?.push(...piece);
    },
    next() {
      const list = lists.findIndex(isShort);
      return list === -1 ? null : { list, from: lists[list]?.length ?? 0 };
    },
    whole() {
      const root = { head };
      for (const [index, { path }] of cuts.entries()) {
        const [last = 'head', ...way] = ['head', ...path].reverse();
        const holder = way.reduceRight<unknown>((at, step) => (at as Record<string, unknown>)[step], root);
        (holder as Record<string, unknown>)[last] = lists[index];
      }
      return root.head;
    },
  };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
