const parts = ['display_value', 'value', 'link'];

/**
 * What ServiceNow shows of a field that its Table API gives with `sysparm_display_value=true` or `all`; null where a group
 * of fields is something else. A time is taken as it is kept, which is UTC, and not as the exporter's zone showed it.
 */
export function shownValue(field: Readonly<Record<string, unknown>>): string | null {
  const { display_value: shown, value: kept } = field;
  if (shown === undefined || !Object.keys(field).every((key) => parts.includes(key))) return null;
  if (typeof kept === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(kept)) return `${kept}Z`;
  return typeof shown === 'string' || typeof shown === 'number' ? String(shown) : '';
}
