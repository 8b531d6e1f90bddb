// @vitest-environment happy-dom
import { act, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fleetReach } from '../../renderer/command/bar/fleet-reach';
import type { NewEvent } from '../../src/domain/events';
import type { SweepResult } from '../../src/domain/service/service-state';
import { hospital, seconds } from '../helpers/hospital';
import { swept } from '../helpers/outage';
import { worldOf } from '../helpers/records';
import { freshScreens, open, words } from './fixture/open';

freshScreens();

/** Lets the probe of the directory find this on its three endpoints, three times. */
async function directoryFinds(...[one, two, three]: readonly [SweepResult, SweepResult, SweepResult]) {
  const core = await open('verified');
  await act(async () => {
    for (let sweep = 0; sweep < 3; sweep += 1) {
      core.at += 10_000;
      core.sweep(
        'directory',
        new Map([
          ['dir-1', one],
          ['dir-2', two],
          ['dir-3', three],
        ]),
      );
    }
  });
}

describe('endpoints that are not known', () => {
  it('stand beside the share of all endpoints that fails', async () => {
    await directoryFinds('failing', 'host-key', 'no-host-key');
    await waitFor(() =>
      expect(words('hidden-outage')).toContain('is down, 66 % failing, 1 not known, nobody declared it'),
    );
    expect(words('service-directory')).toContain('66 % failing');
    expect(words('service-directory')).toContain('1 of 3 not known');
  });

  it('say why a service is unknown', async () => {
    await directoryFinds('ok', 'no-host-key', 'no-host-key');
    await waitFor(() => expect(words('service-directory')).toContain('2 of 3 not known'));
    expect(words('service-directory')).toContain('unknown');
    expect(words('service-directory')).not.toContain('failing');
  });

  it('were not asked, so that they neither answered nor failed to', () => {
    const { data, ...event } = swept(seconds(5), 0);
    const changes = [
      ['ws-1', 'no-host-key'],
      ['ws-2', 'unreachable'],
      ['ws-3', 'host-key'],
    ];
    const { asked, reached } = fleetReach(
      hospital,
      worldOf([{ ...event, data: { ...data, changes } } as NewEvent]),
    );
    expect([asked, reached]).toEqual([2, 1]);
  });
});
