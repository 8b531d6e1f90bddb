import type { BrowserWindow } from 'electron';
import type { ShellStatus } from './shell-status';

/** Shows a status in the title of a window and on its icon in the dock or taskbar, where the desktop has one. */
export function showStatus(window: BrowserWindow, { title, progress }: ShellStatus): void {
  if (window.isDestroyed()) return;
  if (window.getTitle() !== title) window.setTitle(title);
  if (progress) window.setProgressBar(progress.value, { mode: progress.mode });
  else window.setProgressBar(-1);
}

/** The title is ours; a page does not set it. */
export function keepTitle(window: BrowserWindow): void {
  window.on('page-title-updated', (event) => event.preventDefault());
}
