import type { Client, ParsedKey } from 'ssh2';

type Sign = (data: Buffer, done: (signature: Buffer) => void) => void;
type AuthPk = (user: string, key: ParsedKey, algorithm: string | undefined, sign?: Sign) => void;

/**
 * ssh2 first asks whether a key would do and signs when told yes. RFC 4252 section 7 lets the client sign at once, which
 * spares every login a round trip and both sides two packets. ssh2 offers no way to ask for it, so its private
 * `authPK` is wrapped; should a later ssh2 have no such method, it goes on asking first. RSA keys do ask, because the
 * answer settles their hash.
 * To be called once the client was told to connect.
 * @param own the private key; what an agent holds only the agent can sign with
 */
export function signAtOnce(client: Client, own: ParsedKey): void {
  const protocol: unknown = Reflect.get(client, '_protocol');
  if (!hasAuthPk(protocol)) return;
  const send = protocol.authPK.bind(protocol);
  protocol.authPK = (user, key, algorithm, sign) =>
    send(user, key, algorithm, sign ?? (key === own && own.type !== 'ssh-rsa' ? signWith(own) : undefined));
}

const signWith =
  (key: ParsedKey): Sign =>
  (data, done) =>
    done(key.sign(data));

function hasAuthPk(value: unknown): value is { authPK: AuthPk } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'authPK') === 'function';
}
