// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { holdMs } from '../../renderer/ui/hold-button';
import { happened } from '../helpers/records';
import { click, freshScreens, incidentOf, open, press, type, words } from './fixture/open';

freshScreens();

const kind = () => screen.getByTestId('primary-action').dataset.kind;
const facts = () => screen.getByTestId('primary-action').textContent ?? '';

describe('a run that needs a second person', () => {
  it('says who may be the second person and asks with one press', async () => {
    const core = await open('ask-approval');
    expect(facts()).toContain('Needs a second person: Jon Ade, Ravi Patel');
    press('a', document.body);
    await waitFor(() => expect(kind()).toBe('approve'));
    expect(incidentOf(core)?.approvals.A1?.person).toBe('maria.chen');
  });

  it('shows the second person exactly what they put their name under', async () => {
    const core = await open('approve');
    const digest = incidentOf(core)?.approvals.A1?.manifest.digest ?? '';
    expect(words('primary-title')).toBe('Second person: Re-image the workstation on 237 of 240 endpoints?');
    expect(facts()).toContain('Asked by Maria Chen under envelope sign-in/re-image');
    expect(facts()).toContain('3 excluded: 2 unreachable, 1 host key changed');
    expect(facts()).toContain('lapses in 15:00');
    expect(screen.getByTestId('manifest').title).toBe(digest);
    expect(screen.getByTestId('manifest').textContent).toContain(digest.slice(0, 12));
  });

  it('says whom only the telephone reaches', async () => {
    await open('approve');
    expect(facts()).toContain('Called: Jon Ade (telephone +44 20 7946 0102)');
  });

  it('says who was called, and whether that has arrived', async () => {
    const core = await open('ask-approval');
    const { plan } = core.plan;
    if (!plan) throw new Error('the scene has no plan');
    const contacts = [{ channel: 'chat', address: 'jon' }];
    const people = plan.people.map((each) => (each.id === 'jon.ade' ? { ...each, contacts } : each));
    core.plan = { ...core.plan, plan: { ...plan, people } };
    press('a', document.body);
    await waitFor(() => expect(facts()).toContain('Called: Jon Ade (on its way)'));
    const [page] = Object.values(core.world().messages).filter(({ approval }) => approval === 'A1');
    const data = { message: page?.id ?? '', delivery: 'chat', attempt: 1 };
    await act(async () => void core.append([happened(core.at, 'delivery.done', data)]));
    const arrived = new Date(core.at).toISOString().slice(11, 19);
    await waitFor(() => expect(facts()).toContain(`Called: Jon Ade (arrived ${arrived} UTC)`));
  });

  it('offers only approvers, and says whose PIN proves nothing', async () => {
    await open('approve');
    const options = [...screen.getByTestId('approver').querySelectorAll('option')];
    expect(options.map((each) => each.textContent)).toEqual([
      'Jon Ade',
      'Ravi Patel · no PIN from before the declaration',
    ]);
  });

  it('goes on to the hold only with the right PIN of the second person', async () => {
    const core = await open('approve');
    type('pin', '1111');
    click('approve');
    await waitFor(() => expect(words('notice')).toContain('Wrong PIN for Jon Ade'));
    expect(kind()).toBe('approve');
    type('pin', '9038');
    click('approve');
    await screen.findByTestId('hold-to-run');
    expect(facts()).toContain('Approved by Jon Ade');
    press(' ', screen.getByTestId('hold-to-run'));
    await screen.findByTestId('stop', undefined, { timeout: holdMs + 1500 });
    expect(incidentOf(core)?.approvals.A1?.ended).toBe('used');
  });

  it.each([
    ['refuse', 'refused'],
    ['withdraw', 'withdrawn'],
  ])('can be ended: %s', async (button, how) => {
    const core = await open('approve');
    click(button);
    await waitFor(() => expect(incidentOf(core)?.approvals.A1?.ended).toBe(how));
    await waitFor(() => expect(kind()).toBe('ask-approval'));
  });

  it('is named among what waits', async () => {
    await open('approve');
    expect(words('wait-A1')).toContain('Needs a second person: Jon Ade, Ravi Patel. Asked by Maria Chen.');
  });
});

describe('breaking the glass', () => {
  it('says the bound, wants ten characters and a hold, and stays loud in the bar', async () => {
    const core = await open('glass-whole');
    expect(kind()).toBe('not-allowed');
    click('break-glass');
    const hold = await screen.findByTestId<HTMLButtonElement>('hold-to-break-glass');
    expect(facts()).toContain('Envelope sign-in/restart: allows 100 endpoints, the manifest has 237.');
    type('glass-reason', 'too few');
    expect([hold.disabled, hold.textContent]).toEqual([
      true,
      'Hold to break the glassreason: 3 more characters',
    ]);
    type('glass-reason', 'Emergency department cannot see allergies');
    press(' ', hold);
    await screen.findByTestId('stop', undefined, { timeout: holdMs + 1500 });
    expect(words('glass-broken')).toContain(
      'Maria Chen ran Restart the auth agent on 237 endpoints beyond the agreed bounds',
    );
    expect(words('glass-broken')).toContain('“Emergency department cannot see allergies”');
    expect(Object.keys(core.world().runs)).toEqual(['RUN-0001']);
  });

  it('is left with Escape, and nothing has happened', async () => {
    const core = await open('glass-whole');
    press('g', document.body);
    await screen.findByTestId('glass-reason');
    fireEvent.keyDown(screen.getByTestId('glass-reason'), { key: 'Escape' });
    await waitFor(() => expect(kind()).toBe('not-allowed'));
    expect([core.world().runs, screen.queryByTestId('glass-broken')]).toEqual([{}, null]);
  });
});
