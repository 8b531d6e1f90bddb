import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Prometheus' own Alertmanager on loopback, telling everything to one receiver. */
export type Alertmanager = {
  /** Posts alerts to its API as Prometheus does; `endsAt` in the past resolves them. */
  post(alerts: readonly PostedAlert[]): Promise<void>;
  close(): Promise<void>;
};

export type PostedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
};

/** Starts `/usr/bin/prometheus-alertmanager` (Debian's `prometheus-alertmanager`); `npm run preflight` installs it. */
export async function startAlertmanager(receiver: {
  readonly url: string;
  readonly token: string;
}): Promise<Alertmanager> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-alertmanager-'));
  const port = await freePort();
  const config = `route: { receiver: holdfast, group_by: [alertname], group_wait: 100ms, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: holdfast
    webhook_configs:
      - url: ${receiver.url}
        send_resolved: true
        http_config: { authorization: { credentials: ${receiver.token} } }
`;
  const file = path.join(folder, 'alertmanager.yml');
  await writeFile(file, config, { mode: 0o600 });
  const child = spawn(
    '/usr/bin/prometheus-alertmanager',
    [
      `--config.file=${file}`,
      `--storage.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  await untilReady(`http://127.0.0.1:${port}/-/ready`, ended, () => said);
  return {
    async post(alerts) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`Alertmanager refused: ${answer.status} ${await answer.text()}`);
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function untilReady(url: string, ended: Promise<void>, said: () => string): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (;;) {
    if (isOver) throw new Error(`Alertmanager ended before it was ready: ${said()}`);
    const isReady = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port on loopback that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
