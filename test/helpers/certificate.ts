import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, made for one test; valid for the names and the time it asks for. */
export type Certified = { readonly cert: string; readonly key: string; readonly privateKey: KeyObject };

type Wish = {
  readonly name: string;
  readonly notAfter: number;
  readonly notBefore?: number;
  /** Signs it; absent = it signs itself. */
  readonly by?: Certified & { readonly name: string };
  readonly isAuthority?: boolean;
};

/** Writes an X.509 certificate (RFC 5280) over a fresh P-256 key. Times are Unix milliseconds. */
export function certificate(wish: Wish): Certified & { readonly name: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { name, notAfter, notBefore = Date.UTC(2020, 0, 1), by, isAuthority = false } = wish;
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomSerial()]),
    ecdsaWithSha256,
    nameOf(by?.name ?? name),
    sequence(timeOf(notBefore), timeOf(notAfter)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(oid('551d13'), der(0x04, sequence(...(isAuthority ? [der(0x01, [0xff])] : [])))),
        sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(name))))),
      ),
    ),
  );
  const signature = sign('sha256', body, by?.privateKey ?? privateKey);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, [0], signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    name,
    privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function der(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const nameOf = (name: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
/** GeneralizedTime, `YYYYMMDDHHMMSSZ`. */
const timeOf = (at: number) =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`));

let serial = 0;
function randomSerial(): number[] {
  serial += 1;
  return [serial >> 8, serial & 0xff];
}
