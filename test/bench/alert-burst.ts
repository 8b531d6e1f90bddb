import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/app/clock';
import { createLedger } from '../../src/app/ledger';
import { createReceivers } from '../../src/app/receivers';
import { foldWorld } from '../../src/domain/evolve-world';
import type { ListenerStatus } from '../../src/ipc/listener-status';
import { openJournal } from '../../src/store/journal';
import { hospital } from '../helpers/hospital';
import { alertGroup } from './alert-group';
import { openBareServer } from './bare-server';
import { type BurstTaken, postBurst } from './post-burst';

export type AlertBurst = BurstTaken & {
  readonly posted: number;
  /** What a fresh fold of the journal says fires afterwards. */
  readonly firing: number;
  /** Posted, answered, and not in the journal. */
  readonly lost: number;
  /** Written as begun more than once. */
  readonly double: number;
  /** Rows that the journal holds afterwards. */
  readonly rows: number;
};

export type BurstSize = {
  readonly alerts: number;
  readonly requests: number;
  readonly connections: number;
  /** How often each request is sent: more than once as by a sender that was not sure. */
  readonly times: number;
};

const size: BurstSize = { alerts: 10_000, requests: 100, connections: 16, times: 2 };
const token = 'a-token-of-the-bench-0001';

/**
 * Posts alerts in Alertmanager's own format to real receivers with a real journal over real HTTP, and counts in the
 * journal what became of them.
 */
export async function alertBurst(change: Partial<BurstSize> = {}): Promise<AlertBurst> {
  const { alerts, connections, ...asked } = { ...size, ...change };
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-burst-'));
  const secret = path.join(folder, 'token');
  await writeFile(secret, token, { mode: 0o600 });
  const file = path.join(folder, 'journal.db');
  const journal = openJournal(file, Date.now);
  const faults: unknown[] = [];
  const onFault = (error: unknown) => faults.push(error);
  let opened = (_status: ListenerStatus): void => {};
  const status = new Promise<ListenerStatus>((resolve) => {
    opened = resolve;
  });
  const receivers = createReceivers({
    ...{ ledger: createLedger(journal, systemClock, onFault), clock: systemClock },
    ...{ onStatus: opened, onFault },
  });
  try {
    const listener = { bind: 'loopback', port: 0, secret: 'token' };
    receivers.adopt({ ...hospital, listener }, { token: secret });
    const { state, detail } = await status;
    if (state !== 'open') throw new Error(detail);
    const bodies = bodiesOf({ alerts, ...asked });
    const taken = await postBurst({ address: detail, token, bodies, connections });
    if (faults.length > 0) throw faults[0];
    const { records } = journal.read(0, 1_000_000);
    return { posted: alerts, ...countIn(records, alerts), rows: journal.rows(), ...taken };
  } finally {
    await receivers.close();
    journal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same load on a server that reads and parses it, and does nothing more. */
export async function bareBurst(change: Partial<BurstSize> = {}): Promise<BurstTaken> {
  const { connections, ...asked } = { ...size, ...change };
  const server = await openBareServer();
  try {
    const taken = await postBurst({ address: server.address, token, bodies: bodiesOf(asked), connections });
    const told = asked.alerts * asked.times;
    if (server.alerts() !== told) throw new Error(`${told} alerts were sent, ${server.alerts()} came`);
    return taken;
  } finally {
    await server.close();
  }
}

function bodiesOf({ alerts, requests, times }: Omit<BurstSize, 'connections'>): string[] {
  const bodies = Array.from({ length: requests }, (_, index) => alertGroup(index, alerts / requests));
  return Array.from({ length: times }, () => bodies).flat();
}

type Records = ReturnType<ReturnType<typeof openJournal>['read']>['records'];

function countIn(records: Records, alerts: number): Pick<AlertBurst, 'firing' | 'lost' | 'double'> {
  const begun = records.flatMap((each) =>
    each.type === 'alerts.changed' ? each.data.fired.map(({ fingerprint }) => fingerprint) : [],
  );
  const firing = Object.values(foldWorld(records).alerts).reduce(
    (sum, each) => sum + Object.keys(each).length,
    0,
  );
  const different = new Set(begun).size;
  return { firing, lost: alerts - different, double: begun.length - different };
}
