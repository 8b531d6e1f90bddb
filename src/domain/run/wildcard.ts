/** True for text that `wildcardMatcher` takes for more than itself. */
export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** Whether a whole text fits a pattern: `*` is any text, `?` one character (UTF-16 unit), the rest itself. */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  // By hand and not as a regular expression: `*a*a*a*a*b` takes one of those exponential time.
  return (text) => {
    let p = 0;
    let star = -1;
    let resume = 0;
    for (let h = 0; h < text.length; ) {
      if (pattern[p] === '*') {
        star = p++;
        resume = h;
      } else if (pattern[p] === '?' || (p < pattern.length && pattern[p] === text[h])) {
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
