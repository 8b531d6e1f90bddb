import { app, type BrowserWindow } from 'electron';
import type { Snapshot } from '../src/ipc/snapshot';
import type { ConsoleShell } from './console-shell';

const patienceMs = 30_000;

/** Has the page itself open a file of the plan, so that it goes all the way into the thread that parses plans. */
const readsFile = `window.holdfast.call['plan.read']({ file: 'services/sign-in.yaml' })
  .then(({ ok, value, error }) => (ok ? value.value.name : error.message))`;

/**
 * Waits until the page has drawn its first snapshot and, in a demo, until the endpoints were looked at and a file of its
 * plan was opened; prints one JSON line about it and quits.
 */
export async function smoke(window: BrowserWindow, shell: ConsoleShell): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const ask = `document.documentElement.dataset.ready === 'true'`;
  let ready = false;
  while (!ready && Date.now() < deadline) {
    ready = await window.webContents.executeJavaScript(ask).catch(() => false);
    if (!ready) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  let healthy = 0;
  const isDemo = (await shell.handlers()['console.open']({})).demo.state === 'on';
  while (isDemo && healthy === 0 && Date.now() < deadline) {
    healthy = countHealthy(await shell.handlers()['console.open']({}));
    if (healthy === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const file = isDemo ? await window.webContents.executeJavaScript(readsFile).catch(String) : null;
  const { demo, plan } = await shell.handlers()['console.open']({});
  const { electron, node } = process.versions;
  const found = {
    ready,
    version: app.getVersion(),
    electron,
    node,
    demo: demo.state,
    plan: plan.plan?.organisation,
    file,
    healthy,
  };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  await shell.close();
  app.exit(ready ? 0 : 1);
}

/** Endpoints that a probe found good over SSH. */
function countHealthy({ world }: Snapshot): number {
  const probes = Object.values(world.services).flatMap((service) => Object.values(service.probes));
  return probes.flatMap((probe) => Object.values(probe.endpoints)).filter((each) => each === 'ok').length;
}
