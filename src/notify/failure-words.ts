import { oneLine } from '../domain/plain-text';

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: the connection was refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ECONNECTION: 'the connection broke',
  ENOTFOUND: 'its name cannot be resolved',
  EAI_AGAIN: 'its name cannot be resolved now',
  EDNS: 'its name cannot be resolved',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  ETLS: 'it does not offer the encryption that the plan asks for',
};

const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/;

/** Why an attempt failed before the other side answered, in words; never the text of the error, which quotes. */
export function causeInWords(error: unknown): string {
  const code = codeOf(error);
  if (code === null && isBadPort(error)) return 'its port is one that no HTTP client may use';
  if (code === null) return 'it could not be sent, for a reason that has no name';
  if (untrusted.test(code)) return `its certificate is not trusted (${code})`;
  return Object.hasOwn(words, code) ? (words[code] ?? code) : `it could not be sent (${code})`;
}

/** The innermost code says most: `fetch failed` only wraps it, and nodemailer keeps it beside its own. */
function codeOf(error: unknown): string | null {
  let code: string | null = null;
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    const { code: own, originalCode } = each as { code?: unknown; originalCode?: unknown };
    for (const found of [own, originalCode])
      if (typeof found === 'string' && /^[A-Z0-9_]{2,60}$/.test(found)) code = found;
  }
  return code;
}

/** Ports of other protocols are refused by `fetch`, without a code (Fetch Standard, "bad port"). */
const isBadPort = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';

/** What the other side said, on one line and short enough for a journal; ` ` before it, or nothing at all. */
export function quoted(said: string): string {
  const line = oneLine(said, 160);
  return line === '' ? '' : `: ${line}`;
}
