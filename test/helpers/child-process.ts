import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

/** Bundles a TypeScript file so that a plain `node` can run it. Returns the path of the script. Takes about a second. */
export async function bundleScript(entry: string, folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: path.resolve(root, entry),
      outDir: folder,
      target: 'node18.15',
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'script.cjs' } },
    },
  });
  return path.join(folder, 'script.cjs');
}

export type Child = {
  readonly process: ChildProcess;
  /** Resolves when the script has printed this many lines; rejects when it ends before. */
  lines(count: number): Promise<readonly string[]>;
  /** Kills it as `kill -9` does. Resolves with every whole line it ever printed. */
  kill(): Promise<readonly string[]>;
};

/** Runs a bundled script in a Node process of its own. */
export function runScript(script: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
  });
  const whole = () => text.split('\n').slice(0, -1);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    process: child,
    lines: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (whole().length >= count) resolve(whole());
        };
        child.stdout.on('data', look);
        void closed.then(() => reject(new Error(`the script ended after ${whole().length} lines`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await closed;
      return whole();
    },
  };
}
