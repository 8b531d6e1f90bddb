import { describe, expect, onTestFinished, test } from 'vitest';
import { watchEscalation } from '../../src/app/escalation';
import { createLedger } from '../../src/app/ledger';
import { veto } from '../../src/domain/authority/activation-commands';
import type { NewEvent } from '../../src/domain/events';
import type { Plan } from '../../src/domain/plan/plan';
import { openJournal } from '../../src/store/journal';
import { automatic, rule, withRules } from '../domain/escalation/scene';
import { unauthorisedRuns } from '../helpers/authority-oracle';
import { type FakeClock, fakeClock } from '../helpers/fake-clock';
import { agentProbe, seconds } from '../helpers/hospital';
import { journalFile } from '../helpers/journal-file';
import { broken } from '../helpers/outage';
import { recordsOf } from '../helpers/running';

const incident = 'INC-0001';
const plan = withRules(
  [
    rule({
      id: 'down',
      forMs: 5000,
      acts: [
        { do: 'declare', severity: 'SEV-1' },
        { do: 'run', runbook: 'restart-agent' },
      ],
    }),
  ],
  automatic({ vetoMs: 20_000 }),
);

/** A console's escalation on a real journal; the service is down when it opens. */
function watching(
  file = journalFile(),
  clock: FakeClock = fakeClock(seconds(30)),
  history: readonly NewEvent[] = broken,
  inForce: Plan = plan,
  lookedAt: Readonly<Record<string, number>> = { 'sign-in/agent': clock.now() },
) {
  const faults: unknown[] = [];
  const journal = openJournal(file, clock.now);
  const ledger = createLedger(journal, clock, (error) => faults.push(error));
  if (history.length > 0) ledger.commit(() => history);
  const conducted: string[] = [];
  const watch = watchEscalation({
    ...{ ledger, clock, sweptAt: () => lookedAt },
    conduct: (run) => conducted.push(run),
    onFault: (error) => faults.push(error),
  });
  const close = () => {
    watch.stop();
    journal.close();
  };
  let open = true;
  onTestFinished(() => (open ? close() : undefined));
  watch.adopt(inForce);
  const types = () =>
    recordsOf(journal)
      .map((each) => each.type)
      .filter((type) => type.startsWith('activation') || type.startsWith('run') || type.startsWith('clock'));
  return {
    ...{ file, clock, ledger, journal, conducted, faults, types, watch },
    records: () => recordsOf(journal),
    veto: () =>
      ledger.commit((world, at) => veto({ world, plan, at, operator: null }, { incident, activation: 'T1' })),
    /** As a power cut would: nothing is said. */
    close() {
      open = false;
      close();
    },
  };
}
const wrong = (records: readonly NewEvent[], inForce: Plan = plan) =>
  unauthorisedRuns(records, { [inForce.digest]: inForce });

describe('a threshold that is crossed', () => {
  test('starts the run by itself, hold time and veto time after it was met', () => {
    const console = watching();
    console.clock.advance(24_900);
    const before = console.types();
    console.clock.advance(1200);
    const run = console.records().find((each) => each.type === 'run.started');
    expect([
      before,
      console.types().slice(1),
      console.conducted,
      wrong(console.records()),
      console.faults,
    ]).toEqual([['activation.armed'], ['activation.started', 'run.started'], ['RUN-0001'], [], []]);
    expect((run?.occurredAt ?? 0) - seconds(30)).toBeGreaterThanOrEqual(25_000);
  });
  test('starts nothing after a veto in the last 100 ms', () => {
    const console = watching();
    console.clock.advance(6000);
    const armed = console.ledger.world().incidents[incident]?.activations.T1;
    console.clock.advance((armed?.startsAt ?? 0) - console.clock.now() - 1);
    console.veto();
    console.clock.advance(3_600_000);
    expect([console.types(), console.conducted, console.faults]).toEqual([
      ['activation.armed', 'activation.vetoed'],
      [],
      [],
    ]);
  });
  test('gives the whole veto time again when the console was closed in the middle of it', () => {
    const first = watching();
    first.clock.advance(24_000);
    first.close();
    const clock = fakeClock(first.clock.now() + 600_000);
    const second = watching(first.file, clock, []);
    clock.advance(19_000);
    const before = second.conducted.length;
    clock.advance(3000);
    expect([second.types(), before, second.conducted, wrong(second.records()), second.faults]).toEqual([
      ['activation.armed', 'activation.withdrawn', 'activation.armed', 'activation.started', 'run.started'],
      0,
      ['RUN-0001'],
      [],
      [],
    ]);
  });
  test('gives the whole veto time again when the machine slept in the middle of it', () => {
    const console = watching();
    console.clock.advance(10_000);
    console.clock.sleep(3_600_000);
    console.clock.advance(19_000);
    const before = [...console.types()];
    console.clock.advance(3000);
    expect([before, console.conducted]).toEqual([
      ['activation.armed', 'activation.withdrawn', 'activation.armed'],
      ['RUN-0001'],
    ]);
  });
  test.each([
    ['an hour forward', 3_600_000],
    ['an hour back', -3_600_000],
  ])('is neither hurried nor held up by a wall clock that is set %s', (_how, byMs) => {
    const console = watching();
    console.clock.advance(10_000);
    console.clock.set(console.clock.now() + byMs);
    console.clock.advance(14_900);
    const before = console.conducted.length;
    console.clock.advance(1200);
    expect([before, console.types(), wrong(console.records()), console.faults]).toEqual([
      0,
      ['activation.armed', 'clock.stepped', 'activation.started', 'run.started'],
      [],
      [],
    ]);
  });
  test('stops counting when the console is closed', () => {
    const console = watching();
    console.clock.advance(10_000);
    console.close();
    console.clock.advance(60_000);
    expect([console.conducted, console.clock.waiting()]).toEqual([[], 0]);
  });
});

