// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { freshScreens, open, words } from './fixture/open';

freshScreens();

describe('authority, without a click', () => {
  it('says who may start, what may run now, on how many, and who is next', async () => {
    await open('staffed');
    expect(words('authority')).toBe(
      [
        'May startMaria Chen (here) operations lead',
        'May run now Restart the auth agent one person, 237 of at most 2,000',
        ' Re-image the workstation two people, 237 of at most 500',
        'NextJon Ade at 09:18 UTC',
      ].join(''),
    );
  });

  it('says so while something may still begin by itself', async () => {
    await open('veto');
    expect(words('authority')).toContain('Restart the auth agent by itself, or one person');
  });

  it('names whom the decision passed to, and the bound of what may not run', async () => {
    await open('decide');
    expect(words('authority')).toContain('Jon Ade by succession since 09:21 UTC');
    expect(words('authority')).toContain('NextTom Okoro at 09:24 UTC');
  });

  it('says that the plan agreed on nothing, and that nobody is next', async () => {
    await open('bare-service');
    expect(words('authority')).toContain('nothing: the plan agrees on no run for this service');
    expect(words('authority')).toContain('nobody is next in line');
  });

  it('answers for every service in calm', async () => {
    await open('calm-authority');
    const row = screen.getByTestId('service-sign-in').textContent;
    expect(row).toContain('by itself, 45 s to veto, from SEV-2, 240 of at most 2,000');
    expect(row).toContain('Maria Chen');
  });
});
