import { hasWildcard, wildcardMatcher } from '../../domain/run/wildcard';

/** True for host fields that need comparing one by one: `*`, `?` or a leading `!`. */
export function isPattern(host: string): boolean {
  return host.startsWith('!') || hasWildcard(host);
}

/**
 * Whether a host is in a comma list of patterns: `*` is any text, `?` one character,
 * `!` takes hosts out again wherever it stands (ssh_config(5), PATTERNS). Small letters on both sides.
 */
export function hostMatcher(patterns: readonly string[]): (host: string) => boolean {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(wildcardMatcher);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => wildcardMatcher(pattern.slice(1)));
  return (host) => wanted.some((matches) => matches(host)) && !unwanted.some((matches) => matches(host));
}
