import { expect, test } from 'vitest';
import { shellStatus } from '../../electron/shell-status';
import type { NewEvent } from '../../src/domain/events';
import { emptyWorld } from '../../src/domain/world';
import { seconds } from '../helpers/hospital';
import { changed, declared, done, outage, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

const run = 'RUN-0001';
const after = (...events: readonly NewEvent[]) => shellStatus(worldOf([...started, ...events]));
const three = ['ws-1', 'ws-2', 'ws-3'];
const gone = { state: 'unreachable', cause: 'ConnectTimeout', output: '', tookMs: 1 } as const;
const unreachable = happened(seconds(44), 'run.settled', {
  run,
  outcomes: three.map((endpoint) => ({ endpoint, step: 'restart', outcome: gone })),
});
const halted = [
  unreachable,
  happened(seconds(45), 'run.halted', { run, because: '3 of 10 endpoints unreachable; the budget is 10 %' }),
  happened(seconds(45), 'run.ended', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', result: 'halted', ok: 0, notOk: 3, notSent: 7 },
  }),
];

test('with nothing open the window is called by its product and shows no progress', () => {
  expect([shellStatus(emptyWorld), shellStatus(worldOf(outage))]).toEqual([
    { title: 'Holdfast', progress: null },
    { title: 'Holdfast', progress: null },
  ]);
});

test('an incident says its mode, severity and service before anything runs', () => {
  expect(shellStatus(worldOf(declared))).toEqual({
    title: 'DRILL · SEV-1 · Clinical sign-in is down · Holdfast',
    progress: null,
  });
});

test('a run says how many are well, and its progress counts everybody who has ended', () => {
  const { title, progress } = after(...done(seconds(42), 'check', ['ws-5', 'ws-6']), unreachable);
  expect([title, progress]).toEqual([
    'DRILL · SEV-1 · Clinical sign-in is down · 2 of 10 endpoints · Holdfast',
    { value: 0.5, mode: 'normal' },
  ]);
});

test('a run that was halted stays in sight as an error until the service is verified', () => {
  const verified = [
    changed(seconds(60), 'down', 'restored', 'INC-0001'),
    changed(seconds(61), 'restored', 'verified', 'INC-0001'),
  ];
  expect([after(...halted), after(...halted, ...verified).progress]).toEqual([
    {
      title: 'DRILL · SEV-1 · Clinical sign-in is down · 0 of 10 endpoints, halted · Holdfast',
      progress: { value: 0.3, mode: 'error' },
    },
    null,
  ]);
});

test('a run that completed leaves no progress behind', () => {
  const ended = happened(seconds(50), 'run.ended', {
    ...{ run, incident: 'INC-0001', service: 'sign-in', result: 'completed', ok: 10, notOk: 0, notSent: 0 },
  });
  expect(after(ended).progress).toBeNull();
});
