// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { linePreview } from '../../renderer/command/scribe/line-preview';
import { show } from '../../renderer/screen';
import { click, freshScreens, incidentOf, open, press, type, words } from './fixture/open';

freshScreens();

const focused = () =>
  (document.activeElement as HTMLElement | null)?.dataset.testid ?? document.activeElement?.className;

describe('where the keys go', () => {
  it('puts them into the palette’s field, although showing a dialog moves the focus', async () => {
    await open('ready');
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function (this: HTMLDialogElement) {
      this.setAttribute('open', '');
      this.querySelector<HTMLElement>('[tabindex]')?.focus();
    });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    await screen.findByTestId('palette-input');
    expect(focused()).toBe('palette-input');
  });

  it('keeps them in the sign-in block from step to step', async () => {
    await open('veto-signed-out');
    press('v', document.body);
    await screen.findByTestId('operator-jon.ade');
    press('u', document.body);
    await waitFor(() => expect(focused()).toContain('people-choice'));
    click('operator-jon.ade');
    await screen.findByTestId('pin');
    expect(focused()).toBe('pin');
    press('Escape');
    await screen.findByTestId('operator-jon.ade');
    await waitFor(() => expect(focused()).toContain('people-choice'));
    // Once to open the list, once more while it is open and only its focus was lost.
    for (let times = 0; times < 2; times += 1) {
      (document.activeElement as HTMLElement).blur();
      press('u', document.body);
      await waitFor(() => expect(focused()).toContain('people-choice'));
    }
  });

  it('keeps them when somebody else comes to a locked console', async () => {
    await open('locked');
    click('someone-else');
    await screen.findByTestId('operator-jon.ade');
    await waitFor(() => expect(focused()).toContain('people-choice'));
  });

  it('takes no letter of a PIN for a shortcut, and asks for it anew under the field', async () => {
    await open('locked');
    type('pin', 'dunk');
    for (const letter of 'dunklp') press(letter, screen.getByTestId('pin'));
    expect(screen.queryByTestId('notice')).toBeNull();
    (document.activeElement as HTMLElement).blur();
    fireEvent.submit(screen.getByTestId('pin'));
    await waitFor(() => expect(words('pin-refusal')).toContain('Wrong PIN for Maria Chen.'));
    const field = screen.getByTestId<HTMLInputElement>('pin');
    expect([screen.getByTestId('pin-refusal').getAttribute('role'), focused(), field.value]).toEqual([
      'alert',
      'pin',
      '',
    ]);
    type('pin', '7');
    expect(screen.queryByTestId('pin-refusal')).toBeNull();
  });
});

describe('an outage that nobody declared', () => {
  it('stands above an incident that hides it, and one key turns the screen to it', async () => {
    const core = await open('verified');
    await act(async () => {
      for (let sweep = 0; sweep < 4; sweep += 1) {
        core.at += 10_000;
        core.sweep('directory', new Map(['dir-1', 'dir-2', 'dir-3'].map((name) => [name, 'failing'])));
      }
    });
    await waitFor(() =>
      expect(words('hidden-outage')).toContain('is down, 100 % failing, nobody declared it'),
    );
    press('w', document.body);
    await waitFor(() => expect(screen.queryByTestId('hidden-outage')).toBeNull());
    expect(words('primary-title')).toContain('fails on 3 of 3 endpoints');
  });

  it('leaves the bar neither calm nor grey without an incident', async () => {
    await open('down');
    expect(words('undeclared')).toContain('Clinical sign-in is down and not declared');
    expect(screen.getByTestId('bar').className).toContain('bar-undeclared-down');
  });
});

