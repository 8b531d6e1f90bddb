// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../renderer/screen';
import { freshScreens, open, press, words } from './fixture/open';

freshScreens();
// A page without a layout has no room to lay cells out in.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
});

const grid = () => screen.getByTestId('grid');
const steps = () =>
  screen.getAllByTestId('step-entry').map((each) => each.querySelector('header')?.textContent);

/** Walks the grid with these keys and opens what they lead to. */
async function walk(...keys: string[]): Promise<HTMLElement> {
  grid().focus();
  for (const key of keys) press(key, grid());
  press('Enter', grid());
  return screen.findByTestId('endpoint-panel');
}

describe('an endpoint', () => {
  it('opens with Enter, takes the focus, and gives it back to the grid with Escape', async () => {
    await open('outputs');
    const panel = await walk('Home', 'PageDown');
    await waitFor(() => expect(document.activeElement).toBe(panel));
    expect(words('endpoint-panel')).toContain('site-north-0001');
    expect(screen.getByTestId('primary-action')).toBeDefined();
    press('Escape', panel);
    await waitFor(() => expect(screen.queryByTestId('endpoint-panel')).toBeNull());
    expect([document.activeElement, screen.getByTestId('cell-mark') !== null]).toEqual([grid(), true]);
  });

  it('shows every step of the run with its end and all that was said', async () => {
    await open('outputs');
    await walk('Home', 'PageDown');
    await waitFor(() => expect(steps()).toHaveLength(2));
    expect(steps().map((each) => each?.replace(/sent .*/, ''))).toEqual([
      'restartoktook 1.4 s · ',
      'checkoktook 0.7 s · ',
    ]);
    expect(words('endpoint-panel')).toContain('Ticket cache: current');
  });

  it('says how much waits for a word behind it', async () => {
    await open('outputs');
    await walk('Home');
    expect(words('endpoint-panel')).toContain('Decide: 3 waiting, behind this');
  });

  it('says how long a step has been in flight', async () => {
    const core = await open('running');
    const run = core.world().runs['RUN-0001'];
    const name = Object.entries(run?.endpoints ?? {}).find(([, each]) => each.state === 'sending')?.[0] ?? '';
    show({ endpoint: name, endpointOpen: true });
    await waitFor(() => expect(words('step-entry')).toMatch(/^checkin flight for \d+ s/));
  });

  it('says why it was left out of the run', async () => {
    const core = await open('running');
    const [left] = core.world().runs['RUN-0001']?.manifest.excluded ?? [];
    show({ endpoint: left?.endpoint ?? '', endpointOpen: true });
    await waitFor(() => expect(words('endpoint-panel')).toContain(`Left out of RUN-0001: ${left?.reason}.`));
  });

  it('changes with the arrow keys while it is open', async () => {
    await open('outputs');
    await walk('Home');
    expect(words('endpoint-panel')).toContain('outpatient-0001');
    press('ArrowRight', grid());
    await waitFor(() => expect(words('endpoint-panel')).toContain('outpatient-0002'));
  });

  it('says what goes wrong when the journal cannot be read, and shows what the window knows', async () => {
    const core = await open('outputs');
    const message = 'The journal cannot be read now.';
    core.override['run.endpointSteps'] = () => ({ ok: false, error: { code: 'unavailable', message } });
    await walk('Home', 'PageDown');
    expect((await screen.findByTestId('notice')).textContent).toContain(message);
    expect(steps()).toEqual(['checkoktook 0.7 s']);
  });
});
