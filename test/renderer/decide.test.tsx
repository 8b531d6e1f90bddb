// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { click, freshScreens, incidentOf, open, press, type, words } from './fixture/open';

freshScreens();

const rows = () =>
  [...screen.getByTestId('waits').children].map((row) => row.querySelector('.wait-title')?.textContent);

const partOf = (name: string) => document.querySelector(`[data-part="${name}"]`);

describe('what waits for a word', () => {
  it('stands in the order of its urgency, each with its clock', async () => {
    await open('decide');
    expect(rows()).toEqual([
      'Ravi Patel: find out why the package cache is empty−00:35',
      'Name plan B00:00',
      'Ana Silva: bring the kiosk keys to Ward 402:25',
      'Re-image the 37 workstations of Ward 4 now?02:30',
      'Calling Jon Ade',
      'Calling Tom Okoro',
      'Command: Maria Chen to Jon Ade?',
    ]);
  });

  it('shows a decision with its risk, plan B, objections and whose turn it is', async () => {
    await open('decide');
    const card = words('wait-DECISION-1');
    expect(card).toContain('Tom Okoro decides · proposed by Maria Chen · undecided by Jon Ade');
    expect(card).toContain('Risk: Local drafts on them are lost.');
    expect(card).toContain('Plan B: Shared sign-in kiosks at Site North.');
    expect(card).toContain('Maria Chen objects: Pharmacy has unsent orders on eleven of them.');
    expect(card).toContain('1 strong objection');
  });

  it('takes a decision, a closed task, more time, plan B and an acknowledgement', async () => {
    const core = await open('decide');
    click('go');
    click('choose-plan-b');
    fireEvent.click(screen.getAllByTestId('task-done')[0] as HTMLElement);
    fireEvent.click(within(screen.getByTestId('wait-P2')).getByTestId('acknowledge'));
    await waitFor(() => expect(incidentOf(core)?.tasks['TASK-1']?.result).toBe('done'));
    const due = incidentOf(core)?.tasks['TASK-2']?.dueAt ?? 0;
    await waitFor(() => expect(screen.getAllByTestId('task-extend')).toHaveLength(1));
    click('task-extend');
    await waitFor(() => expect(incidentOf(core)?.tasks['TASK-2']?.dueAt).toBe(due + 300_000));
    const incident = incidentOf(core);
    expect([
      incident?.decisions['DECISION-1']?.verdict,
      incident?.planB.text,
      incident?.pagings.P2?.acknowledgedBy,
    ]).toEqual([
      'go',
      'Shared sign-in kiosks on every ward, and the paper forms of the downtime box.',
      'maria.chen',
    ]);
  });

  it('records a strong objection', async () => {
    const core = await open('staffed');
    await core.bridge.call['decision.propose']({
      incident: 'INC-0001',
      proposal: 'Fail over?',
      risk: '',
      planB: '',
      owner: 'jon.ade',
      timeBoxMs: 60_000,
    });
    fireEvent.click(await screen.findByTestId('object'));
    type('objection', 'The standby is two versions behind');
    fireEvent.submit(screen.getByTestId('objection'));
    await waitFor(() =>
      expect(incidentOf(core)?.decisions['DECISION-1']?.objections).toEqual([
        { person: 'maria.chen', objection: 'The standby is two versions behind' },
      ]),
    );
  });

  it('shows a question until it is answered, here or at the line of the scribe', async () => {
    const core = await open('staffed');
    for (const text of ['? who has the vendor', '? are the kiosks safe'])
      await core.bridge.call['incident.note']({ incident: 'INC-0001', text });
    await waitFor(() => expect(screen.getAllByTestId('answer')).toHaveLength(2));
    expect(words('wait-QUESTION-2')).toContain('2. are the kiosks safe');
    fireEvent.click(screen.getAllByTestId('answer')[1] as HTMLElement);
    type('answer-words', 'yes, since noon');
    fireEvent.submit(screen.getByTestId('answer-words'));
    await waitFor(() => expect(screen.queryByTestId('wait-QUESTION-2')).toBeNull());
    type('scribe', '= Ravi, on line 2');
    press('Enter', screen.getByTestId('scribe'));
    await waitFor(() => expect(screen.queryByTestId('answer')).toBeNull());
    expect(incidentOf(core)?.remarks.map(({ answer }) => answer?.text)).toEqual([
      'Ravi, on line 2',
      'yes, since noon',
    ]);
  });

  it('proposes a decision with P: proposal, risk, plan B, who decides, by when', async () => {
    const core = await open('staffed');
    press('p', document.body);
    await screen.findByTestId('propose-form');
    type('propose-proposal', 'Close the outpatient clinic?');
    type('propose-risk', 'Forty patients are on their way');
    type('propose-planB', 'Paper at the desk');
    type('propose-owner', 'tom.okoro');
    fireEvent.change(screen.getByLabelText('Within'), { target: { value: '10' } });
    click('propose-send');
    await waitFor(() => expect(screen.queryByTestId('propose-form')).toBeNull());
    expect(incidentOf(core)?.decisions['DECISION-1']).toMatchObject({
      proposal: 'Close the outpatient clinic?',
      risk: 'Forty patients are on their way',
      planB: 'Paper at the desk',
      owner: 'tom.okoro',
      proposedBy: 'maria.chen',
      dueAt: core.at + 600_000,
      verdict: null,
    });
  });

  it('names vacant roles in one line and opens the sheet of roles at the first', async () => {
    const core = await open('twelve-waiting');
    expect(words('wait-roles')).toContain('Vacant: Deputy, Scribe, Communications Lead');
    expect(rows()).toHaveLength(10);
    const deputy = { incident: 'INC-0001', role: 'deputy', person: 'jon.ade' };
    await act(async () => void (await core.bridge.call['incident.assignRole'](deputy)));
    await waitFor(() => expect(words('wait-roles')).toContain('Vacant: Scribe, Communications Lead'));
    fireEvent.click(screen.getByText('Assign'));
    expect(document.activeElement).toBe(await screen.findByTestId('assign-scribe'));
  });

  it('is counted on its tab, and the keys 1 to 3 go through the parts', async () => {
    await open('decide');
    expect(words('tab-decide')).toBe('Decide 7 1');
    for (const [key, part] of [
      ['2', 'say'],
      ['3', 'timeline'],
      ['1', 'decide'],
    ] as const) {
      press(key, document.body);
      await waitFor(() => expect(document.activeElement?.closest('[data-part]')).toBe(partOf(part)));
      expect(screen.getByTestId(`tab-${part}`).getAttribute('aria-selected')).toBe('true');
    }
  });
});
