/** A selector of the same meaning as a node filter of Rundeck, or null where there is none. */
export function selectorOf(filter: string): string | null {
  const parts = [...filter.matchAll(/(!?)([\w.-]+):\s*(.*?)(?=\s+!?[\w.-]+:|$)/gs)];
  const covered = parts
    .map(([whole]) => whole)
    .join('')
    .replace(/\s/g, '');
  // Without a key it is an expression for the names of nodes.
  if (parts.length === 0) return /^\s*\.\*\s*$/.test(filter) ? '*' : termOf('name', filter.trim());
  if (covered !== filter.replace(/\s/g, '')) return null;
  const terms = parts.map(([, not = '', key = '', value = '']) => {
    const label = key === 'tags' ? 'group' : key === 'name' || key === 'nodename' ? 'name' : key;
    // `+` asks for all of several tags, a comma for one of several values.
    const all = (key === 'tags' ? value.split('+') : [value]).map((each) => termOf(label, each.trim()));
    if (all.some((term) => term === null)) return null;
    const joined = all.join(' & ');
    return not === '' ? joined : `!(${joined})`;
  });
  return terms.some((term) => term === null) ? null : terms.join(' & ');
}

function termOf(label: string, value: string): string | null {
  const values = value.split(',').map((each) => each.trim().replaceAll('.*', '*'));
  // What is left of an expression beyond `.*` has no meaning in a selector; a dot may be one.
  if (values.some((each) => !/^[\w.:*/-]+$/.test(each) || each === '*')) return null;
  if (label === 'hostname' || label === 'username') return null;
  return values.length === 1 ? `${label}=${values[0]}` : `${label} in (${values.join(', ')})`;
}
