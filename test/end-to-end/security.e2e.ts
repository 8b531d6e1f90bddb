import { expect, test } from '@playwright/test';
import { emptyData, openConsole, remove, type TestConsole } from './console';

let data: string;
let console: TestConsole;

test.beforeAll(async () => {
  data = await emptyData();
  console = await openConsole(data);
});
test.afterAll(async () => {
  await console.close();
  await remove(data);
});

test('the page has no Node, no Electron and no way to name a channel', async () => {
  const found = await console.page.evaluate(() => {
    const page = globalThis as unknown as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => page[name] !== undefined,
      ),
      bridge: Object.keys(page.holdfast as object).sort(),
    };
  });
  expect(found).toEqual({ node: [], bridge: ['call', 'on'] });
});

test('the page cannot run text as code, nor reach any server', async () => {
  const page = console.page;
  const blocked = await page.evaluate(async () => {
    const attempts: Record<string, boolean> = {};
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    attempts.inlineScript = (globalThis as unknown as { injected?: boolean }).injected !== true;
    attempts.fetch = await fetch('http://127.0.0.1:9/').then(
      () => false,
      () => true,
    );
    attempts.ownFileOutside = await fetch('app://holdfast/..%2f..%2fpackage.json').then(
      (answer) => !answer.ok,
      () => true,
    );
    return attempts;
  });
  expect(blocked).toEqual({ inlineScript: true, fetch: true, ownFileOutside: true });
});

test('the window goes nowhere else and opens no second one', async () => {
  const { page, app } = console;
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.org/');
    location.href = 'https://example.org/';
  });
  await page.evaluate(() => Notification.requestPermission()).catch(() => 'denied');
  expect([page.url(), app.windows().length]).toEqual([before, 1]);
});

test('a call with a wrong input is refused in words, and the console lives on', async () => {
  const answers = await console.page.evaluate(async () => {
    const { call } = (
      globalThis as unknown as { holdfast: { call: Record<string, (input: unknown) => Promise<unknown>> } }
    ).holdfast;
    return [
      await call['run.start']?.({ incident: 'INC-0001', manifest: 'x', extra: true }),
      await call['console.open']?.(null),
    ];
  });
  expect(answers).toEqual([
    { ok: false, error: { code: 'invalid-input', message: expect.stringContaining('run.start') } },
    { ok: false, error: { code: 'invalid-input', message: expect.stringContaining('console.open') } },
  ]);
});

test('every permission a page may ask for is denied', async () => {
  const states = await console.page.evaluate(async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'clipboard-read',
    ] as PermissionName[];
    return await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});
