import type { Socket } from 'node:net';

/** Hands on every line of JSON that is an object; what is none, or longer than `mostBytes`, ends the connection. */
export function byLine(
  socket: Socket,
  mostBytes: number,
  onLine: (line: Record<string, unknown>) => void,
): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  socket.on('data', (data: Buffer) => {
    let rest = data;
    for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) {
      const line = readLine(Buffer.concat([...chunks, rest.subarray(0, at)]));
      [chunks, bytes, rest] = [[], 0, rest.subarray(at + 1)];
      if (line === null) socket.destroy();
      else onLine(line);
    }
    chunks.push(rest);
    bytes += rest.length;
    if (bytes > mostBytes) socket.destroy();
  });
}

function readLine(bytes: Buffer): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
