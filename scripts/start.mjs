import { ensureBuilt } from './build.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { lacksDisplay, NEEDS_OF_START, preflight, refuseUnresolvedLibraries } from './preflight.mjs';
import { logToStderr, PROJECT_ROOT, runAsProgram } from './project.mjs';
import { runInherited } from './run-inherited.mjs';
import { sandboxSwitches } from './sandbox.mjs';
import { NO_DISPLAY, readStartArguments } from './start-arguments.mjs';

/** `npm start`: everything from a fresh clone to the open window. Returns the exit code of Holdfast. */
async function start() {
  const { unattended, outDir, passedOn } = readStartArguments(process.argv.slice(2), new Date());
  const needsVirtualDisplay = lacksDisplay();
  if (needsVirtualDisplay && !unattended) {
    logToStderr(NO_DISPLAY);
    return 1;
  }
  await preflight(needsVirtualDisplay ? [...NEEDS_OF_START, 'virtual-display'] : NEEDS_OF_START);
  await ensureBuilt();
  const runtime = await resolveElectron();
  await refuseUnresolvedLibraries(runtime.executable);
  const switches = [...(await sandboxSwitches(logToStderr)), ...waylandSwitches()];

  if (unattended) {
    const { runUnattended } = await import('./unattended.mjs');
    await runUnattended({ executable: runtime.executable, switches, applicationArguments: passedOn, outDir });
    return 0;
  }
  return await runInherited(runtime.executable, [PROJECT_ROOT, ...switches, ...passedOn]);
}

/** Electron before 38 looks for X11 only, unless told; with both, X11 (XWayland) is fine. */
function waylandSwitches() {
  return process.env.WAYLAND_DISPLAY && !process.env.DISPLAY ? ['--ozone-platform=wayland'] : [];
}

await runAsProgram(import.meta.url, start);
