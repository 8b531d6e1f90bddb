import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** The scrypt parameters of one hash; a guess takes 128·N·r bytes of memory and time in proportion to N·r·p. */
export type Cost = { readonly N: number; readonly r: number; readonly p: number };

/** What a guess costs from now on: 32 MB and about 0.1 s. Hashes made with another cost stay good. */
export const presentCost: Cost = { N: 2 ** 15, r: 8, p: 1 };

export type PinHash = { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer };

const saltBytes = 16;
const hashBytes = 32;

/** Two hashes of the same PIN differ: each has a salt of its own. */
export async function hashPin(pin: string, cost: Cost): Promise<PinHash> {
  const salt = randomBytes(saltBytes);
  return { cost, salt, hash: await derive(pin, salt, hashBytes, cost) };
}

/** Whether a PIN is the one that was hashed; takes as long when it is not. */
export async function isPinOf({ cost, salt, hash }: PinHash, pin: string): Promise<boolean> {
  return timingSafeEqual(await derive(pin, salt, hash.length, cost), hash);
}

/** The hash of no PIN: for looking as long at someone who has none. */
export function decoy(cost: Cost): PinHash {
  return { cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };
}

/** One PIN typed on two keyboards may arrive as different characters that mean the same; NFKC makes them one. */
function derive(pin: string, salt: Buffer, length: number, { N, r, p }: Cost): Promise<Buffer> {
  // Node refuses by default what needs 32 MB or more.
  const maxmem = 2 * 128 * N * r;
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, length, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
