/** In JSON Schema: exactly one of these fields. */
export function eachAlone(
  kinds: Readonly<Record<string, unknown>>,
): readonly { readonly required: string[] }[] {
  return Object.keys(kinds).map((field) => ({ required: [field] }));
}
