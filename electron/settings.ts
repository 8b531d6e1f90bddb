import Store from 'electron-store';

/** What this machine remembers between starts. Nothing here is needed to run an incident. */
export type Settings = {
  /** Absolute path of the plan folder opened last. */
  readonly planFolder?: string;
  readonly window?: { readonly width: number; readonly height: number; readonly maximized: boolean };
};

export type SettingsStore = {
  read(): Settings;
  change(settings: Settings): void;
};

/** Keeps settings as JSON in the app's data folder. A file that does not parse counts as empty. */
export function openSettings(): SettingsStore {
  const store = new Store<Settings>({ name: 'settings', clearInvalidConfig: true });
  return {
    read: () => store.store,
    change: (settings) => store.set(settings),
  };
}
