/** `count` of the given names, evenly spread over their order; always the same ones. At most all of them. */
export function spread(names: readonly string[], count: number): readonly string[] {
  const wanted = Math.max(0, Math.min(Math.floor(count), names.length));
  return Array.from({ length: wanted }, (_, index) => {
    const place = Math.floor(((index + 0.5) * names.length) / wanted);
    return names[place] ?? '';
  });
}
