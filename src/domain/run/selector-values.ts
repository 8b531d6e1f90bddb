import type { Need } from './endpoint-index';
import { hasWildcard, wildcardMatcher } from './wildcard';

export type TextMatcher = (text: string) => boolean;

/** Values that stand for nothing but themselves can be looked up. */
export function needOf(key: string, values: readonly string[]): Need | null {
  if (values.some((each) => !each.startsWith('"') && hasWildcard(each))) return null;
  return { key, values: values.map(unquote) };
}

/** What stands in quotes is only itself. */
export function anyOf(written: readonly string[]): TextMatcher {
  const exact = new Set(written.filter((each) => each.startsWith('"') || !hasWildcard(each)).map(unquote));
  const patterns = written.filter((each) => !each.startsWith('"') && hasWildcard(each)).map(wildcardMatcher);
  return (text) => exact.has(text) || patterns.some((matches) => matches(text));
}

export const unquote = (token: string) => (token.startsWith('"') ? token.slice(1, -1) : token);
