// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();

const updates = (core: Awaited<ReturnType<typeof open>>) =>
  Object.values(core.world().messages)
    .filter((message) => message.kind === 'update')
    .map(({ audience, text, nextUpdateAt, queuedAt }) => [audience, text, (nextUpdateAt ?? 0) - queuedAt]);

describe('what is said', () => {
  it('shows every audience with its clock, the most urgent first and open', async () => {
    await open('say');
    const lines = ['staff', 'partners', 'executives'].map((id) => words(`audience-${id}`));
    expect(lines).toEqual([
      'Ward stafffirst update late by 01:10heard nothing yet',
      'Partner trustsfirst update in 23:50',
      'Executivesupdate in 26:40',
    ]);
    expect(words('next-update')).toBe('−01:10late for first Ward staff update');
  });

  it('has the draft filled in from the journal, and signs it off with one press', async () => {
    const core = await open('say');
    const draft = screen.getByTestId<HTMLTextAreaElement>('draft').value;
    expect(draft).toContain(
      'Clinical sign-in has been down since 09:14 UTC. It fails on 193 of 240 endpoints.',
    );
    click('sign-off');
    await waitFor(() => expect(updates(core)).toContainEqual(['staff', draft, 1_200_000]));
  });

  it('sends what somebody wrote instead of the draft, and a refusal keeps it', async () => {
    const core = await open('say');
    core.override['comms.signOff'] = () => ({
      ok: false,
      error: { code: 'refused', message: 'Ana Silva does not speak for INC-0001.' },
    });
    type('draft', 'Use the kiosks.');
    click('sign-off');
    await waitFor(() => expect(words('notice')).toContain('does not speak for INC-0001'));
    expect(screen.getByTestId<HTMLTextAreaElement>('draft').value).toBe('Use the kiosks.');
    delete core.override['comms.signOff'];
    click('sign-off');
    await waitFor(() => expect(updates(core)).toContainEqual(['staff', 'Use the kiosks.', 1_200_000]));
  });

  it('asks once more, in words, before an audience hears again too early', async () => {
    const core = await open('say');
    click('audience-executives');
    await waitFor(() => expect(words('sign-off')).toBe('Sign off early…'));
    click('sign-off');
    await waitFor(() =>
      expect(words('early')).toBe(
        'Executives heard 3 m 20 s ago, and the plan gives them 10 m of quiet. Send it all the same?',
      ),
    );
    expect(updates(core)).toHaveLength(1);
    click('sign-off');
    await waitFor(() => expect(updates(core)).toHaveLength(2));
  });

  it('puts what waited too long before a person: sent after all, or never', async () => {
    const core = await open('say');
    expect(words('outbox-held')).toContain('1 message waited too long');
    click('outbox-drop');
    await waitFor(() => expect(screen.queryByTestId('outbox-held')).toBeNull());
    const [message] = Object.values(core.world().messages);
    expect(Object.values(message?.deliveries ?? {}).map((each) => each.state)).toEqual(['dropped', 'done']);
  });

  it('names whom to telephone next, and reads the call tree with what to say', async () => {
    await open('say');
    expect(words('next-call')).toBe('Call Tom Okoro+44 20 7946 0105Call tree (C)');
    press('c', document.body);
    const tree = await screen.findByTestId('calls');
    expect(tree.children).toHaveLength(5);
    expect(screen.getByRole('dialog').textContent).toContain(
      'Maria Chen is in command, so please come to the console or call back.',
    );
  });

  it('still owes the last word to who heard of it, when the incident is stood down', async () => {
    const core = await open('owed');
    expect([words('audience-executives'), words('audience-staff')]).toEqual([
      'Executivesupdate in 26:20heard 3 m 40 s ago',
      'Ward staffwas told nothing',
    ]);
    expect(screen.getByTestId<HTMLTextAreaElement>('draft').value).toContain('This is our last message');
    click('sign-off');
    await waitFor(() => expect(words('sign-off')).toBe('Send it early'));
    click('sign-off');
    await waitFor(() => expect(updates(core)).toHaveLength(2));
    const last = Object.values(core.world().messages).findLast(({ kind }) => kind === 'update');
    act(() => {
      for (const delivery of Object.keys(last?.deliveries ?? {}))
        core.append([
          {
            ...{
              stream: `message/${last?.id}`,
              occurredAt: core.at,
              actor: 'console',
              type: 'delivery.done',
            },
            data: { message: last?.id ?? '', delivery, attempt: 1 },
          } as NewEvent,
        ]);
    });
    await waitFor(() => expect(screen.queryByTestId('draft')).toBeNull());
  });

  it('says that nobody is told where the plan names no audience', async () => {
    await open('bare-service');
    expect(screen.getByText(/The plan names no audience for this service/)).toBeTruthy();
    expect(screen.queryByTestId('next-update')).toBeNull();
  });
});
