// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();

const send = (testId = 'pin') => fireEvent.submit(screen.getByTestId(testId));

describe('signing in', () => {
  it('shows who has a PIN, asks for it, and says in the core’s words that it was wrong', async () => {
    const core = await open('veto-signed-out');
    press('v', document.body);
    await screen.findByTestId('operator-jon.ade');
    expect([words('operator-jon.ade'), words('operator-ana.silva')]).toEqual([
      'Jon AdeDeputy · PIN',
      'Ana SilvaCommunications Lead',
    ]);
    click('operator-jon.ade');
    await screen.findByTestId('pin');
    type('pin', '0000');
    send();
    await waitFor(() =>
      expect(words('notice')).toContain('Wrong PIN for Jon Ade. 1 wrong so far; try again.'),
    );
    expect(screen.getByTestId<HTMLInputElement>('pin').value).toBe('');
    type('pin', '9038');
    send();
    await waitFor(() => expect([core.world().operator, core.world().proof]).toEqual(['jon.ade', 'pin']));
  });

  it('lets somebody without a PIN set one in a live plan, typed twice alike', async () => {
    const core = await open('staffed');
    press('u', document.body);
    fireEvent.click(await screen.findByTestId('operator-ana.silva'));
    await screen.findByTestId('pin-again');
    type('pin', '5150');
    type('pin-again', '5151');
    expect([words('prove'), screen.getByTestId<HTMLButtonElement>('prove').disabled]).toEqual([
      'Set PIN and sign inthe two differ',
      true,
    ]);
    type('pin-again', '5150');
    send('pin-again');
    await waitFor(() => expect(core.world().operator).toBe('ana.silva'));
    expect(core.world().operators['ana.silva']?.enrolledAt).toBe(core.at);
  });

  it('takes a name for enough in a drill', async () => {
    const core = await open('drill');
    press('u', document.body);
    fireEvent.click(await screen.findByTestId('operator-ana.silva'));
    await waitFor(() => expect([core.world().operator, core.world().proof]).toEqual(['ana.silva', 'none']));
  });

  it('changes the own PIN only with the old one', async () => {
    const core = await open('staffed');
    press('u', document.body);
    fireEvent.click(await screen.findByText('Change my PIN'));
    await screen.findByTestId('pin-old');
    type('pin-old', '1111');
    type('pin', '8642');
    type('pin-again', '8642');
    send();
    await waitFor(() => expect(words('notice')).toContain('Wrong PIN for Maria Chen.'));
    type('pin-old', '7412');
    type('pin', '8642');
    type('pin-again', '8642');
    send();
    await waitFor(() => expect(words('notice')).toContain('The PIN of Maria Chen is set at this console.'));
    const answer = await core.bridge.call['operator.signIn']({ person: 'maria.chen', pin: '8642' });
    expect(answer.ok).toBe(true);
  });
});

describe('a locked console', () => {
  it('keeps the situation in sight and asks for the PIN of who locked it', async () => {
    const core = await open('locked');
    expect([
      screen.getByTestId('primary-action').dataset.kind,
      words('primary-title'),
      words('operator'),
      words('authority').includes('Maria Chen'),
      screen.queryByTestId('waits') !== null,
      screen.queryByTestId('legend') !== null,
    ]).toEqual(['locked', 'Locked: Maria Chen', 'Locked: Maria Chen', true, true, true]);
    type('pin', '7412');
    send();
    await waitFor(() => expect([core.world().operator, core.world().locked]).toEqual(['maria.chen', null]));
  });

  it('lets somebody else sign in', async () => {
    const core = await open('locked');
    click('someone-else');
    fireEvent.click(await screen.findByTestId('operator-jon.ade'));
    await screen.findByTestId('pin');
    type('pin', '9038');
    send();
    await waitFor(() => expect(core.world().operator).toBe('jon.ade'));
  });

  it('still offers Stop for what runs', async () => {
    const core = await open('running');
    press('l', document.body);
    await waitFor(() => expect(core.world().locked).toBe('maria.chen'));
    await waitFor(() => expect(words('operator')).toBe('Locked: Maria Chen'));
    click('operator');
    await screen.findByTestId('pin');
    click('stop-RUN-0001');
    await waitFor(() => expect(core.world().runs['RUN-0001']?.stopRequestedAt).not.toBeNull());
  });

  it('says why a key that acts does nothing now', async () => {
    await open('locked');
    press('p', document.body);
    await waitFor(() => expect(words('notice')).toContain('The console is locked. Type the PIN first.'));
  });
});
