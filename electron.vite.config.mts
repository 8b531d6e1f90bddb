import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const external = ['electron', 'libsql', 'ssh2', /^node:/];

// Targets are those of the oldest runtime the tests run on (Electron 25); the newest understands them, too.
export default defineConfig({
  main: {
    build: {
      target: 'node18.15',
      externalizeDeps: false,
      outDir: 'out/main',
      minify: false,
      rollupOptions: {
        input: {
          main: resolve(root, 'electron/main.ts'),
          cli: resolve(root, 'src/cli/cli.ts'),
          'execution-worker': resolve(root, 'src/execution/pool/worker.ts'),
          'plan-reader': resolve(root, 'src/app/plan-reader/thread.ts'),
        },
        external,
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: resolve(root, 'electron/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: resolve(root, 'out/renderer'),
      // A font or picture inlined as data: would need a looser policy than 'self'.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve(root, 'renderer/index.html') } },
    },
  },
});
