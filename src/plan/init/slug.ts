/** An id out of words: what an id may not hold becomes the joint, and what is left of nothing is `otherwise`. */
export function slug(words: string, joint: '-' | '.', otherwise: string): string {
  const plain = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id = plain
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(joint)
    .slice(0, 50)
    .replace(/[.-]+$/, '');
  return id === '' || id in {} ? otherwise : id;
}

/** The first of `id`, `id-2`, `id-3` … that is not taken. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  for (let more = 1; ; more += 1) {
    const tried = more === 1 ? id : `${id}-${more}`;
    if (!taken.has(tried)) return tried;
  }
}
