// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { linePreview } from '../../renderer/command/scribe/line-preview';
import { alertGroups } from '../../renderer/command/situation/alert-groups';
import type { FiringAlert } from '../../src/domain/signal/alert';
import { click, freshScreens, open, press, type, words } from './fixture/open';
import { richPlan } from './fixture/rich-plan';

freshScreens();

describe('signals', () => {
  it('say how long a threshold has held of the time it has to', async () => {
    const core = await open('holding');
    core.at += 12_000;
    core.push('live.changed', core.snapshot().live);
    await waitFor(() => expect(words('thresholds')).toContain('holds for 27 of 30 s'));
    expect(words('thresholds')).toContain(
      'agent: 50 % failing for 30 sholds for 27 of 30 s · raises to SEV-1',
    );
  });

  it('say which thresholds were crossed and what kept one from starting', async () => {
    await open('glass-whole');
    expect(words('thresholds')).toContain('crossed · raises to SEV-1, starts Restart the auth agent');
    expect(words('thresholds')).toContain(
      'did not start: envelope sign-in/restart allows 100 endpoints, the manifest has 237',
    );
  });

  it('group firing alerts by name with their count', async () => {
    await open('alerts');
    expect([...screen.getByTestId('alerts').children].map((each) => each.textContent)).toEqual([
      'SignInErrorsHigh SEV-1 × 201 m',
      'AuthAgentDown SEV-3 × 201 m',
      'LdapLatency SEV-3 × 201 m',
    ]);
  });

  it('write out four of sixty names, and all when asked', async () => {
    await open('many-alerts');
    expect(screen.getByTestId('alerts').children).toHaveLength(4);
    click('all-alerts');
    await waitFor(() => expect(screen.getByTestId('alerts').children).toHaveLength(60));
  });

  it('say what the receivers took and turned away, and why they do not listen', async () => {
    await open('alerts');
    expect(words('receiver')).toContain(
      'Alerts on 127.0.0.1:9099: 214 taken4 turned away: 3 bad token, 1 too large',
    );
  });

  it('say that no alerts are received when the listener failed', async () => {
    await open('many-alerts');
    expect(words('receiver')).toContain('No alerts are received: port 9099 is taken by another program');
  });

  it('put the worst group first and keep the moment the first alert began', () => {
    const alert = (name: string, severity: FiringAlert['severity'], startsAt: number): FiringAlert => ({
      source: 'alertmanager',
      fingerprint: `${name}${startsAt}`,
      name,
      severity,
      summary: '',
      startsAt,
    });
    const groups = alertGroups([alert('b', 'SEV-3', 5), alert('a', 'SEV-4', 9), alert('a', 'SEV-2', 7)]);
    expect(groups.map(({ name, count, severity, since }) => [name, count, severity, since])).toEqual([
      ['a', 2, 'SEV-2', 7],
      ['b', 1, 'SEV-3', 5],
    ]);
  });
});

describe('the connectivity strip', () => {
  it('says what is lost since when, what answers and how fresh that is, the lost first', async () => {
    await open('veto');
    const lines = [...screen.getByTestId('reach').querySelectorAll('p')].map((each) => each.textContent);
    expect(lines).toEqual(['Fleet 241 of 243now', 'Internetlost 51 s', 'Chatlost 51 s', 'DNSnow']);
  });
});

describe('where the time goes', () => {
  it('names the gate of every stretch, here the longest and on the sheet all', async () => {
    await open('staffed');
    expect(words('stretches')).toContain('veto time of rule half-down00:20');
    press('x', document.body);
    const sheet = await screen.findByTestId('x-ray');
    expect(sheet.textContent).toContain('nobody in command');
  });
});

describe('the line of the scribe', () => {
  it('says what it will become before it is written', async () => {
    await open('staffed');
    type('scribe', '@ravi 5m look at the package cache');
    expect(words('scribe-preview')).toBe('task for Ravi Patel, 5 m');
  });

  it.each([
    ['generator started', 'note', false],
    ['! we fail over', 'decision', false],
    ['? who has the vendor', 'question', false],
    ['todo renew the certificate', 'follow-up', false],
    ['= on line 2', 'answers: is the standby safe', false],
    ['= 2 on line 2', 'There is no question 2. Open: 1 is the standby safe.', true],
    ['sev1', 'raises to SEV-1', false],
    ['sev9', 'Severities are sev1, the worst, to sev5.', true],
  ])('reads %s', (text, becomes, bad) => {
    const remarks = [{ at: 1, by: null, kind: 'question' as const, text: 'is the standby safe' }];
    expect(linePreview(text, richPlan().people, { id: 'INC-0001', severity: 'SEV-2', remarks })).toEqual({
      words: becomes,
      bad,
    });
  });

  it('says nothing of an empty line', () => {
    expect(linePreview('  ', [], { id: 'INC-0001', severity: 'SEV-2', remarks: [] })).toBeNull();
  });
});
