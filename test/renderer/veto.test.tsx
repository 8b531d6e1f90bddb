// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { show } from '../../renderer/screen';
import { click, freshScreens, incidentOf, open, press, words } from './fixture/open';

freshScreens();

const stateOf = (core: Awaited<ReturnType<typeof open>>) => incidentOf(core)?.activations.T1?.state;

describe('a countdown to an automatic start', () => {
  it('says what begins by itself, when, and by whose authority', async () => {
    await open('veto');
    const action = screen.getByTestId('primary-action');
    expect([words('primary-title'), words('countdown'), action.dataset.kind]).toEqual([
      'Restart the auth agent on 237 endpoints begins by itself in',
      '0:30',
      'veto',
    ]);
    expect(action.textContent).toContain(
      'By rule half-down under envelope sign-in/restart, SEV-2 or worse, up to 2,000 endpoints',
    );
  });

  it('is vetoed with one press of V while nobody is signed in', async () => {
    const core = await open('veto-signed-out');
    press('v', document.body);
    await waitFor(() => expect(stateOf(core)).toBe('vetoed'));
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).toBe('sign-in'));
  });

  it('is vetoed with one press while the console is locked', async () => {
    const core = await open('veto');
    await core.bridge.call['operator.leave']({ because: 'idle' });
    await waitFor(() => expect(words('operator')).toBe('Locked: Maria Chen'));
    click('veto');
    await waitFor(() => expect(stateOf(core)).toBe('vetoed'));
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).toBe('locked'));
  });

  it('is vetoed with Alt V by somebody who types, and by no V in the text', async () => {
    const core = await open('veto');
    const scribe = screen.getByTestId('scribe');
    scribe.focus();
    press('v', scribe);
    expect(stateOf(core)).toBe('armed');
    fireEvent.keyDown(scribe, { key: 'v', code: 'KeyV', altKey: true });
    await waitFor(() => expect(stateOf(core)).toBe('vetoed'));
  });

  it('stands in the bar with its veto whatever service the screen looks at', async () => {
    const core = await open('veto');
    fireEvent.click(screen.getByTestId('service-imaging'));
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).not.toBe('veto'));
    expect([words('bar-countdown'), screen.getByTestId('bar').className]).toEqual([
      '0:30Veto (V)',
      'bar mode-live bar-sev-1 bar-armed',
    ]);
    click('bar-veto');
    await waitFor(() => expect(stateOf(core)).toBe('vetoed'));
  });

  it('takes the place of a form that somebody had opened, but not of the question who they are', async () => {
    await open('veto');
    show({ form: 'stand-down' });
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).toBe('veto'));
    show({ form: 'sign-in' });
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).toBe('sign-in'));
    expect(words('bar-countdown')).toContain('Veto');
  });

  it('clears a sheet away that would lie over the veto', async () => {
    const core = await open('holding');
    press('?', document.body);
    await screen.findByRole('dialog', { name: 'Keys' });
    core.at += 15_000;
    core.tick();
    await screen.findByTestId('veto');
    expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull();
  });

  it('is muted until the next countdown, and says so', async () => {
    await open('veto');
    press('m', document.body);
    await waitFor(() => expect(words('mute')).toContain('Sound is off for this countdown'));
    press('m', document.body);
    await waitFor(() => expect(words('mute')).toBe('Mute (M)'));
  });

  it('shows and works on a machine whose sound fails', async () => {
    vi.stubGlobal(
      'AudioContext',
      class {
        constructor() {
          throw new Error('no audio device');
        }
      },
    );
    const core = await open('veto');
    click('veto');
    await waitFor(() => expect(stateOf(core)).toBe('vetoed'));
    vi.unstubAllGlobals();
  });
});
