import { app, type BrowserWindow } from 'electron';

const patienceMs = 30_000;

/** Waits until the page has drawn its first snapshot, prints one JSON line about it and ends the app. */
export async function smoke(window: BrowserWindow): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const ask = `document.documentElement.dataset.ready === 'true'`;
  let ready = false;
  while (!ready && Date.now() < deadline) {
    ready = await window.webContents.executeJavaScript(ask).catch(() => false);
    if (!ready) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { electron, node } = process.versions;
  process.stdout.write(`${JSON.stringify({ ready, version: app.getVersion(), electron, node })}\n`);
  app.exit(ready ? 0 : 1);
}
