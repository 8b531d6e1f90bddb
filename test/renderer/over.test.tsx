// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useScreen } from '../../renderer/screen';
import { freshScreens, open, press } from './fixture/open';

freshScreens();

test('a key that follows Escape at once is meant for the screen, and is not lost with the sheet', async () => {
  await open('calm');
  press('?');
  const sheet = screen.getByRole('dialog', { hidden: true });
  // What a browser says while it handles the key; that the dialog is closed it says in a later turn.
  act(() => void sheet.dispatchEvent(new Event('cancel', { cancelable: true })));
  press('q');
  expect([useScreen.getState().over, useScreen.getState().place]).toEqual([null, 'plan']);
});
