// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { deviationOf, withGaps } from '../../renderer/command/outputs/deviation';
import { click, freshScreens, open, press, words } from './fixture/open';

freshScreens();

const group = (place: number) => screen.findByTestId(`output-group-${place}`);
const detail = () => words('output-detail');

describe('the outputs of a run', () => {
  it('are the few distinct ones, the most frequent first, with how each of them ended', async () => {
    await open('outputs');
    press('o', document.body);
    await group(1);
    const list = screen.getByRole('listbox', { name: /Distinct outputs/ });
    expect(document.activeElement).toBe(list);
    expect([
      words('outputs-summary'),
      ...[...list.children].map((each) => each.textContent?.replace(/\s+/g, ' ')),
    ]).toEqual([
      '1,284 endpoints, 7 distinct outputs.',
      '1,209● auth-agent.service - Authentication agent of site-north-0001ok',
      '27site-north-0012: package cache is emptyfailed · exit 1',
      '21said nothingok',
      '13Policy: 7.4.1ok',
      '6Ticket cache: rebuilt from a stale copyok',
      '4auth-agent: session 0 of the ticket cache was readok',
      '4said nothingunreachable · connect timeout',
    ]);
  });

  it('say where one deviates from what most said, and leave alike lines out until asked', async () => {
    await open('outputs');
    press('o', document.body);
    fireEvent.click(await group(4));
    expect(detail()).toContain('Against the 1,209 most frequent: 1 line only here ▸, 1 line missing −');
    expect(detail()).toContain('2 lines as most have them');
    expect(detail()).not.toContain('Authentication agent of');
    fireEvent.click(screen.getByText('Whole output'));
    await waitFor(() => expect(detail()).toContain('Authentication agent of site-north-0006'));
  });

  it('are compared letter by letter where that is asked for', async () => {
    await open('outputs');
    press('o', document.body);
    await group(1);
    click('outputs-exact');
    await waitFor(() =>
      expect(words('outputs-summary')).toContain('1,284 endpoints, 1,261 distinct outputs.'),
    );
  });

  it('open at the group of a cluster and at its step', async () => {
    await open('outputs');
    fireEvent.click(within(screen.getByTestId('cluster-1')).getByTestId('show-output'));
    await group(2);
    expect(screen.getByTestId('output-group-2').getAttribute('aria-selected')).toBe('true');
    expect(detail()).toContain('package cache is empty');
  });

  it('lead from a name to everything about that endpoint', async () => {
    await open('outputs');
    press('o', document.body);
    fireEvent.click(await group(6));
    fireEvent.click(within(screen.getByTestId('output-sites')).getByText('outpatient-0022'));
    const panel = await screen.findByTestId('endpoint-panel');
    await waitFor(() => expect(document.activeElement).toBe(panel));
    expect(screen.queryByTestId('output-detail')).toBeNull();
  });

  it('are copied as they were said, without asking for a permission', async () => {
    await open('outputs');
    press('o', document.body);
    await group(1);
    const copied = vi.fn();
    document.execCommand = () => {
      const event = new Event('copy', { cancelable: true });
      Object.assign(event, { clipboardData: { setData: copied } });
      document.dispatchEvent(event);
      return true;
    };
    click('copy-output');
    expect(copied.mock.calls[0]?.[1]).toContain('Authentication agent of site-north-0001\n');
    await waitFor(() => expect(words('copy-output')).toBe('Copied'));
  });

  it('are not there before anything ran, and the key says so', async () => {
    await open('ready');
    press('o', document.body);
    expect((await screen.findByTestId('notice')).textContent).toContain('No run is on record yet.');
  });

  it('change by themselves while the run goes on', async () => {
    const core = await open('running');
    press('o', document.body);
    await group(1);
    const before = words('outputs-summary');
    core.run({
      run: 'RUN-0001',
      wave: 3,
      settle: () => ({ state: 'ok', exitCode: 0, output: 'active', tookMs: 1 }),
    });
    await waitFor(() => expect(words('outputs-summary')).not.toBe(before), { timeout: 6000 });
  }, 15_000);
});

describe('a deviation', () => {
  const said = (text: string, compared = text) => ({ text, compared });

  it('shows what was said and compares what was compared', () => {
    const own = said('at 09:14\nversion 2\nready', 'at ‹time›\nversion 2\nready');
    const usual = said('at 08:00\nversion 1\nready', 'at ‹time›\nversion 1\nready');
    expect(deviationOf(own, usual)).toEqual({
      lines: [
        { text: 'at 09:14', mark: 'alike' },
        { text: 'version 1', mark: 'missing' },
        { text: 'version 2', mark: 'only-here' },
        { text: 'ready', mark: 'alike' },
      ],
      onlyHere: 1,
      missing: 1,
    });
  });

  it('is not drawn where two outputs have nothing in common, nor where they are hopelessly far apart', () => {
    const many = (word: string) => Array.from({ length: 2000 }, (_, line) => `${word} ${line}`).join('\n');
    expect([
      deviationOf(said('a'), said('b')),
      deviationOf(said(many('a')), said(`${many('b')}\na 0`)),
    ]).toEqual([null, null]);
  });

  it('keeps two lines around it of a long output', () => {
    const text = Array.from({ length: 40 }, (_, line) => `line ${line}`);
    const own = said([...text.slice(0, 20), 'odd', ...text.slice(20)].join('\n'));
    const shown = withGaps(deviationOf(own, said(text.join('\n')))?.lines ?? []);
    expect(shown.map((each) => each.text)).toEqual([
      ...['18 lines as most have them', 'line 18', 'line 19', 'odd', 'line 20', 'line 21'],
      '18 lines as most have them',
    ]);
  });
});
