// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Part } from '../../renderer/ui/part';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('a part that cannot be drawn says so, leaves the others, and is drawn again on request', () => {
  // React reports what a boundary caught on the console as well.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  let broken = true;
  const Broken = () => {
    if (broken) throw new Error('no such threshold');
    return <p>drawn</p>;
  };
  render(
    <>
      <Part name="authority">
        <Broken />
      </Part>
      <p>veto</p>
    </>,
  );
  expect([screen.getByTestId('part-fault').textContent, screen.getByText('veto').textContent]).toEqual([
    'The authority cannot be drawn. Everything else works. no such thresholdDraw it again',
    'veto',
  ]);
  broken = false;
  fireEvent.click(screen.getByText('Draw it again'));
  expect(screen.getByText('drawn').textContent).toBe('drawn');
});
