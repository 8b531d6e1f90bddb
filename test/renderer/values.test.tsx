// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useConsole } from '../../renderer/store';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();

const started = (core: Awaited<ReturnType<typeof open>>) => core.world().runs['RUN-0001']?.manifest;
const hold = () => {
  const button = screen.getByTestId('hold-to-run');
  press(' ', button);
};
const held = () => waitFor(() => expect(screen.queryByTestId('hold-to-run')).toBeNull(), { timeout: 3000 });

describe('a runbook that takes values', () => {
  it('says with which it would run, and which are another than the default', async () => {
    await open('values');
    expect(words('primary-action')).toContain('By default: unit auth-agent, drain 30s and 4 more');
    press('y', document.body);
    type('value-unit', 'badge-agent');
    expect(words('values-form')).toContain('▲ changed · default auth-agent');
    click('take-values');
    await waitFor(() =>
      expect(words('primary-action')).toContain('Changed: unit is badge-agent, not auth-agent'),
    );
    click('manifest');
    await waitFor(() =>
      expect(screen.getByRole('dialog').textContent).toContain(
        'unitbadge-agent▲ changed, default auth-agent',
      ),
    );
  });

  it('runs exactly what was typed, under another digest than with the defaults', async () => {
    const core = await open('values');
    const before = core.preview('sign-in')?.manifest.digest;
    press('y', document.body);
    type('value-drain', '2m');
    type('value-log_level', 'debug');
    press('Enter', screen.getByTestId('value-drain'));
    click('take-values');
    await screen.findByTestId('default-values');
    hold();
    await held();
    const manifest = started(core);
    expect([manifest?.values?.drain, manifest?.values?.log_level, manifest?.digest === before]).toEqual([
      '120',
      'debug',
      false,
    ]);
  });

  it('says at the field what is wrong, and nothing can be run meanwhile', async () => {
    const core = await open('values');
    press('y', document.body);
    type('value-drain', 'a while');
    type('value-unit', 'auth agent');
    click('take-values');
    await waitFor(() =>
      expect(words('words-drain')).toBe('drain must be a duration such as 15m from 0m to 10m.'),
    );
    expect([
      document.activeElement?.getAttribute('data-testid'),
      screen.queryByTestId('hold-to-run'),
    ]).toEqual(['value-drain', null]);
    type('value-drain', '1m');
    click('take-values');
    await waitFor(() => expect(words('words-unit')).toBe('unit must match [a-z-]+.'));
    press(' ', document.body);
    press('Escape');
    await screen.findByTestId('hold-to-run');
    expect([words('primary-action').includes('Changed'), started(core)]).toEqual([false, undefined]);
  });

  it('goes back to the defaults with one press', async () => {
    const core = await open('values');
    press('y', document.body);
    type('value-retries', '5');
    click('take-values');
    click(await screen.findByTestId('default-values').then((each) => each.dataset.testid ?? ''));
    expect(words('primary-action')).toContain('By default: unit auth-agent');
    hold();
    await held();
    expect(started(core)?.values?.retries).toBe('3');
  });

  it('resolves anew with the same values when what it would touch changes', async () => {
    const core = await open('values');
    press('y', document.body);
    type('value-retries', '5');
    click('take-values');
    await screen.findByTestId('default-values');
    expect(words('primary-title')).toContain('1,284 of 1,300');
    const lost = useConsole
      .getState()
      .plan.plan?.endpoints.slice(0, 40)
      .map(({ name }) => [name, 'unreachable'] as const);
    core.at += 15_000;
    core.sweep('sign-in', new Map(lost));
    await waitFor(() => expect(words('primary-title')).not.toContain('1,284 of 1,300'));
    expect(words('primary-action')).toContain('Changed: retries is 5, not 3');
  });

  it('is approved by a second person as it stands: what they see and sign has the values', async () => {
    const core = await open('values-two');
    press('y', document.body);
    type('value-unit', 'badge-agent');
    click('take-values');
    await waitFor(() => expect(words('primary-action')).toContain('Changed: unit is badge-agent'));
    click('ask-approval');
    await screen.findByTestId('approve');
    expect(words('primary-action')).toContain('Changed: unit is badge-agent, not auth-agent');
    expect(screen.queryByTestId('values')).toBeNull();
    expect(core.world().incidents['INC-0001']?.approvals.A1?.manifest.values?.unit).toBe('badge-agent');
    click('manifest');
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('unitbadge-agent▲ changed'));
  });
});

describe('after a run', () => {
  it('another runbook can be run on those that passed, chosen where the run is shown', async () => {
    const core = await open('passed');
    click('passed');
    expect((screen.getByTestId('passed-runbook') as HTMLSelectElement).value).toBe('clear-sessions');
    click('passed-show');
    await waitFor(() =>
      expect(words('primary-title')).toBe('Clear the stale sessions on 1,236 endpoints that passed RUN-0001'),
    );
    expect(screen.queryByTestId('passed-form')).toBeNull();
    hold();
    await held();
    const second = core.world().runs['RUN-0002'];
    expect([second?.manifest.entries.length, second?.manifest.follows]).toEqual([
      1236,
      { run: 'RUN-0001', as: 'passed' },
    ]);
  });

  it('the same one once more takes other values', async () => {
    await open('passed');
    click('passed');
    type('passed-runbook', 'restart-auth-agent');
    click('passed-show');
    await screen.findByTestId('values');
    press('y', document.body);
    type('value-unit', 'badge-agent');
    click('take-values');
    await waitFor(() => expect(words('primary-action')).toContain('Changed: unit is badge-agent'));
    expect(words('primary-title')).toBe('Restart the auth agent on 1,236 endpoints that passed RUN-0001');
  });
});
