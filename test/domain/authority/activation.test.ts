import { describe, expect, test } from 'vitest';
import { startActivation, veto } from '../../../src/domain/authority/activation-commands';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import { primaryAction } from '../../../src/domain/views/primary-action';
import { hospital, seconds, sha256, workstations } from '../../helpers/hospital';
import { broken, changed, swept } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';
import { automatic, looked, rule, types, withRules } from '../escalation/scene';

const incident = 'INC-0001';
const rules = [
  rule({
    id: 'down',
    acts: [
      { do: 'declare', severity: 'SEV-1' },
      { do: 'run', runbook: 'restart-agent' },
    ],
  }),
];
const plan = withRules(rules, automatic());
const armedAt = seconds(21);
const zero = armedAt + 45_000;
const armed = looked(plan, broken, armedAt);
const begin = (history: readonly NewEvent[], at = zero, inForce: Plan = plan) =>
  startActivation(
    { world: worldOf(history), plan: inForce, at, sha256 },
    { incident, activation: 'T1', run: 'RUN-0001' },
  );
const vetoAt = (history: readonly NewEvent[], at: number, operator: string | null = null) =>
  veto({ world: worldOf(history), plan, at, operator }, { incident, activation: 'T1' });
/** An envelope whose last moment falls into the countdown. */
const ending = withRules(rules, automatic({ untilMs: zero - 1 }));
const withdrawal = (events: readonly NewEvent[]) =>
  events.map((event) => (event.type === 'activation.withdrawn' ? event.data.because : event.type));

describe('at the end of the countdown', () => {
  test('the run starts under its envelope, by the console, with the manifest of that moment', () => {
    const [started, granted, run] = begin(armed);
    expect([started?.data, granted?.data, granted?.actor, run?.type]).toEqual([
      { incident, activation: 'T1', run: 'RUN-0001' },
      {
        ...{ incident, activation: 'T1', runbook: 'restart-agent', endpoints: 10, ground: 'automatic' },
        manifest: run?.type === 'run.started' ? run.data.manifest.digest : null,
        envelope: 'sign-in/restart-agent',
        because: 'envelope sign-in/restart-agent, SEV-2 or worse, up to 1,000 endpoints',
      },
      'console',
      'run.started',
    ]);
  });
  test('nothing starts a millisecond early, nor twice', () => {
    const done = [...armed, ...begin(armed)];
    expect([begin(armed, zero - 1), begin(done, zero + 1)]).toEqual([[], []]);
  });
  test.each([
    [
      'the service has recovered',
      [...armed, swept(zero - 1, 0), changed(zero - 1, 'down', 'restored', incident)],
      plan,
      'the service is restored',
    ],
    [
      'the envelope has run out',
      looked(ending, broken, armedAt),
      ending,
      'envelope sign-in/restart-agent expired on 2026-10-01',
    ],
    [
      'the envelope was altered, were it for the wider',
      armed,
      withRules(rules, automatic({ maxEndpoints: 5000 })),
      'envelope sign-in/restart-agent was altered after INC-0001 was declared',
    ],
    [
      'the envelope was taken out of the plan',
      armed,
      withRules(rules),
      'no automatic envelope of Clinical sign-in allows restart-agent',
    ],
    [
      'no endpoint can be reached',
      armed,
      { ...plan, endpoints: workstations(3).map((each) => ({ ...each, hostKeys: [] })) },
      'the manifest is empty: no endpoint can be reached',
    ],
    [
      'the plan has become live',
      armed,
      { ...plan, mode: 'live' as const },
      'INC-0001 is a drill incident, and the plan in force is live. Stand it down first.',
    ],
    [
      'the runbook is gone',
      armed,
      { ...plan, runbooks: [] },
      'the plan no longer has its service or runbook',
    ],
    [
      'the service is gone',
      armed,
      { ...plan, services: [] },
      'the plan no longer has its service or runbook',
    ],
  ])('it is withdrawn when %s', (_why, history, inForce, because) => {
    expect(withdrawal(begin(history, zero, inForce))).toEqual([because]);
  });
});

describe('a veto', () => {
  test('one millisecond before the end leaves nothing to start', () => {
    const vetoed = [...armed, ...vetoAt(armed, zero - 1, 'eve')];
    expect([vetoed.at(-1)?.data, begin(vetoed), begin(vetoed, zero + 60_000)]).toEqual([
      { incident, activation: 'T1', person: 'eve', leftMs: 1 },
      [],
      [],
    ]);
  });
  test("asks for nobody's name, and comes before any sign-in", () => {
    const nobody = armed.filter((event) => event.type !== 'operator.signed-in');
    const act = primaryAction(plan, worldOf(nobody), 'sign-in', null);
    expect([act.kind, vetoAt(nobody, zero - 10)[0]?.data]).toEqual([
      'veto',
      { incident, activation: 'T1', leftMs: 10 },
    ]);
  });
  test('twice is once; after the start it points to Stop', () => {
    const vetoed = [...armed, ...vetoAt(armed, zero - 1)];
    const begun = [...armed, ...begin(armed)];
    expect([vetoAt(vetoed, zero), refusal(() => vetoAt(begun, zero + 1))]).toEqual([
      [],
      'refused: RUN-0001 has started already. Stop it: nothing further will be sent.',
    ]);
  });
  test('of a countdown there is not is refused', () => {
    const now = { world: worldOf(armed), plan: hospital, at: zero, operator: null };
    expect(refusal(() => veto(now, { incident, activation: 'T9' }))).toBe(
      'not-found: INC-0001 has no countdown "T9".',
    );
  });
});

test('a wall clock that is set moves the end of the countdown with it', () => {
  const hour = 3_600_000;
  const later = [...armed, happened(armedAt + 5000 + hour, 'clock.stepped', { byMs: hour })];
  expect([begin(later, zero + 1000), types(begin(later, zero + hour))[0]]).toEqual([
    [],
    'activation.started',
  ]);
});
