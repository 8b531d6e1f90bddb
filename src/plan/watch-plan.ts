import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

export type PlanWatch = {
  /** Stops watching. No call to `onChange` follows. May be repeated. */
  close(): void;
};

export type WatchPlanOptions = {
  /** Quiet time after the last change before `onChange`, in milliseconds. Default 200. */
  readonly debounceMs?: number | undefined;
  /** Longest wait when changes never stop, in milliseconds. Default 2000. */
  readonly mostWaitMs?: number | undefined;
  /** How often a folder that has gone is looked for, in milliseconds. Default 1000. */
  readonly returnCheckMs?: number | undefined;
};

type Watched = { readonly watcher: FSWatcher; readonly identity: string };

// The plan has one level. Deeper, the embedded fleet keeps the homes of its endpoints under `fleet/`,
// and every command there would count as a change of the plan. What inventories and playbooks bring
// stands deeper, in folders of these names.
const mostDepth = 1;
const broughtIn =
  /^(group_vars|host_vars|.*\.d|roles|tasks|handlers|defaults|meta|vars|templates|files|library)$/;

/**
 * Calls `onChange` after files of the folder or of its subfolders have changed, once per burst; of folders below those
 * only such are watched as inventories and playbooks bring in (`group_vars`, `*.d`, `roles`, `tasks` …). Says neither which nor whether
 * their content differs: compare the digests of two readings. Follows folders that are made, removed or replaced,
 * and a plan folder that disappears and comes back. Never throws; a plan folder that the system will not watch
 * is taken to change at every `returnCheckMs`.
 */
export function watchPlan(folder: string, onChange: () => void, options: WatchPlanOptions = {}): PlanWatch {
  const { debounceMs = 200, mostWaitMs = 2_000, returnCheckMs = 1_000 } = options;
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let burstBegan: number | undefined;
  let closed = false;

  const changed = () => {
    if (closed) return;
    // The monotonic clock: a wall clock that is set back must not stretch the wait.
    const now = performance.now();
    burstBegan ??= now;
    clearTimeout(timer);
    timer = setTimeout(fire, Math.max(0, Math.min(debounceMs, burstBegan + mostWaitMs - now)));
  };
  const fire = () => {
    burstBegan = undefined;
    // First watch, then tell: what changes while the caller reads is seen.
    follow();
    onChange();
  };
  const follow = () => {
    const present = directoriesOf(folder);
    for (const [path, { watcher, identity }] of watched) {
      if (present.get(path) === identity) continue;
      watcher.close();
      watched.delete(path);
    }
    for (const [path, identity] of present) {
      if (watched.has(path)) continue;
      const watcher = watchDirectory(path, changed);
      if (watcher) watched.set(path, { watcher, identity });
    }
  };

  follow();
  // A folder that has gone sends nothing when it comes back, and neither does a link that is pointed elsewhere.
  const returnCheck = setInterval(() => {
    if (identityOf(folder) !== watched.get(folder)?.identity) changed();
  }, returnCheckMs);
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(returnCheck);
      for (const { watcher } of watched.values()) watcher.close();
      watched.clear();
    },
  };
}

function watchDirectory(path: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, changed);
    watcher.on('error', changed);
    return watcher;
  } catch {
    return null;
  }
}

function directoriesOf(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (path: string, depth: number) => {
    const identity = identityOf(path);
    if (identity === undefined) return;
    found.set(path, identity);
    for (const name of namesIn(path)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      // The files of one group may have a folder of their own.
      if (depth < mostDepth || broughtIn.test(name) || broughtIn.test(basename(path))) {
        look(join(path, name), depth + 1);
      }
    }
  };
  look(folder, 0);
  return found;
}

// Undefined for what is not a folder. The inode tells a replaced folder from the one that is watched,
// and the time of birth tells it apart when the system gives the same inode again.
function identityOf(path: string): string | undefined {
  try {
    const about = statSync(path, { bigint: true });
    return about.isDirectory() ? `${about.dev}:${about.ino}:${about.birthtimeNs}` : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
