import { Client, type ClientChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { startTestFleet } from '../helpers/fleet';

test('a fleet closes although a client that left never read the output of its command', async () => {
  const { target, privateKey, fleet, close } = await startTestFleet(1);
  const { address, port, user } = target(0);
  const client = new Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({ host: address, port, username: user, privateKey });
  });
  client.on('error', () => {});
  const channel = await new Promise<ClientChannel>((resolve, reject) =>
    client.exec('yes', (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  // Some of it has come, the rest fills every buffer on the way: nobody reads on.
  await new Promise<void>((resolve) => channel.once('data', () => resolve(void channel.pause())));
  client.destroy();
  const closed = fleet.close().then(() => 'closed');
  const patience = new Promise((resolve) => setTimeout(() => resolve('still open'), 10_000));
  expect(await Promise.race([closed, patience])).toBe('closed');
  await close();
});
