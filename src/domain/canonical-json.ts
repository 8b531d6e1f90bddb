/**
 * One spelling per value, so that equal values have equal digests: keys sorted by code unit,
 * no white space, `undefined` members left out. Numbers and strings as `JSON.stringify` writes them
 * (the rule of RFC 8785 for everything a journal holds).
 * @throws TypeError for what JSON cannot hold: NaN, infinities, bigints, functions, symbols
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += items === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${items}]`;
  }
  if (typeof value === 'object') {
    // Every row of the journal comes through here while a run waits for it: no lists but that of the keys.
    let members = '';
    for (const key of Object.keys(value).sort()) {
      const member: unknown = Reflect.get(value, key);
      if (member === undefined) continue;
      members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
    }
    return `{${members}}`;
  }
  throw new TypeError(`a ${typeof value} has no JSON form`);
}
