// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, open, press, words } from './fixture/open';

freshScreens();

describe('beside the hold', () => {
  it('says how old the last preflight is, how many are ready and what stands in the way, by cause', async () => {
    await open('preflight');
    expect(words('preflight-line')).toBe(
      'Preflight 40 s ago: 1,276 of 1,300 ready · 5 host key changed · 11 unreachable · 4 disk full · 8 clock off by more than 5 s',
    );
  });

  it('is short where all are ready', async () => {
    await open('preflight-clean');
    expect([words('preflight-line'), words('arm-line')]).toEqual([
      'Preflight just now: all 1,300 ready',
      'Armed: all 1,284 connected',
    ]);
  });

  it('shows the look as it goes, and F breaks it off', async () => {
    const core = await open('preflight-going');
    expect([words('preflight-line'), words('arm-line')]).toEqual([
      'Preflight: 512 of 1,300 looked at',
      'Armed: 412 of 1,284 connected so far',
    ]);
    press('f', document.body);
    await waitFor(() => expect(core.preflights).toEqual({}));
    expect(words('preflight-line')).toBe('No preflight yet');
  });

  it('looks over the fleet of the service in focus with F', async () => {
    const core = await open('ready');
    press('f', document.body);
    await waitFor(() => expect(words('preflight-line')).toBe('Preflight: 0 of 1,300 looked at'));
    expect(Object.keys(core.preflights)).toEqual(['sign-in']);
  });

  it('opens connections with K and lets go of them with K, and says how many could not', async () => {
    const core = await open('preflight');
    expect(words('arm-line')).toBe('Armed: 1,281 of 1,284 connected, 3 could not');
    expect(screen.getByTestId('arm-line').title).toContain('site-north-0001: No SSH login within 5000 ms');
    press('k', document.body);
    await waitFor(() => expect(words('arm-line')).toBe('Connections are opened when it runs'));
    press('k', document.body);
    await waitFor(() => expect(words('arm-line')).toBe('Armed: all 1,284 connected'));
    expect(Object.keys(core.arms)).toEqual(['sign-in']);
  });

  it('offers no connections where the plan says never', async () => {
    const core = await open('ready');
    const { plan } = core.plan;
    const services = plan?.services.map((each) => ({ ...each, arm: 'never' as const })) ?? [];
    core.plan = { ...core.plan, plan: plan && { ...plan, services } };
    core.push('plan.changed', core.plan);
    await waitFor(() => expect(screen.queryByTestId('arm-line')).toBeNull());
    press('k', document.body);
    await waitFor(() => expect(words('notice')).toContain('The plan says never for Clinical sign-in.'));
  });
});

describe('the sheet of a preflight', () => {
  it('names every endpoint behind a count, and says which a run leaves out', async () => {
    await open('preflight');
    click('preflight-found');
    const full = within(await screen.findByTestId('cause-disk-full'));
    const lost = within(screen.getByTestId('cause-unreachable'));
    expect([
      full.getByRole('heading').textContent,
      full.getAllByRole('listitem')[0]?.textContent,
      lost.getByRole('heading').textContent,
      lost.getAllByRole('listitem').length,
    ]).toEqual([
      '4 disk full · a warning only: a run still goes there',
      'site-north-0008/tmp: 12 MB free of 19 GB, 0 %',
      '11 unreachable · left out of a run for now',
      11,
    ]);
  });

  it('counts by site, the worst first', async () => {
    await open('preflight');
    click('preflight-found');
    await screen.findByTestId('preflight-sum');
    expect(screen.getAllByRole('row').map((row) => row.textContent)[0]).toBe(
      'Site North410 of 420 ready2 host key changed · 4 unreachable · 2 disk full · 4 clock off by more than 5 s',
    );
  });
});

describe('in calm', () => {
  it('the board has the last look of each service with its age, and opens it', async () => {
    await open('preflight-calm');
    expect(words('preflight-sign-in')).toBe('Preflight 2 h ago: 1,276 of 1,300 ready');
    click('preflight-sign-in');
    await waitFor(() => expect(words('preflight-sum')).toContain('1,276 of 1,300 endpoints ready'));
  });

  it('a first look begins on the sheet', async () => {
    const core = await open('calm');
    click('preflight-sign-in');
    click('look-again');
    await waitFor(() => expect(words('preflight-sum')).toBe('Preflight: 0 of 1,300 looked at'));
    expect(Object.keys(core.preflights)).toEqual(['sign-in']);
  });

  it('F asks which service is meant', async () => {
    await open('calm');
    press('f', document.body);
    await waitFor(() => expect(words('notice')).toContain('Choose the service on the readiness board'));
  });
});
