import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { app, BrowserWindow, session } from 'electron';
import { guardContents, guardSession } from '../../electron/guards';
import { registerCalls, sendPush } from '../../electron/ipc';
import { registerScheme, servePages } from '../../electron/pages';
import { startUrl } from '../../electron/security';
import { shellStatus } from '../../electron/shell-status';
import { showStatus } from '../../electron/window-status';
import { keepsNothing } from '../../src/app/asked-secrets';
import { atMostEvery } from '../../src/app/at-most-every';
import { systemClock } from '../../src/app/clock';
import { createCore } from '../../src/app/core';
import { createHandlers } from '../../src/app/handlers';
import { boundRegularExpressions } from '../../src/app/linear-expressions';
import { openPins, pinFileIn } from '../../src/identity/pin-file';
import { openDrafts } from '../../src/plan/edit/drafts';
import { openJournal } from '../../src/store/journal';
import { pacedTransport } from './paced-transport';

/*
 * The console's own window process with its real core, journal, calls and page, and endpoints that only exist in
 * `pacedTransport`: what is measured is the way from an outcome to the screen, and nothing of the wire.
 */

/** What the measure asks of this process through its inspector. */
export type BenchWindow = {
  /** Declares, and starts the run as the person would. Settles when it has ended. */
  run(): Promise<{ readonly delayP99Ms: number; readonly delayMaxMs: number; readonly ended: number }>;
};

const [root = '', folder = '', perSecond = '250'] = (process.env.HOLDFAST_BENCH_WINDOW ?? '').split('\n');
registerScheme();
guardContents();
void app.whenReady().then(async () => {
  boundRegularExpressions();
  const fault = (error: unknown) => process.stderr.write(`${(error as Error).stack}\n`);
  const core = createCore({
    ...{ version: 'bench', clock: systemClock, actsByItself: false, onFault: fault },
    journal: openJournal(path.join(folder, 'journal.db'), systemClock.now),
    createTransport: () => pacedTransport(Number(perSecond)),
    keychain: keepsNothing('A bench keeps nothing.'),
    pins: openPins(pinFileIn(folder)),
    exportsFolder: path.join(folder, 'exports'),
    drafts: openDrafts(path.join(folder, 'drafts')),
  });
  const status = await core.plans.open(path.join(folder, 'plan'));
  if (!status.plan)
    throw new Error(status.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  const handlers = createHandlers(core);
  const no = () => Promise.reject(new Error('not in a bench'));
  guardSession(session.defaultSession);
  servePages(path.join(root, 'out', 'renderer'));
  registerCalls(
    () => ({
      ...handlers,
      'plan.openFolder': no,
      'demo.start': no,
      'start.chooseInventory': no,
      'start.chooseFolder': no,
      'start.preview': no,
      'start.write': no,
    }),
    (_id, error) => fault(error),
  );
  const window = new BrowserWindow({
    ...{ width: 1920, height: 1080, useContentSize: true },
    webPreferences: {
      ...{ preload: path.join(root, 'out', 'preload', 'preload.js'), sandbox: true, contextIsolation: true },
      backgroundThrottling: false,
    },
  });
  const shown = atMostEvery(systemClock, 500, () => showStatus(window, shellStatus(core.ledger.world())));
  core.onPush((name, message) => sendPush(window.webContents, name, message));
  core.onPush(() => shown.ask());
  void window.loadURL(startUrl);

  const run = async () => {
    await handlers['operator.signIn']({ person: 'maria' });
    const { incident } = await handlers['incident.declare']({
      ...{ service: 'sign-in', severity: 'SEV-1', takeCommand: true },
    });
    const preview = await until(() => core.snapshot().live.previews['sign-in']);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = await handlers['run.start']({ incident, manifest: preview.manifest.digest });
    const ended = await until(() => {
      const now = core.ledger.world().runs[started.run];
      return now?.result === null ? undefined : now;
    });
    delay.disable();
    const count = Object.values(ended.endpoints).filter(
      ({ state }) => state === 'ok' || state === 'failed',
    ).length;
    return { delayP99Ms: delay.percentile(99) / 1e6, delayMaxMs: delay.max / 1e6, ended: count };
  };
  Object.assign(globalThis, { benchWindow: { run } satisfies BenchWindow });
});

/** The first value there is; looks often enough for a bench and seldom enough to cost nothing. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
