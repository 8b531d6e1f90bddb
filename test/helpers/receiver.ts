import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { AlertDelivery } from '../../src/domain/signal/alert';
import type { Taken } from '../../src/signals/receiver/handle-request';
import { openReceiver, type ReceiverOptions } from '../../src/signals/receiver/open-receiver';
import { noon } from './hospital';

export const token = 'a-token-of-the-test-0001';
export const bearer = { authorization: `Bearer ${token}` };

/** A receiver on a free loopback port that keeps what it is told; closed when the test has ended. */
export async function receiving(options: Partial<ReceiverOptions> = {}) {
  const deliveries: AlertDelivery[] = [];
  const faults: unknown[] = [];
  const receiver = await openReceiver({
    host: '127.0.0.1',
    port: 0,
    token,
    now: () => noon,
    onDelivery(delivery): Taken {
      deliveries.push(delivery);
      return { stale: 0, dropped: 0 };
    },
    onFault: (error) => faults.push(error),
    ...options,
  });
  onTestFinished(() => receiver.close());
  const url = (path: string) => `http://${receiver.address}${path}`;
  const [host, port] = receiver.address.split(':') as [string, string];
  return {
    receiver,
    deliveries,
    faults,
    url,
    /** Posts JSON with the token and says what came back, as `status body`. */
    async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<string> {
      const response = await fetch(url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return `${response.status} ${(await response.text()).trim()}`;
    },
    /** A bare connection, for what no decent client does. */
    dial: (): Promise<Dialled> => dial(host, Number(port)),
  };
}

export type Dialled = {
  readonly socket: Socket;
  /** Everything the other side said until it closed. */
  readonly heard: Promise<string>;
};

async function dial(host: string, port: number): Promise<Dialled> {
  const socket = connect({ host, port });
  onTestFinished(() => {
    socket.destroy();
  });
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  const heard = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', resolve).once('close', resolve));
  return { socket, heard };
}

/** The head of a raw request. */
export const head = (path: string, headers: Readonly<Record<string, string | number>>): string =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: holdfast',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');

/** A group of alerts as Alertmanager posts it. */
export const group = (
  alerts: readonly Readonly<Record<string, unknown>>[],
  more: Readonly<Record<string, unknown>> = {},
) => ({ version: '4', status: 'firing', receiver: 'holdfast', alerts, ...more });

/** One alert of such a group. */
export const told = (fingerprint: string, change: Readonly<Record<string, unknown>> = {}) => ({
  status: 'firing',
  labels: { alertname: 'SignInErrors', service: 'sign-in', severity: 'critical' },
  annotations: { summary: `Sign-in fails on ${fingerprint}` },
  startsAt: '2026-10-01T11:59:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: '',
  fingerprint,
  ...change,
});
