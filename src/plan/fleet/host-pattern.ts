/** True for host fields that need comparing one by one: `*`, `?` or a leading `!`. */
export function isPattern(host: string): boolean {
  return host.startsWith('!') || host.includes('*') || host.includes('?');
}

/**
 * Whether a host is in a comma list of patterns: `*` is any text, `?` one character,
 * `!` takes hosts out again wherever it stands (ssh_config(5), PATTERNS). Small letters on both sides.
 */
export function hostMatcher(patterns: readonly string[]): (host: string) => boolean {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(matcherOf);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => matcherOf(pattern.slice(1)));
  return (host) => wanted.some((matches) => matches(host)) && !unwanted.some((matches) => matches(host));
}

// By hand and not as a regular expression: `*a*a*a*a*b` takes one of those exponential time.
function matcherOf(pattern: string): (host: string) => boolean {
  return (host) => {
    let p = 0;
    let star = -1;
    let resume = 0;
    for (let h = 0; h < host.length; ) {
      if (pattern[p] === '*') {
        star = p++;
        resume = h;
      } else if (pattern[p] === '?' || pattern[p] === host[h]) {
        p++;
        h++;
      } else if (star !== -1) {
        p = star + 1;
        h = ++resume;
      } else return false;
    }
    while (pattern[p] === '*') p++;
    return p === pattern.length;
  };
}
