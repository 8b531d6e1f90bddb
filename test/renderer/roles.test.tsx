// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, incidentOf, open, press, type, words } from './fixture/open';

freshScreens();

describe('roles in the bar', () => {
  it('say who fills them, red where nobody does, and how many the commander leads', async () => {
    await open('vetoed');
    expect([words('commander'), words('role-deputy'), words('role-scribe'), words('span')]).toEqual([
      'Maria Chen',
      'vacant · assign',
      'vacant · assign',
      '0 of 7',
    ]);
    expect(screen.getByTestId('role-scribe').className).toBe('vacant');
  });

  it('are assigned by a menu and left vacant again', async () => {
    const core = await open('vetoed');
    click('role-scribe');
    const menu = await screen.findByTestId('assign-scribe');
    expect(document.activeElement).toBe(menu);
    type('assign-scribe', 'lena.fischer');
    await waitFor(() => expect(incidentOf(core)?.roles).toEqual({ scribe: 'lena.fischer' }));
    await waitFor(() => expect(words('span')).toBe('1 of 7'));
    type('assign-scribe', '');
    await waitFor(() => expect(incidentOf(core)?.roles).toEqual({}));
  });

  it('let anybody take a command that is vacant', async () => {
    const core = await open('vacancy');
    expect(words('wait-commander')).toContain('Vacant: Incident Commander');
    press('t', document.body);
    await waitFor(() => expect(incidentOf(core)?.commander).toBe('maria.chen'));
  });

  it('relieve a commander only with a reason', async () => {
    const core = await open('staffed');
    await core.bridge.call['operator.signIn']({ person: 'jon.ade', pin: '9038' });
    await waitFor(() => expect(words('operator')).toBe('Jon Ade'));
    press('t', document.body);
    const button = await screen.findByTestId<HTMLButtonElement>('relieve');
    expect([button.disabled, words('primary-title')]).toEqual([true, 'Relieve Maria Chen of command?']);
    type('relieve-reason', 'Called to theatre and cannot be reached');
    click('relieve');
    await waitFor(() => expect(incidentOf(core)?.commander).toBe('jon.ade'));
  });
});

describe('a handover of command', () => {
  it('is offered with the briefing as it stands', async () => {
    const core = await open('staffed');
    press('h', document.body);
    await screen.findByTestId('briefing');
    expect(words('briefing')).toContain('Clinical sign-in is down');
    type('handover-to', 'jon.ade');
    click('offer-handover');
    await waitFor(() => expect(incidentOf(core)?.handover?.to).toBe('jon.ade'));
    await screen.findByTestId('accept-handover');
    expect(incidentOf(core)?.commander).toBe('maria.chen');
  });

  it('is accepted with the PIN of the other party, who is at the console from then on', async () => {
    const core = await open('handover');
    press('h', document.body);
    await screen.findByTestId('pin');
    type('pin', '9038');
    click('accept-handover');
    await waitFor(() =>
      expect([incidentOf(core)?.commander, core.world().operator]).toEqual(['jon.ade', 'jon.ade']),
    );
    await waitFor(() => expect(screen.queryByTestId('accept-handover')).toBeNull());
  });

  it('is withdrawn by who offered and declined by whom it was offered to', async () => {
    const core = await open('handover');
    press('h', document.body);
    await screen.findByTestId('withdraw-handover');
    expect(screen.queryByTestId('decline-handover')).toBeNull();
    click('withdraw-handover');
    await waitFor(() => expect(incidentOf(core)?.handover).toBeNull());
    expect(incidentOf(core)?.commander).toBe('maria.chen');
  });
});
