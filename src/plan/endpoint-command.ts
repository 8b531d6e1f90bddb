/*
 * Questions about an endpoint that need no tool of ours there: each is one command for its `sh`
 * with exit code 0 for yes.
 */

/** Asks whether a process of exactly this name runs; needs `pgrep`. */
export function processCommand(name: string): string {
  // `pgrep` takes an extended regular expression.
  const literal = name.replace(/[.[\\(){*+?^$|]/g, String.raw`\$&`);
  return `pgrep -x -- ${quoted(literal)}`;
}

/**
 * Asks whether anything listens on a TCP port, on whatever address. Without `ss`, Linux's own tables
 * say it: ports are hexadecimal there and 0A is LISTEN.
 */
export function portCommand(port: number): string {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = `^ *[0-9]+: [0-9A-F]+:${hex} [0-9A-F:]+ 0A `;
  return [
    `ss -Hltn 2>/dev/null | grep -q ':${port} '`,
    `grep -Eqs '${listening}' /proc/net/tcp /proc/net/tcp6`,
  ].join(' || ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
