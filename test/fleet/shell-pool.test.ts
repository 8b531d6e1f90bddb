import { tmpdir } from 'node:os';
import { Duplex, PassThrough } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { createShellPool } from '../../src/fleet/shell-pool';

/** A channel whose client goes away in the very moment the command exits. */
function leavingClient(): ServerChannel {
  const channel = new Duplex({ read() {}, write() {} });
  const exit = () => channel.destroy();
  return Object.assign(channel, { stderr: new PassThrough(), exit }) as unknown as ServerChannel;
}

test('a command whose client left when it exited gives its place back, and the pool closes', async () => {
  const pool = createShellPool(2, tmpdir());
  const command = 'head -c 60000 /dev/zero; head -c 60000 /dev/zero >&2';
  const started: Promise<void>[] = [];
  for (let job = 0; job < 60; job += 1)
    started.push(
      new Promise((onStarted) => {
        pool.run({ command, home: tmpdir(), channel: leavingClient(), onStarted });
      }),
    );
  // Two places for sixty: the last one starts only if all before it gave theirs back.
  await Promise.all(started);
  await pool.close();
  expect(started).toHaveLength(60);
}, 20_000);
