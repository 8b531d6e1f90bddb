import { app, type BrowserWindow } from 'electron';
import type { ConsoleShell } from './console-shell';

const patienceMs = 30_000;

/** Waits until the page has drawn its first snapshot, prints one JSON line about it and quits. */
export async function smoke(window: BrowserWindow, shell: ConsoleShell): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const ask = `document.documentElement.dataset.ready === 'true'`;
  let ready = false;
  while (!ready && Date.now() < deadline) {
    ready = await window.webContents.executeJavaScript(ask).catch(() => false);
    if (!ready) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { demo, plan } = await shell.handlers()['console.open']({});
  const { electron, node } = process.versions;
  const found = {
    ready,
    version: app.getVersion(),
    electron,
    node,
    demo: demo.state,
    plan: plan.plan?.organisation,
  };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  await shell.close();
  app.exit(ready ? 0 : 1);
}
