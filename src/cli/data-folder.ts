import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the console keeps its journal on this platform: the same folder the window uses. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Holdfast');
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Holdfast');
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'Holdfast');
}
