import { onTestFinished } from 'vitest';
import { type Alertmanager, startAlertmanager as start } from './alertmanager';

/** Starts the real Alertmanager for one test; it is ended when the test has ended. */
export async function startAlertmanager(url: string, token: string): Promise<Alertmanager> {
  const alertmanager = await start({ url, token });
  onTestFinished(alertmanager.close);
  return alertmanager;
}
