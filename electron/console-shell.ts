import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { atMostEvery } from '../src/app/at-most-every';
import { systemClock } from '../src/app/clock';
import type { Core } from '../src/app/core';
import { type Demo, startDemo } from '../src/app/demo';
import type { Handlers } from '../src/app/handlers';
import { openSession, type Session } from '../src/app/session';
import { createStartPlan } from '../src/app/start-plan';
import { emptyWorld } from '../src/domain/world';
import { AppError } from '../src/errors';
import type { Pushes } from '../src/ipc/contract';
import type { DemoStatus, PlanStatus } from '../src/ipc/snapshot';
import { startFleetProcess } from './fleet-process';
import { sendPush } from './ipc';
import { planNews } from './plan-news';
import { keychainIn } from './secrets';
import type { SettingsStore } from './settings';
import { shellStatus } from './shell-status';
import { startDialogs } from './start-dialogs';
import { keepTitle, showStatus } from './window-status';

/** The window's one console: which journal it works on now, its plan, and its demo. */
export type ConsoleShell = {
  handlers(): Handlers;
  attach(window: BrowserWindow): void;
  /** Opens the plan that was open last, if any. */
  openLastPlan(): Promise<void>;
  startDemo(): Promise<DemoStatus>;
  close(): Promise<void>;
};

type ShellOptions = {
  readonly dataFolder: string;
  readonly resources: string;
  readonly settings: SettingsStore;
  readonly logBug: (id: string, error: unknown) => void;
  /** Endpoints of the demo's fleet. */
  readonly demoSize: number;
  /** From the demo's start until sign-in breaks, in milliseconds. */
  readonly demoBreaksAfterMs: number;
};

/** Counting thousands of endpoints for an icon is worth it so often. */
const statusEveryMs = 500;

/** @throws AppError `unavailable` when another process has the journal open */
export function createShell(options: ShellOptions): ConsoleShell {
  const { settings, logBug } = options;
  let window: BrowserWindow | null = null;
  let demo: Demo | null = null;
  let demoStatus: DemoStatus = { state: 'off', detail: '' };
  let breaking: NodeJS.Timeout | undefined;
  let onDemo = false;
  let faults = 0;
  const news = planNews();
  const status = atMostEvery(systemClock, statusEveryMs, () => {
    if (window) showStatus(window, shellStatus(session.core?.ledger.world() ?? emptyWorld));
  });
  let session = open(options.dataFolder);

  function push<P extends keyof Pushes>(name: P, message: Pushes[P]): void {
    if (!window || window.isDestroyed()) return;
    const isPlan = name === 'plan.changed';
    sendPush(window.webContents, name, isPlan ? news.of(message as PlanStatus) : message);
  }
  function open(folder: string): Session {
    const keychain = keychainIn(options.dataFolder);
    const execution = {
      workerFile: join(__dirname, 'execution-worker.js'),
      agentSocket: process.env.SSH_AUTH_SOCK,
    };
    const opened = openSession({
      folder,
      version: app.getVersion(),
      actsByItself: true,
      execution,
      planReaderFile: join(__dirname, 'plan-reader.js'),
      keychain,
      onFault,
    });
    opened.core?.onPush(push);
    opened.core?.onPush(() => status.ask());
    // A folder that was mended here is the plan of the next start, too.
    opened.core?.onPush((name) => name === 'plan.changed' && opened.core && remember(opened.core.plans));
    return opened;
  }
  function remember(plans: Core['plans']): void {
    const { plan, problems } = plans.status();
    const folder = plans.path();
    if (onDemo || plan === null || problems.some(({ severity }) => severity === 'error')) return;
    if (folder !== null && folder !== settings.read().planFolder) settings.change({ planFolder: folder });
  }
  function onFault(error: unknown): void {
    faults += 1;
    const id = `fault-${faults}`;
    logBug(id, error);
    const message =
      error instanceof AppError ? error.message : 'Something unexpected happened in the console.';
    push('console.fault', { id, message });
  }
  const requireCore = () => {
    if (session.core) return session.core;
    throw new AppError('journal-broken', 'The journal was refused. Nothing can be opened on it.');
  };
  const say = (status: DemoStatus): void => {
    demoStatus = status;
    session.core?.setDemo(status);
  };

  /** Opens the other journal first: should that fail, the console stays on the one it had. */
  async function moveTo(folder: string): Promise<void> {
    const before = session;
    session = open(folder);
    await before.close();
    status.ask();
    push('console.replaced', null);
  }

  async function start(): Promise<DemoStatus> {
    if (demoStatus.state !== 'off') return demoStatus;
    refuseWhileRunning('the demo');
    demoStatus = { state: 'starting', detail: 'Opening the journal of the demo' };
    const folder = join(options.dataFolder, 'demo');
    try {
      if (!onDemo) await moveTo(folder);
      onDemo = true;
      demo = await startDemo({
        core: requireCore(),
        folder,
        shippedPlan: join(options.resources, 'demo-plan'),
        size: options.demoSize,
        startFleet: startFleetProcess,
        onStatus: say,
      });
      const begun = demo;
      breaking = setTimeout(() => begun.breakSignIn().catch(onFault), options.demoBreaksAfterMs);
    } catch (error) {
      say({ state: 'off', detail: (error as Error).message });
      throw error;
    }
    return demoStatus;
  }

  /** A plan of the person's own never writes into the journal of the demo. */
  async function leaveDemo(): Promise<void> {
    refuseWhileRunning('another plan');
    clearTimeout(breaking);
    await moveTo(options.dataFolder);
    onDemo = false;
    demo?.stop();
    demo = null;
    say({ state: 'off', detail: '' });
  }

  function refuseWhileRunning(what: string): void {
    const runs = Object.values(session.core?.ledger.world().runs ?? {});
    const live = runs.find((run) => run.result === null);
    if (live)
      throw new AppError('refused', `${live.id} is still running. Stop it or let it end before ${what}.`);
  }

  async function openFolder(): Promise<null> {
    requireCore();
    if (!window) return null;
    const chosen = await dialog.showOpenDialog(window, {
      title: 'Open a plan folder',
      properties: ['openDirectory'],
    });
    const [folder] = chosen.filePaths;
    if (folder !== undefined) await openPlan(folder);
    return null;
  }

  async function openPlan(folder: string): Promise<PlanStatus> {
    if (onDemo) await leaveDemo();
    return requireCore().plans.open(folder);
  }

  const starting = createStartPlan({
    templates: join(options.resources, 'templates'),
    reader: () => requireCore().reader,
    now: Date.now,
    ...startDialogs(() => window),
  });

  return {
    handlers: () => ({
      ...session.handlers,
      async 'console.open'(input) {
        const snapshot = await session.handlers['console.open'](input);
        news.given(snapshot.plan);
        return snapshot;
      },
      'plan.openFolder': openFolder,
      'demo.start': start,
      'start.chooseInventory': starting.chooseInventory,
      'start.chooseFolder': starting.chooseFolder,
      'start.preview': starting.preview,
      async 'start.write'(answers) {
        requireCore();
        return { isInForce: (await openPlan(await starting.write(answers))).plan !== null };
      },
    }),
    attach(opened) {
      window = opened;
      keepTitle(opened);
      status.ask();
    },
    async openLastPlan() {
      const { planFolder } = settings.read();
      if (planFolder === undefined || !session.core) return;
      const there = await stat(planFolder).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (there) await session.core.plans.open(planFolder);
    },
    startDemo: start,
    async close() {
      clearTimeout(breaking);
      await session.close();
      demo?.stop();
    },
  };
}
