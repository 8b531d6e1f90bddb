// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { show } from '../../renderer/screen';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();

/** From the plate through the form to what a new plan still needs, with Maria at the console. */
async function begin(scene: string) {
  const core = await open(scene);
  click('start-inventory');
  await screen.findByTestId('start-plan');
  type('start-organisation', 'St. Brigid');
  type('start-name', 'Maria Chen');
  click('start-folder');
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('start-write').disabled).toBe(false));
  click('start-write');
  await screen.findByTestId('first-steps');
  click('operator-maria.chen');
  await screen.findByTestId('first-who');
  return core;
}

it('looks only when asked to, and keeps only what two presses say', async () => {
  const core = await begin('start-small');
  expect([words('first-keys'), screen.queryByTestId('shown-keys')]).toEqual([
    '8 of 8 machines have no host key on file. Nothing is sent to them until they do.',
    null,
  ]);
  click('look-at-keys');
  await screen.findByTestId('shown-keys');
  expect(words('keep-keys')).toBe('Keep 21 keys, compared by nobody');
  click('keep-keys');
  expect([words('keep-keys'), core.plan.plan?.endpoints.some(({ hostKeys }) => hostKeys.length > 0)]).toEqual(
    ['Press again: nobody compared these 21 keys', false],
  );
  click('keep-keys');
  await waitFor(() => expect(words('first-keys')).toContain('1 of 8 machines has no host key on file'));
});

it('says how many did not answer and why, and offers nothing to keep, where nobody did', async () => {
  await begin('first-steps-mute');
  expect(words('first-login')).toContain('no SSH agent on this machine');
  click('look-at-keys');
  await waitFor(() => expect(words('keys-found')).toContain('0 of 5 showed 0 keys.'));
  expect(words('keys-found')).toContain('5 did not answer within 5 s: web-1, web-2, db-1 …');
  expect(screen.queryByTestId('keep-keys')).toBeNull();
});

it('leaves with Escape, and no key acts on what is not on the screen', async () => {
  await begin('start-small');
  show({ notice: null });
  press('d', document.body);
  expect(screen.queryByTestId('declare')).toBeNull();
  press('Escape', document.body);
  await waitFor(() => expect(screen.queryByTestId('first-steps')).toBeNull());
});
