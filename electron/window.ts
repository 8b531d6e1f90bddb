import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { startUrl } from './security';
import type { SettingsStore } from './settings';

/** Opens the one window, as large as it was left, and never larger than the screen. */
export function openWindow(settings: SettingsStore): BrowserWindow {
  nativeTheme.themeSource = 'dark';
  const wanted = settings.read().window ?? { width: 1920, height: 1080, maximized: false };
  const { workAreaSize } = screen.getPrimaryDisplay();
  const width = Math.min(wanted.width, workAreaSize.width);
  const height = Math.min(wanted.height, workAreaSize.height);
  const window = new BrowserWindow({
    width,
    height,
    minWidth: 960,
    minHeight: 600,
    title: 'Holdfast',
    backgroundColor: '#0b0e12',
    show: false,
    useContentSize: true,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(__dirname, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      // A console in the background must keep its clocks and its alarm running.
      backgroundThrottling: false,
    },
  });
  if (wanted.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const [innerWidth = width, innerHeight = height] = window.getContentSize();
    settings.change({ window: { width: innerWidth, height: innerHeight, maximized: window.isMaximized() } });
  });
  void window.loadURL(startUrl);
  return window;
}
