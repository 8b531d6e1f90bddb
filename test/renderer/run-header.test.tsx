// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { click, freshScreens, open, words } from './fixture/open';

freshScreens();

it('pauses a run where it is shown, foretells nothing meanwhile, and lets it go on', async () => {
  const core = await open('running');
  click('pause');
  await waitFor(() => expect(words('run-progress')).toContain('paused: 64 in flight, 309 wait'));
  expect(words('run-progress')).not.toMatch(/\/s| left/);
  expect(words('continue')).toBe('Let it go on');
  click('continue');
  await waitFor(() => expect(core.world().runs['RUN-0001']?.pausedAt).toBeNull());
  await screen.findByTestId('pause');
});
