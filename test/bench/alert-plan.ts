import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../helpers/alertmanager';

/** A plan folder with one service that only alerts speak of, in the settings of a console that will open it. */
export type AlertPlan = {
  /** Posts one alert with the token; throws unless it was taken. */
  post(alert: PostedAlert): Promise<void>;
  remove(): Promise<void>;
};

export type PostedAlert = {
  readonly name: string;
  /** Whom it concerns; `sign-in` is the service of the plan. */
  readonly service: string;
  readonly status: 'firing' | 'resolved';
  readonly summary?: string;
};

/** The alert that declares, so that there is an incident whose screen can be looked at. */
export const openingAlert = 'Opening';

const token = 'a-token-of-the-bench-0001';

/** @param data the console's data folder */
export async function writeAlertPlan(data: string): Promise<AlertPlan> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-alerts-'));
  const port = await freePort();
  for (const [file, text] of Object.entries(planFiles(port))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  await chmod(path.join(folder, 'alert-token'), 0o600);
  await writeFile(path.join(data, 'settings.json'), JSON.stringify({ planFolder: folder }));
  const startsAt = new Date().toISOString();
  return {
    async post({ name, service, status, summary = '' }) {
      const labels = { alertname: name, service, severity: 'critical' };
      const ended = status === 'firing' ? '0001-01-01T00:00:00Z' : new Date().toISOString();
      const alert = { status, labels, annotations: { summary }, startsAt, endsAt: ended, fingerprint: name };
      const answer = await fetch(`http://127.0.0.1:${port}/alertmanager`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ version: '4', status, receiver: 'holdfast', alerts: [alert] }),
      });
      const said = await answer.text();
      if (answer.status !== 200) throw new Error(`${name} was not taken: ${answer.status} ${said}`);
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

const planFiles = (port: number): Readonly<Record<string, string>> => ({
  'plan.yaml': `organisation: Bench
mode: drill
currency: USD
people: [{ id: maria, name: Maria Chen, roles: [incident-commander] }]
receivers: { bind: loopback, port: ${port}, secret: alert-token }
`,
  'services/sign-in.yaml': `id: sign-in
name: Clinical sign-in
tier: 1
owner: maria
endpoints: "*"
impact: { 1h: { revenue: 300000 } }
objectives: { rto: 15m, mtpd: 4h }
authority: { initiate: [maria] }
alerts: service=sign-in
escalation:
  - { when: { alert: SEV-1, name: ${openingAlert} }, do: [{ declare: SEV-1 }] }
reviewed: { on: 2026-10-01, by: maria, every: 90d }
`,
  'fleet/inventory.csv': 'name,address,port,user,role\n',
  'fleet/known_hosts': '',
  'alert-token': token,
});
