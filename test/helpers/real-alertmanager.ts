import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './journal-file';

const program = '/usr/bin/prometheus-alertmanager';

/** What its API takes; times default to its own. */
export type PostedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
};

export type RealAlertmanager = {
  /** Hands alerts in as Prometheus does. */
  post(alerts: readonly PostedAlert[]): Promise<void>;
};

/**
 * Starts the Alertmanager of the distribution on a free loopback port; it posts every group of alerts to `url` with
 * the token, at once. It is ended when the test has ended.
 */
export async function startAlertmanager(url: string, token: string): Promise<RealAlertmanager> {
  if (!existsSync(program))
    throw new Error(
      `${program} is missing. Install it with: npm run preflight -- --tests (or: apt-get install --no-install-recommends prometheus-alertmanager)`,
    );
  const folder = temporaryFolder();
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, 'config.yml'), configOf(url, token));
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(
      program,
      [
        `--config.file=${path.join(folder, 'config.yml')}`,
        `--storage.path=${path.join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints = (complaints + chunk).slice(-4000);
    });
    const api = `http://127.0.0.1:${port}/api/v2`;
    const isUp = await isReady(child, `${api}/status`);
    if (!isUp) await end(child);
    if (!isUp && attempt === 5) throw new Error(`Alertmanager did not start:\n${complaints}`);
    if (!isUp) continue;
    onTestFinished(() => end(child));
    return {
      async post(alerts) {
        const response = await fetch(`${api}/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(alerts),
        });
        if (!response.ok)
          throw new Error(`Alertmanager answers ${response.status}: ${await response.text()}`);
      },
    };
  }
}

/** JSON is YAML. */
const configOf = (url: string, token: string): string =>
  JSON.stringify({
    route: {
      receiver: 'holdfast',
      group_by: ['service'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: '1h',
    },
    receivers: [
      {
        name: 'holdfast',
        webhook_configs: [
          {
            url,
            send_resolved: true,
            http_config: { authorization: { type: 'Bearer', credentials: token } },
          },
        ],
      },
    ],
  });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** Asks until it answers; false when the process ended or twenty seconds passed. */
async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  for (let left = 400; left > 0 && child.exitCode === null; left -= 1) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return true;
    await pause(50);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
