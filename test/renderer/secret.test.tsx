// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { click, freshScreens, open, type, words } from './fixture/open';

freshScreens();

it('asks for the secret that the endpoints wait for, and says that the answer before was wrong', async () => {
  const core = await open('secret');
  const given: unknown[] = [];
  core.override['secret.answer'] = (input) => {
    given.push(input);
    return { ok: true, value: null };
  };
  expect(words('secret-strip')).toMatch(/^That was not it. The SSH key .* has a passphrase\./);
  expect(screen.getByTestId<HTMLButtonElement>('give-secret').disabled).toBe(true);
  type('secret', 'open sesame');
  fireEvent.submit(screen.getByTestId('secret-strip'));
  await waitFor(() =>
    expect(given).toEqual([{ id: 'SECRET-1', answer: { secret: 'open sesame', keep: false } }]),
  );
  expect(screen.getByTestId<HTMLInputElement>('secret').value).toBe('');
});

it('goes on without it when the person says so, and the question is gone', async () => {
  await open('secret');
  click('refuse-secret');
  await waitFor(() => expect(screen.queryByTestId('secret-strip')).toBeNull());
});
