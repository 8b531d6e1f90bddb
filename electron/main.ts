import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { bugLog } from './bug-log';
import { type ConsoleShell, createShell } from './console-shell';
import { guardContents, guardSession } from './guards';
import { registerCalls } from './ipc';
import { registerScheme, servePages } from './pages';
import { openSettings } from './settings';
import { smoke } from './smoke';
import { readSwitches } from './switches';
import { openWindow } from './window';

const switches = readSwitches(process.argv);
// The terminal it was started from may be closed before it: what is said there is then lost, and nothing else.
process.stderr.on('error', () => {});
registerScheme();
guardContents();

// Before anything is opened: the journal has one writer, so there is one console per data folder.
if (!app.requestSingleInstanceLock()) {
  process.stderr.write('Holdfast is open already; its window was brought to the front.\n');
  app.exit(0);
} else {
  void app.whenReady().then(start);
}

async function start(): Promise<void> {
  const dataFolder = app.getPath('userData');
  const settings = openSettings();
  const logBug = bugsTo(bugLog(dataFolder));
  let shell: ConsoleShell;
  try {
    shell = createShell({
      dataFolder,
      resources: app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources'),
      settings,
      logBug,
      demoSize: switches.demoSize,
      demoBreaksAfterMs: switches.demoBreaksAfterMs,
    });
  } catch (error) {
    dialog.showErrorBox('Holdfast cannot start', (error as Error).message);
    app.exit(1);
    return;
  }
  guardSession(session.defaultSession);
  servePages(join(__dirname, '../renderer'));
  registerCalls(shell.handlers, logBug);
  const window = openWindow(settings);
  shell.attach(window);
  keepOneWindow(window, shell);
  if (switches.demo) await shell.startDemo().catch((error) => logBug('demo', error));
  else await shell.openLastPlan().catch((error) => logBug('plan', error));
  if (switches.smoke) await smoke(window, shell);
}

function keepOneWindow(window: BrowserWindow, shell: ConsoleShell): void {
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    // What is in flight is given its end in the journal before the process goes.
    event.preventDefault();
    void shell.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/** Bugs go to a local log and to the terminal; their text never crosses into the window. */
function bugsTo(write: (line: string) => void): (id: string, error: unknown) => void {
  return (id, error) => {
    const line = `${new Date().toISOString()} ${id} ${error instanceof Error ? error.stack : String(error)}\n`;
    process.stderr.write(line);
    write(line);
  };
}
