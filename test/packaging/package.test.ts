import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageApplication } from '../../scripts/package.mjs';
import { readFuses } from '../../scripts/packaging/fuses.mjs';
import { lacksDisplay } from '../../scripts/preflight.mjs';
import { runCommand } from '../../scripts/run-command.mjs';
import { sandboxSwitches } from '../../scripts/sandbox.mjs';
import { startXvfb } from '../../scripts/xvfb.mjs';

const silent = () => {};
let folder = '';
let appDir = '';
let executable = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-packaging-'));
  const outputDir = path.join(folder, 'dist');
  ({ appDir, executable } = await packageApplication({ evaluation: true, outputDir, log: silent }));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const archive = () => path.join(appDir, 'resources', 'app.asar');
const archived = () => listPackage(archive(), { isPack: false });

/** Names and contents of all files in the archive, except those that stand unpacked beside it. */
function archivedFiles(): { name: string; content: Buffer }[] {
  return archived().flatMap((name) => {
    const inside = name.slice(1);
    const entry = statFile(archive(), inside);
    const isPackedFile = 'size' in entry && !entry.unpacked;
    return isPackedFile ? [{ name, content: extractFile(archive(), inside) }] : [];
  });
}

test('the fuses leave no way to run other code as Holdfast', async () => {
  expect(await readFuses(executable)).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

test('the package holds the built application, its resources and its libraries, and nothing else', () => {
  const top = new Set(archived().map((name) => name.split('/')[1]));
  expect([...top].sort()).toEqual(['node_modules', 'out', 'package.json']);
});

test('no sources, source maps or build stamps get into the package', () => {
  const names = archived().filter((name) => /\.(tsx?|mts|cts|map|tsbuildinfo)$|\/\.build-/.test(name));
  expect(names).toEqual([]);
});

test('no keys, certificates, environment files or folders of the build machine get into the package', () => {
  const suspicious = /(^|\/)(\.env[^/]*|\.npmrc|\.git|id_(rsa|ed25519|ecdsa)|[^/]*\.(pem|key|ppk|p12|pfx))$/;
  const root = path.resolve(import.meta.dirname, '../..');
  // A root such as `/app` is too short to tell a path from a word.
  const machinePath =
    root.split(path.sep).length > 2
      ? new RegExp(`(?<![\\w.-])${root.replaceAll(/[^\w/-]/g, '\\$&')}/`)
      : /(?!)/;
  const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n[A-Za-z0-9+/=]{16}/;
  const telling = archivedFiles().filter(({ name, content }) => {
    const text = content.toString('latin1');
    return suspicious.test(name) || privateKey.test(text) || machinePath.test(text);
  });
  expect(telling.map(({ name }) => name)).toEqual([]);
});

test('the launcher of the development runtime is not in the package', async () => {
  const resources = await readdir(path.join(appDir, 'resources'));
  expect(resources.filter((name) => name.endsWith('.asar'))).toEqual(['app.asar']);
});

test('native libraries lie unpacked, and only those for this system', async () => {
  const unpacked = path.join(appDir, 'resources', 'app.asar.unpacked', 'node_modules', '@libsql');
  expect(await readdir(unpacked)).toEqual([`linux-${process.arch}-gnu`]);
  expect(existsSync(path.join(unpacked, `linux-${process.arch}-gnu`, 'index.node'))).toBe(true);
});

test('the packaged description says which version this is', async () => {
  const own = JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
  const packaged = JSON.parse(extractFile(archive(), 'package.json').toString());
  expect({ name: packaged.name, version: packaged.version }).toEqual({
    name: own.name,
    version: own.version,
  });
});

/** Starts the packaged program with `--smoke` and gives what it printed. */
async function smoke(name: string, ...switches: readonly string[]) {
  const virtualDisplay = lacksDisplay() ? await startXvfb() : undefined;
  try {
    const { code, stdout, output, timedOut } = await runCommand(
      executable,
      [
        '--smoke',
        ...switches,
        `--user-data-dir=${path.join(folder, name)}`,
        '--disable-gpu',
        ...(await sandboxSwitches(silent)),
      ],
      {
        timeoutMs: 90_000,
        environment: {
          ...process.env,
          ...(virtualDisplay === undefined ? {} : { DISPLAY: virtualDisplay.display }),
          ELECTRON_RUN_AS_NODE: '1',
          NODE_OPTIONS: `--require=${path.join(folder, 'not-there.js')}`,
        },
      },
    );
    const answer = stdout.split('\n').find((line) => line.startsWith('{'));
    return { output, result: { code, timedOut, answer: answer && JSON.parse(answer) } };
  } finally {
    await virtualDisplay?.stop();
  }
}

test('the packaged application becomes ready and quits, and does not act on NODE_OPTIONS and the like', async () => {
  const { result, output } = await smoke('plain');
  expect(result, output).toMatchObject({ code: 0, timedOut: false, answer: { ready: true, demo: 'off' } });
});

test('the packaged demo starts its endpoints, brings its plan into force, opens a file of it and looks at them over SSH', async () => {
  const { result, output } = await smoke('demo', '--demo', '--demo-size=12');
  expect(result, output).toMatchObject({
    code: 0,
    timedOut: false,
    // The file is parsed in the thread that reads plans: nothing else in the console does.
    answer: { ready: true, demo: 'on', plan: "St. Brendan's Hospital", file: 'Clinical sign-in' },
  });
  expect(result.answer.healthy, output).toBeGreaterThan(0);
});
