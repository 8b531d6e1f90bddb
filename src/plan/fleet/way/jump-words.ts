/** One machine of a way as it is written. */
export type WrittenHop = {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
};

/**
 * Reads `[user@]host[:port]`, or the same as `ssh://…`, separated by commas (ssh_config(5), ProxyJump).
 * An IPv6 address stands in brackets. Null when one of them is something else.
 */
export function readJump(text: string): readonly WrittenHop[] | null {
  const hops = text.split(',').map((each) => readHop(each.trim()));
  return hops.every((hop) => hop !== null) ? hops : null;
}

function readHop(text: string): WrittenHop | null {
  const bare = text.replace(/^ssh:\/\//i, '').replace(/\/$/, '');
  const at = bare.lastIndexOf('@');
  const user = at === -1 ? null : bare.slice(0, at);
  const place = bare.slice(at + 1);
  const bracketed = /^\[([0-9a-fA-F:.%a-z]+)\](?::(\d{1,5}))?$/.exec(place);
  const plain = /^([^:[\]\s]+)(?::(\d{1,5}))?$/.exec(place);
  const [, host, digits] = bracketed ?? plain ?? (/^[0-9a-fA-F:]+$/.test(place) ? ['', place] : []);
  const port = digits === undefined ? null : Number(digits);
  if (!host || user === '' || (port !== null && (port < 1 || port > 65_535))) return null;
  return { host, port, user };
}
