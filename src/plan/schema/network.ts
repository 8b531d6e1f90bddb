import { isIP } from 'node:net';
import * as z from 'zod';
import { line, wholeNumber } from './scalars';

/** A place to connect to; an IPv6 address stands here without its brackets. */
export type Place = { readonly host: string; readonly port: number };

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** A TCP port. */
export const portNumber = wholeNumber(1, 65_535, 443);

/** A name that DNS can know, with or without the dot at its end. */
export const dnsName = z.string().refine(isDnsName).meta({
  errorMessage: 'must be a host name such as login.hospital.example',
  example: 'login.hospital.example',
});

/** A name or an IP address. */
export const hostName = z
  .string()
  .refine((text) => isDnsName(text) || isIP(text) !== 0)
  .meta({
    errorMessage: 'must be a host such as mail.hospital.example',
    example: 'mail.hospital.example',
  });

/** `host:port`; the host is a name, an IPv4 address, or an IPv6 address in brackets. */
export const hostAndPort = z
  .string()
  .refine((text) => placeOf(text) !== null)
  .transform((text) => placeOf(text) ?? { host: '', port: 0 })
  .meta({
    errorMessage: 'must be a host and a port such as db.hospital.example:5432',
    example: 'db.hospital.example:5432',
  });

/** A port of every endpoint (`host` is then null), or one place. */
export const portOrPlace = z
  .union([portNumber.transform((port) => ({ host: null, port })), hostAndPort])
  .meta({
    errorMessage: 'must be a port such as 443, or a host and a port such as db.hospital.example:5432',
    example: 443,
  });

/** Where a DNS server answers; an address, because its own name could not be looked up. */
export const dnsServer = z
  .string()
  .refine((text) => isIP(text) !== 0 || isIP(placeOf(text)?.host ?? '') !== 0)
  .meta({
    errorMessage: 'must be the IP address of a DNS server such as 10.20.0.2 or 10.20.0.2:53',
    example: '10.20.0.2',
  });

/** Whatever stands in an address is shown and recorded, so nobody's password may. */
export const webAddress = z.string().max(2000).refine(isWebAddress).meta({
  errorMessage: 'must be an http or https address without a user name or password in it',
  example: 'https://login.hospital.example/health',
});

/** A mailbox, alone or after a name: `Holdfast <holdfast@hospital.example>`. */
export const mailbox = line
  .max(320)
  .refine(isMailbox)
  .meta({ errorMessage: 'must be a mail address', example: 'holdfast@hospital.example' });

/** Whether messages can be mailed to this text. */
export function isMailbox(text: string): boolean {
  return /^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text);
}

function isDnsName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return text.length <= 254 && labels.every((each) => label.test(each));
}

function placeOf(text: string): Place | null {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return null;
  const isHost = bracketed === undefined ? isDnsName(host) : isIP(host) === 6;
  return isHost ? { host, port } : null;
}

function isWebAddress(text: string): boolean {
  // `new URL` itself would drop line breaks and turn backslashes round.
  if (!/^https?:\/\/[^\s\p{Cc}\\]+$/u.test(text)) return false;
  try {
    const { username, password, hostname } = new URL(text);
    return username === '' && password === '' && hostname !== '';
  } catch {
    return false;
  }
}
