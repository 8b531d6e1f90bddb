import { createSocket } from 'node:dgram';
import { onTestFinished } from 'vitest';

/**
 * What a name server of a test says of a name: IPv4 addresses, an error code (RFC 1035 RCODE), or nothing at all.
 * `mute6`: it never answers when it is asked for an IPv6 address, as some do.
 */
export type NameAnswer =
  | { readonly a?: readonly string[]; readonly code?: number; readonly mute6?: boolean }
  | 'silence';

/** A real name server on loopback, gone when the test has ended. Returns its `address:port`. */
export async function startNameServer(names: Readonly<Record<string, NameAnswer>>): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = questionOf(query);
    const answer = names[name] ?? { code: 3 };
    if (answer === 'silence') return;
    const type = query.readUInt16BE(end - 4);
    if (answer.mute6 && type === 28) return;
    const addresses = type === 1 ? (answer.a ?? []) : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (answer.code ?? 0), 2);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    const records = addresses.map((address) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => socket.close(resolve)));
  return `127.0.0.1:${socket.address().port}`;
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
}