const silent = withRules([
  rule({
    id: 'mute',
    when: { on: 'silent', probe: 'agent', afterMs: 60_000 },
    acts: [{ do: 'declare', severity: 'SEV-1' }],
  }),
]);
const thresholds = (console: { records(): readonly NewEvent[] }) =>
  console
    .records()
    .map((each) => each.type)
    .filter((type) => /^threshold|^incident/.test(type));

test('a machine that slept says nothing of a probe that was silent meanwhile', () => {
  const console = watching(journalFile(), fakeClock(seconds(30)), broken, silent);
  console.clock.advance(10_000);
  console.clock.sleep(3_600_000);
  console.clock.advance(5_000);
  expect(thresholds(console)).toEqual([]);
});
test('a process that was frozen says nothing of a probe that was silent meanwhile', () => {
  const console = watching(journalFile(), fakeClock(seconds(30)), broken, silent);
  console.clock.advance(10_000);
  console.clock.freeze(3_600_000);
  console.clock.advance(5_000);
  expect(thresholds(console)).toEqual([]);
});
test('nothing starts on waking where timers count the sleep: the whole veto time begins anew', () => {
  const console = watching();
  console.clock.advance(10_000);
  console.clock.freeze(3_600_000);
  console.clock.advance(19_000);
  const before = [console.types(), console.conducted.length];
  console.clock.advance(3000);
  expect([before, console.conducted]).toEqual([
    [['activation.armed', 'activation.withdrawn', 'activation.armed'], 0],
    ['RUN-0001'],
  ]);
});
test('a plan that is saved does not clear a silence', () => {
  const console = watching(journalFile(), fakeClock(seconds(30)), broken, silent);
  console.clock.advance(120_000);
  const before = thresholds(console);
  console.watch.adopt({ ...silent, digest: 'b'.repeat(64) });
  console.clock.advance(30_000);
  expect([before, thresholds(console)]).toEqual([
    ['threshold.met', 'threshold.crossed', 'incident.declared'],
    ['threshold.met', 'threshold.crossed', 'incident.declared'],
  ]);
});
test('a probe that a saved plan adds is not silent before it could have spoken', () => {
  const console = watching(journalFile(), fakeClock(seconds(30)), broken, withRules([]));
  console.clock.advance(120_000);
  const rules = [
    rule({
      id: 'mute',
      when: { on: 'silent', probe: 'new', afterMs: 60_000 },
      acts: [{ do: 'declare', severity: 'SEV-1' }],
    }),
  ];
  const probes = [agentProbe, { ...agentProbe, id: 'new' }];
  console.watch.adopt({ ...withRules(rules, { probes }), digest: 'b'.repeat(64) });
  console.clock.advance(30_000);
  expect(thresholds(console)).toEqual([]);
});
test('what a probe said before the console was closed crosses nothing until it has looked again', () => {
  const first = watching();
  first.clock.advance(3000);
  first.close();
  const second = watching(first.file, fakeClock(first.clock.now() + 50_000_000), [], plan, {});
  second.clock.advance(10_000);
  expect(thresholds(second)).toEqual(['threshold.met', 'threshold.cleared']);
});
