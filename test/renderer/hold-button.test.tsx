// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HoldButton, holdMs } from '../../renderer/ui/hold-button';

describe('hold button', () => {
  let held = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    held = 0;
    render(
      <HoldButton
        onHeld={() => {
          held += 1;
        }}
      >
        Hold to run
      </HoldButton>,
    );
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });
  const button = () => screen.getByRole('button');
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  it('acts once when Space is held for the whole time', () => {
    fireEvent.keyDown(button(), { key: ' ' });
    wait(holdMs - 1);
    expect(held).toBe(0);
    fireEvent.keyDown(button(), { key: ' ', repeat: true });
    wait(1);
    wait(5000);
    expect(held).toBe(1);
  });

  it('does nothing when Space is let go early', () => {
    fireEvent.keyDown(button(), { key: ' ' });
    wait(holdMs - 50);
    fireEvent.keyUp(button(), { key: ' ' });
    wait(5000);
    expect([held, button().className]).toEqual([0, 'hold']);
  });

  it('does nothing when the pointer leaves it early', () => {
    fireEvent.pointerDown(button(), { button: 0 });
    expect(button().className).toBe('hold holding');
    wait(holdMs - 50);
    fireEvent.pointerMove(button(), { clientX: 500, clientY: 500 });
    wait(5000);
    expect(held).toBe(0);
  });

  it('goes on when it is moved from under a pointer that rests', () => {
    fireEvent.pointerDown(button(), { button: 0 });
    fireEvent.pointerLeave(button());
    wait(holdMs);
    expect(held).toBe(1);
  });

  it('does nothing when the window loses the focus meanwhile', () => {
    fireEvent.keyDown(button(), { key: 'Enter' });
    wait(100);
    fireEvent.blur(window);
    wait(5000);
    expect(held).toBe(0);
  });

  it('does not begin with a key that was already down', () => {
    fireEvent.keyDown(button(), { key: ' ', repeat: true });
    wait(5000);
    expect(held).toBe(0);
  });

  it('is held by Space from anywhere while nothing has the focus', () => {
    fireEvent.keyDown(document.body, { key: ' ' });
    wait(holdMs);
    expect(held).toBe(1);
  });
});
