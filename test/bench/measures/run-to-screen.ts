import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';
import { build } from 'vite';
import { electronBinary, environment } from '../../end-to-end/console';
import { countFrames, readFrames } from '../page-frames';
import { quietRounds } from '../quiet-rounds.mjs';
import { writeRunPlan } from '../run-plan';
import type { BenchWindow } from '../run-window';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const endpoints = Number(process.env.BENCH_ENDPOINTS ?? 5000);
const perSecond = 250;
/** What bundles a measure says where the end-to-end tests lie, and with that where the project does. */
const root = path.resolve(__dirname, '../..');

/** A run on thousands of endpoints, played into a real window: how long its process and its frames are held up. */
export async function measure(): Promise<Measured> {
  const main = await bundleWindow();
  const { results, facts } = await quietRounds(rounds, (_round, over) => playRun(main, over));
  const lost = results.reduce((sum, { ended }) => sum + endpoints - ended, 0);
  if (lost !== 0) throw new Error(`${lost} endpoints have no end on record`);
  const row = (of: (round: Round) => number) => {
    const values = results.map(of);
    return { median: rounded(quantile(values, 0.5)), worst: rounded(quantile(values, 1)) };
  };
  return {
    title: `run to screen: ${endpoints} endpoints at ${perSecond} a second in a real window, software rendering, milliseconds`,
    rows: {
      'window process, event loop delay p99': row(({ delayP99Ms }) => delayP99Ms),
      'window process, event loop delay longest': row(({ delayMaxMs }) => delayMaxMs),
      'page, frame time p95': row(({ frames }) => quantile(frames, 0.95)),
      'page, frame time p99': row(({ frames }) => quantile(frames, 0.99)),
      'page, longest frame': row(({ frames }) => quantile(frames, 1)),
    },
    facts: {
      endpoints,
      perSecond,
      frames: results.reduce((sum, each) => sum + each.frames.length, 0),
      lost,
      ...facts,
    },
  };
}

type Round = Awaited<ReturnType<BenchWindow['run']>> & { readonly frames: readonly number[] };

async function playRun(main: string, over: () => void): Promise<Round> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-run-'));
  await writeRunPlan(path.join(folder, 'plan'), endpoints);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [main, ...asRoot, '--disable-gpu', `--user-data-dir=${folder}`],
    cwd: root,
    env: { ...environment(), HOLDFAST_BENCH_WINDOW: [root, folder, String(perSecond)].join('\n') },
  });
  try {
    const page = await app.firstWindow();
    await page.locator('html[data-ready="true"]').waitFor();
    await countFrames(page);
    const found = await app.evaluate(() =>
      (globalThis as unknown as { benchWindow: BenchWindow }).benchWindow.run(),
    );
    const frames = await readFrames(page);
    over();
    return { ...found, frames };
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function bundleWindow(): Promise<string> {
  const outDir = path.join(root, '.cache', 'bench');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron', 'libsql', 'ssh2'] },
    build: {
      ssr: path.join(root, 'test', 'bench', 'run-window.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node18.15',
      minify: false,
      copyPublicDir: false,
      rollupOptions: {
        external: ['electron', 'libsql', 'ssh2', /^node:/],
        output: { format: 'cjs', entryFileNames: 'run-window.cjs', chunkFileNames: 'run-window-[hash].cjs' },
      },
    },
  });
  return path.join(outDir, 'run-window.cjs');
}
