import { expect, test } from 'vitest';
import { statusOf, statusText } from '../../src/cli/status-summary';
import { seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const incident = 'INC-0001';
const armed = happened(seconds(55), 'activation.armed', {
  ...{ incident, activation: 'T1', service: 'sign-in', rule: 'half-down', runbook: 'restart-agent' },
  ...{ runbookName: 'Restart the auth agent', manifest: 'm', endpoints: 10, envelope: 'e', because: 'x' },
  ...{ vetoMs: 45_000, startsAt: seconds(100) },
});
const journal = { isLive: true, rows: 9, head: 'f'.repeat(64) };
const said = (events: Parameters<typeof worldOf>[0], at: number) => {
  const status = { ...journal, ...statusOf(worldOf(events), at) };
  return [status.incidents[0]?.countdown, statusText(status).split('\n')] as const;
};

test('status says which restoration begins by itself, when, and that anyone can veto it at the console', () => {
  const [countdown, lines] = said([...declared, armed], seconds(64));
  expect([countdown, lines.slice(-2)]).toEqual([
    {
      ...{ activation: 'T1', rule: 'half-down', runbook: 'restart-agent', endpoints: 10 },
      ...{ runbookName: 'Restart the auth agent', startsAt: seconds(100), leftMs: 36_000 },
    },
    [
      '  INC-0001 SEV-1 drill active · Clinical sign-in is down · 44 s since impact, RTO 15 min · commander: maria',
      '    COUNTDOWN: in 36 s, at 12:01:40 UTC, "Restart the auth agent" begins by itself on 10 endpoints; anyone can veto it at the console',
    ],
  ]);
});

test.each([
  ['before one', []],
  [
    'after a veto',
    [armed, happened(seconds(60), 'activation.vetoed', { incident, activation: 'T1', leftMs: 1 })],
  ],
])('status says nothing of a countdown %s', (_when, events) => {
  const [countdown, lines] = said([...declared, ...events], seconds(64));
  expect([countdown, lines.filter((each) => each.includes('COUNTDOWN'))]).toEqual([null, []]);
});

test('a countdown that is due already is not told as time gone by', () => {
  const [countdown, lines] = said([...declared, armed], seconds(101));
  expect([countdown?.leftMs, lines.at(-1)?.startsWith('    COUNTDOWN: now, at 12:01:40 UTC')]).toEqual([
    0,
    true,
  ]);
});
