import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { PROJECT_ROOT } from '../../scripts/project.mjs';

/** @import { Measured } from './statistics.mjs' */

/**
 * Bundles a measure that is written in TypeScript, as the product itself is bundled, and runs it in a process of its own.
 * @param {string} name file in `measures`, without `.ts`; exports `measure(): Promise<Measured>`
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<Measured>}
 */
export async function measureBundled(name, environment = process.env) {
  const folder = path.join(PROJECT_ROOT, 'test', 'bench');
  const outDir = path.join(PROJECT_ROOT, '.cache', 'bench');
  await build({
    configFile: false,
    root: PROJECT_ROOT,
    logLevel: 'warn',
    // What the end-to-end tests share finds the project from its own folder, which in a bundle is gone.
    define: { __dirname: JSON.stringify(path.join(PROJECT_ROOT, 'test', 'end-to-end')) },
    build: {
      ssr: path.join(folder, 'measures', `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: `${name}-[hash].mjs` } },
    },
  });
  const runner = path.join(folder, 'run-measure.mjs');
  const child = spawn(process.execPath, [runner, path.join(outDir, `${name}.mjs`)], {
    cwd: PROJECT_ROOT,
    env: { ...environment, HOLDFAST_BENCH_PID: `${process.pid}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${name} ended with exit code ${code}; why stands above.`);
  return JSON.parse(said);
}
