// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, open, press, words } from './fixture/open';

freshScreens();

async function openContinuity() {
  await open('continuity');
  press('j', document.body);
  await screen.findAllByText('10 of 10');
}

describe('continuity', () => {
  it('counts what is proven and what never was', async () => {
    await openContinuity();
    expect(words('continuity-summary')).toBe('1 of 12 services proven · 11 never proven');
  });

  it('has a row per service from what its failure costs to its proof', async () => {
    await openContinuity();
    const row = words('continuity-row-sign-in');
    for (const part of [
      '$1,400,000admissions on paper',
      '15 m of 4 hneeds what takes 30 m',
      'Restart the auth agentone way only: nothing independent of it',
      'Maria Chenone person',
      '10 of 10',
      'provenRTA 8 m 10 s, incident of',
    ])
      expect(row).toContain(part);
  });

  it('names what is missing where this console alone could not restore', async () => {
    await openContinuity();
    expect(words('continuity-row-directory')).toContain(
      '6 of 100 endpointsnothing would show that it works again',
    );
  });

  it('shows the business impact at one, four and twenty-four hours, money and words', async () => {
    await openContinuity();
    click('continuity-impact');
    const table = screen.getByRole('table', { name: 'Business impact analysis' });
    expect([...table.querySelectorAll('thead th')].map((each) => each.textContent)).toEqual([
      'Service',
      'After 1 h',
      'After 4 h',
      'After 24 h',
    ]);
    expect(words('impact-sign-in')).toContain('$9,000,000operationsdiversionsafetyseverecompliancebreach');
  });

  it('holds each objective against the MTPD, against what it needs and against what was reached', async () => {
    await openContinuity();
    click('continuity-objectives');
    expect(words('objectives-sign-in')).toContain(
      '15 m10 m25 m of 4 hno lossCertificate authority, RTO 30 m8 m 10 s',
    );
    expect(words('objectives-dns')).toContain('none is slowernever shown');
  });
});
