// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { holdMs } from '../../renderer/ui/hold-button';
import { freshScreens, open, press, type } from './fixture/open';

freshScreens();

describe('command screen', () => {
  it('stands an incident down without proof only with a reason', async () => {
    const core = await open('ready');
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    fireEvent.click(await screen.findByText(/without proof/));
    const button = await screen.findByTestId('stand-down-unproven');
    expect((button as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(screen.getByTestId('unproven-reason'), { target: { value: 'False alarm: test card' } });
    fireEvent.click(button);
    await waitFor(() => expect(core.world().incidents['INC-0001']?.phase).toBe('resolved'));
    expect((await screen.findByTestId('timeline')).textContent).toContain(
      'stood down without proof: False alarm: test card',
    );
  });

  it('reopens an incident that was stood down only with a reason, and its proof stands', async () => {
    const core = await open('stood-down');
    const before = core.world().incidents['INC-0001'];
    fireEvent.click(await screen.findByTestId('reopen-last'));
    const button = await screen.findByTestId<HTMLButtonElement>('reopen');
    expect([button.disabled, screen.getByTestId('primary-title').textContent]).toEqual([
      true,
      'Reopen INC-0001?',
    ]);
    type('reopen-reason', 'Four kiosks are left');
    fireEvent.click(button);
    await waitFor(() => expect(core.world().incidents['INC-0001']?.phase).toBe('stabilised'));
    const { commander, verifiedAt } = core.world().incidents['INC-0001'] ?? {};
    expect([commander, verifiedAt]).toEqual(['maria.chen', before?.verifiedAt]);
    expect((await screen.findByTestId('timeline')).textContent).toContain(
      'INC-0001 reopened: Four kiosks are left',
    );
  });

  it('offers no reopening while an incident is open', async () => {
    const core = await open('stood-down');
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    await screen.findByText(/^Export the timeline of/);
    expect(screen.queryAllByText(/^Reopen/)).toHaveLength(2);
    await core.bridge.call['incident.declare']({
      service: 'directory',
      severity: 'SEV-1',
      takeCommand: true,
    });
    await waitFor(() => expect(screen.queryAllByText(/^Reopen/)).toHaveLength(0));
  });

  it('goes from signing in to the export with keys alone', async () => {
    const core = await open('sign-in');
    press('ArrowDown', screen.getByRole('listbox', { name: 'People of the plan' }));
    press('ArrowUp');
    press('Enter', screen.getByRole('listbox', { name: 'People of the plan' }));
    await screen.findByTestId('pin');
    type('pin', '7412');
    fireEvent.submit(screen.getByTestId('pin'));
    await screen.findByTestId('declare');
    press('d', document.body);
    const hold = await screen.findByTestId('hold-to-run');
    expect(document.activeElement).toBe(hold);
    expect(screen.getByTestId('primary-title').textContent).toBe(
      'Restart the auth agent on 1,284 of 1,300 endpoints',
    );
    press(' ', hold);
    await screen.findByTestId('stop', undefined, { timeout: holdMs + 1500 });
    core.run({
      run: 'RUN-0001',
      wave: 3,
      settle: () => ({ state: 'ok', exitCode: 0, output: '', tookMs: 9 }),
    });
    core.endRun('RUN-0001');
    const good = new Map(
      core.plan.plan?.endpoints
        .filter((each) => each.labels.role === 'workstation')
        .map((each) => [each.name, 'ok'] as const),
    );
    core.at += 5000;
    core.sweep('sign-in', good);
    core.at += 5000;
    core.sweep('sign-in', good);
    const standDown = await screen.findByTestId('stand-down');
    expect(document.activeElement).toBe(standDown);
    fireEvent.click(standDown);
    await waitFor(() => expect(core.world().incidents['INC-0001']?.phase).toBe('resolved'));
    await waitFor(() => expect(screen.getByTestId('primary-title').textContent).toBe('Nothing is open'));
    press('e', document.body);
    expect((await screen.findByTestId('exported')).textContent).toContain('/exports/INC-0001/bundle.json');
  });

  it('does nothing with keys while a person types', async () => {
    const core = await open('down');
    const scribe = screen.getByTestId('scribe');
    scribe.focus();
    for (const key of ['d', 't', 's', 'e', 'i', '?', '1']) press(key, scribe);
    expect([Object.keys(core.world().incidents), screen.queryByTestId('notice')]).toEqual([[], null]);
    press('d', document.body);
    await waitFor(() => expect(Object.keys(core.world().incidents)).toEqual(['INC-0001']));
  });

  it('says why a key does nothing now', async () => {
    await open('ready');
    press('s', document.body);
    expect((await screen.findByTestId('notice')).textContent).toContain(
      'Nothing runs, so there is nothing to stop.',
    );
  });

  it('shows the words of a refused call and keeps what was typed', async () => {
    const core = await open('ready');
    core.override['incident.note'] = () => ({
      ok: false,
      error: { code: 'unavailable', message: 'The disk is full; the note was not written.' },
    });
    const scribe = screen.getByTestId<HTMLInputElement>('scribe');
    fireEvent.change(scribe, { target: { value: 'generator started' } });
    press('Enter', scribe);
    expect((await screen.findByTestId('notice')).textContent).toContain(
      'The disk is full; the note was not written.',
    );
    expect(scribe.value).toBe('generator started');
  });

  it('does not stop a run with the key that started it', async () => {
    const core = await open('running');
    const stop = screen.getByTestId('stop');
    expect(document.activeElement).not.toBe(stop);
    expect(fireEvent.keyDown(stop, { key: ' ', repeat: true })).toBe(false);
    expect(core.world().runs['RUN-0001']?.stopRequestedAt).toBeNull();
    press('s', document.body);
    await waitFor(() => expect(core.world().runs['RUN-0001']?.stopRequestedAt).not.toBeNull());
  });

  it('makes a retry the primary action and leaves it again with Escape', async () => {
    await open('clusters');
    fireEvent.click((await screen.findAllByText('Retry 28 failed endpoints'))[0] as HTMLElement);
    await waitFor(() =>
      expect(screen.getByTestId('primary-title').textContent).toBe(
        'Restart the auth agent again on 28 failed endpoints',
      ),
    );
    press('Escape', document.body);
    await waitFor(() => expect(screen.getByTestId('primary-action').dataset.kind).toBe('verifying'));
  });

  it('counts every endpoint in the legend once', async () => {
    await open('running');
    const counts = [...screen.getByTestId('legend').querySelectorAll('b')].map((each) =>
      Number(each.textContent?.replaceAll(',', '')),
    );
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1300);
    expect(screen.getByTestId('legend-running').textContent).toContain('64');
  });

  it('presets the worst plausible severity and lets a key choose another', async () => {
    const core = await open('down');
    expect(screen.getByTestId('declare').textContent).toContain('Declare SEV-1 and take command');
    press('2', document.body);
    await waitFor(() => expect(screen.getByTestId('declare').textContent).toContain('SEV-2'));
    press('d', document.body);
    await waitFor(() => expect(core.world().incidents['INC-0001']?.severity).toBe('SEV-2'));
  });

  it.each([
    ['no-plan', 'open-plan', 'Open a plan folder'],
    ['plan-refused', 'plan-problems', 'services/sign-in.yaml:14'],
    ['journal-refused', 'journal-refused', 'Row 1,187'],
    ['plan-strip', 'plan-strip', 'The last good plan stays in force'],
    ['demo-starting', 'demo-starting', '112 answer'],
    ['no-match', 'grid-empty', 'role=workstashun & site!=lab'],
  ])('has a designed state for %s', async (name, testId, words) => {
    await open(name);
    expect(screen.getByTestId(testId).textContent).toContain(words);
  });

  it('writes nothing while the journal does not verify', async () => {
    await open('journal-refused');
    expect([
      screen.getByTestId<HTMLInputElement>('scribe').disabled,
      screen.queryByTestId('primary-action'),
    ]).toEqual([true, null]);
  });

  it('says drill on the bar whatever the severity', async () => {
    await open('drill');
    expect([screen.getByTestId('mode-badge').textContent, screen.getByTestId('bar').className]).toEqual([
      'DRILL',
      'bar mode-drill bar-sev-1',
    ]);
  });
});