describe('the bar', () => {
  it('says in red that alerts are not received, in calm and in an incident', async () => {
    for (const scene of ['calm', 'ready']) {
      const core = await open(scene);
      expect(screen.queryByTestId('listener-failure')).toBeNull();
      core.listener = { ...core.listener, state: 'failed', detail: 'port 9099 is in use' };
      await act(async () => core.push('live.changed', core.snapshot().live));
      await waitFor(() => expect(words('listener-failure')).toBe('Alerts not received: port 9099 is in use'));
      expect(screen.getByTestId('listener-failure').className).toContain('is-down');
      document.body.replaceChildren();
    }
  });

  it('says what has become of what was down', async () => {
    await open('verified');
    expect([words('bar-state'), words('bar').includes('Clinical sign-in was down')]).toEqual([
      'verified',
      true,
    ]);
  });

  it('says that what is restored is not yet verified', async () => {
    await open('verifying');
    expect(words('bar-state')).toBe('restored, not yet verified');
  });
});

describe('what waits, answered from the palette', () => {
  const choose = async (label: RegExp) => {
    act(() => show({ over: 'palette' }));
    fireEvent.click(await screen.findByText(label));
  };

  it('signs off the due update as it stands on the screen', async () => {
    const core = await open('say');
    type('draft', 'Kiosks on every ward are open.');
    await choose(/Sign off the due update to Ward staff/);
    await waitFor(() =>
      expect(Object.values(core.world().messages).at(-1)?.text).toBe('Kiosks on every ward are open.'),
    );
  });

  it('decides what waits for the operator, and opens an objection to what waits first', async () => {
    const core = await open('decide');
    await act(async () => {
      await core.bridge.call['decision.propose']({
        incident: 'INC-0001',
        proposal: 'Close the outpatient clinic?',
        risk: '',
        planB: '',
        owner: 'maria.chen',
        timeBoxMs: 180_000,
      });
    });
    await choose(/^Object strongly to/);
    expect(
      (await screen.findByTestId('objection')).closest('[data-testid="wait-DECISION-1"]'),
    ).not.toBeNull();
    const mine = Object.values(incidentOf(core)?.decisions ?? {}).find(
      (each) => each.owner === core.world().operator && each.verdict === null,
    );
    await choose(/^No-go: /);
    await waitFor(() => expect(incidentOf(core)?.decisions[mine?.id ?? '']?.verdict).toBe('no-go'));
  });

  it.each([
    ['say', 'hold-to-run'],
    ['decide', 'hold-to-run'],
    ['ask-approval', 'ask-approval'],
  ])('fills one button at a time, the primary one: %s', async (scene, primary) => {
    await open(scene);
    const filled = document.querySelectorAll<HTMLElement>('.button-act, .hold');
    expect([...filled].map((button) => button.dataset.testid)).toEqual([primary]);
  });
});

describe('a line of the scribe', () => {
  it('says why a severity would not be raised, and says it again on Enter', async () => {
    const why = 'INC-0001 is SEV-1. Severity is only ever raised while an incident is open.';
    const core = await open('ready');
    core.override['incident.note'] = () => {
      throw new Error('the core was asked');
    };
    type('scribe', 'sev3');
    expect([words('scribe-preview'), screen.getByTestId('scribe-preview').title]).toEqual([why, why]);
    press('Enter', screen.getByTestId('scribe'));
    await waitFor(() => expect(words('notice')).toContain(why));
    expect(linePreview('sev1', [], { id: 'INC-0001', severity: 'SEV-2', remarks: [] })).toEqual({
      words: 'raises to SEV-1',
      bad: false,
    });
  });
});

describe('the outbox', () => {
  it('keeps what belongs to another incident apart, and names it', async () => {
    const core = await open('say');
    expect(screen.queryByTestId('outbox-others')).toBeNull();
    await act(async () => {
      for (let sweep = 0; sweep < 4; sweep += 1) {
        core.at += 10_000;
        core.sweep('directory', new Map(['dir-1', 'dir-2', 'dir-3'].map((name) => [name, 'failing'])));
      }
      await core.bridge.call['incident.declare']({
        service: 'directory',
        severity: 'SEV-2',
        takeCommand: true,
      });
      show({ chosenService: 'directory' });
    });
    await waitFor(() => expect(words('outbox-others')).toContain('INC-0001 · '));
    expect(words('outbox-others')).toContain('From other incidents');
  });
});
