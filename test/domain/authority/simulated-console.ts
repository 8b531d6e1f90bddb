import fc from 'fast-check';
import { armedActivation } from '../../../src/domain/authority/activation';
import { startActivation, veto, withdrawn } from '../../../src/domain/authority/activation-commands';
import { openApproval } from '../../../src/domain/authority/approval';
import {
  dueApprovals,
  endApproval,
  giveApproval,
  requestApproval,
} from '../../../src/domain/authority/approval-commands';
import { withEvents } from '../../../src/domain/draft-world';
import { escalate } from '../../../src/domain/escalation/escalate';
import type { Rule } from '../../../src/domain/escalation/rule';
import type { NewEvent } from '../../../src/domain/events';
import type { Circumstances } from '../../../src/domain/incident/circumstances';
import { declare, raiseSeverity, standDown, takeCommand } from '../../../src/domain/incident/commands';
import { openIncidentOf, presentOperator } from '../../../src/domain/incident/lookup';
import type { Plan } from '../../../src/domain/plan/plan';
import { interruptRun } from '../../../src/domain/run/commands';
import { resolveManifest } from '../../../src/domain/run/manifest';
import { nextRunId } from '../../../src/domain/run/run-id';
import { startRun } from '../../../src/domain/run/start-run';
import { judgeSweep } from '../../../src/domain/service/judge-sweep';
import { lastSeen, unknownService } from '../../../src/domain/service/service-state';
import { emptyWorld, type World } from '../../../src/domain/world';
import { AppError } from '../../../src/errors';
import { hospital, noon, sha256, signIn } from '../../helpers/hospital';
import { happened } from '../../helpers/records';

const people = ['maria', 'jon', 'eve'] as const;
const person = fc.constantFrom(...people);

/** Everything that can happen to a console, as data. */
const anything = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sweep' as const),
      failing: fc.integer({ min: 0, max: 10 }),
      as: fc.constantFrom('failing' as const, 'failing' as const, 'unreachable' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sign-in' as const), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('enrol' as const), person }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('lock' as const, 'stand-down' as const, 'end-run' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), ms: fc.nat(120_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      byMs: fc.integer({ min: -7_200_000, max: 7_200_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('declare' as const),
      severity: fc.constantFrom('SEV-1' as const, 'SEV-4' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('take-command' as const, 'raise' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      reason: fc.constantFrom(undefined, 'short', 'the wards cannot wait'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('use' as const),
      /** Which of the approvals there ever were. */
      which: fc.nat(3),
      /** The manifest that was approved, or the one of this moment. */
      asWell: fc.constantFrom('approved' as const, 'present' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('approve' as const), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('veto' as const, 'refuse' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change-plan' as const),
      mode: fc.constantFrom(
        'automatic' as const,
        'automatic' as const,
        'person' as const,
        'two-person' as const,
      ),
      severity: fc.constantFrom('SEV-1' as const, 'SEV-3' as const),
      maxEndpoints: fc.constantFrom(5, 10, 1000),
      lastsMs: fc.constantFrom(-1, 600_000, 1e12),
    }),
  },
);
export type SimulatedCommand = typeof anything extends fc.Arbitrary<infer C> ? C : never;

/** The way to a two-person run is long, and chance alone hardly ever finds it. */
const twoPersons: readonly SimulatedCommand[] = [
  { do: 'change-plan', mode: 'two-person', severity: 'SEV-3', maxEndpoints: 10, lastsMs: 1e12 },
  { do: 'enrol', person: 'jon' },
  { do: 'sweep', failing: 8, as: 'failing' },
  { do: 'sign-in', person: 'maria' },
  { do: 'take-command' },
  { do: 'ask' },
  { do: 'approve', person: 'jon' },
  { do: 'use', which: 0, asWell: 'approved' },
];
const noise = fc.array(anything, { maxLength: 1 });
const episode = fc
  .tuple(...twoPersons.map(() => noise))
  .map((between) => twoPersons.flatMap((command, index) => [...(between[index] ?? []), command]));

/** What a console goes through: anything at all, and now and then somebody who means it. */
export const simulatedCommands = fc
  .array(
    fc.oneof({ weight: 12, arbitrary: anything.map((each) => [each]) }, { weight: 1, arbitrary: episode }),
    {
      minLength: 10,
      maxLength: 60,
    },
  )
  .map((parts) => parts.flat());

const failing: Rule['when'] = { on: 'failing', probe: 'agent', share: 0.5, clearBelow: 0.3 };
const rules: Rule[] = [
  { id: 'declare', when: failing, forMs: 0, clearForMs: 0, acts: [{ do: 'declare', severity: 'SEV-2' }] },
  {
    id: 'run',
    when: failing,
    forMs: 5000,
    clearForMs: 3000,
    acts: [{ do: 'run', runbook: 'restart-agent' }],
  },
  {
    id: 'pass',
    when: { on: 'decision-pending', afterMs: 40_000 },
    forMs: 0,
    clearForMs: 0,
    acts: [{ do: 'pass-on' }],
  },
];
const vetoMs = 20_000;

/** A console without edges: the rules themselves, driven as the real one drives them, second by second. */
export class Simulation {
  history: NewEvent[] = [];
  plans: Record<string, Plan> = {};
  #world: World = emptyWorld;
  #at = noon;
  #plan: Plan;
  #goneSince: Readonly<Record<string, number>> = {};
  /** Per countdown: what is left of it on the monotonic clock. */
  #countdowns = new Map<string, number>();

  constructor() {
    this.#plan = this.#adopt('automatic', 'SEV-3', 1000, 1e12);
    this.#add([happened(this.#at, 'console.started', { version: '1' })]);
  }

  do(command: SimulatedCommand): void {
    try {
      this.#act(command);
    } catch (error) {
      // A refusal is an answer; anything else is a defect.
      if (!(error instanceof AppError)) throw error;
    }
    this.#look();
  }

  #adopt(
    mode: 'automatic' | 'person' | 'two-person',
    severity: 'SEV-1' | 'SEV-3',
    maxEndpoints: number,
    lastsMs: number,
  ): Plan {
    const digest = `plan-${Object.keys(this.plans).length}`;
    const [envelope] = signIn.authority.envelopes;
    if (!envelope) throw new Error('the hospital has an envelope');
    const envelopes = [{ ...envelope, mode, severity, maxEndpoints, untilMs: this.#at + lastsMs, vetoMs }];
    const authority = { ...signIn.authority, breakGlass: ['maria', 'jon'], envelopes };
    const service = { ...signIn, escalation: rules, authority };
    const plan: Plan = { ...hospital, digest, services: [service] };
    this.plans[digest] = plan;
    return plan;
  }

  #add(events: readonly NewEvent[]): void {
    this.history.push(...events);
    this.#world = withEvents(this.#world, events);
  }

  get #now(): Circumstances {
    const operator = presentOperator(this.#plan, this.#world)?.id ?? null;
    return { world: this.#world, plan: this.#plan, at: this.#at, operator };
  }

  /** The incident there is, or a name that no incident has. */
  get #incident(): string {
    return openIncidentOf(this.#world, 'sign-in')?.id ?? Object.keys(this.#world.incidents)[0] ?? 'INC-9999';
  }

  get #approval() {
    const incident = this.#world.incidents[this.#incident];
    return incident ? openApproval(incident.approvals) : null;
  }

  #manifest() {
    const seen = lastSeen(this.#world.services['sign-in'] ?? unknownService);
    return resolveManifest({
      plan: this.#plan,
      service: 'sign-in',
      runbook: 'restart-agent',
      lastSeen: seen,
      sha256,
    });
  }

  #act(command: SimulatedCommand): unknown {
    const incident = this.#incident;
    switch (command.do) {
      case 'wait':
        return this.#wait(command.ms);
      case 'sweep':
        return this.#sweep(command.failing, command.as);
      case 'sign-in': {
        const data = { person: command.person, proof: 'pin' as const };
        return this.#add([happened(this.#at, 'operator.signed-in', data, `person:${command.person}`)]);
      }
      case 'enrol':
        return this.#add([happened(this.#at, 'operator.enrolled', { person: command.person })]);
      case 'lock':
        return this.#add([
          happened(this.#at, 'operator.signed-out', {
            person: this.#world.operator ?? 'maria',
            because: 'idle',
          }),
        ]);
      case 'restart':
        return this.#restart(command.ms);
      case 'set-clock':
        this.#at += command.byMs;
        return this.#add([happened(this.#at, 'clock.stepped', { byMs: command.byMs })]);
      case 'change-plan': {
        const { mode, severity, maxEndpoints, lastsMs } = command;
        this.#plan = this.#adopt(mode, severity, maxEndpoints, lastsMs);
        return;
      }
      case 'declare':
        return this.#add(declare(this.#now, { service: 'sign-in', severity: command.severity }));
      case 'take-command':
        return this.#add(takeCommand(this.#now, { incident, reason: 'no answer' }));
      case 'raise':
        return this.#add(raiseSeverity(this.#now, { incident, severity: 'SEV-1' }));
      case 'stand-down':
        return this.#add(standDown(this.#now, { incident, reason: 'enough' }));
      case 'run': {
        const run = nextRunId(this.#world);
        return this.#add(
          startRun(this.#now, { run, incident, manifest: this.#manifest(), breakGlass: command.reason }),
        );
      }
      case 'ask':
        return this.#add(requestApproval(this.#now, { incident, manifest: this.#manifest() }));
      case 'approve': {
        const approval = this.#approval;
        const manifest = approval?.manifest.digest ?? '';
        const second = { incident, approval: approval?.id ?? 'A1', manifest, person: command.person };
        return this.#add(giveApproval(this.#now, second));
      }
      case 'use': {
        const all = Object.values(this.#world.incidents[incident]?.approvals ?? {});
        const approval = all[command.which % Math.max(1, all.length)];
        const run = nextRunId(this.#world);
        const manifest = (command.asWell === 'approved' && approval?.manifest) || this.#manifest();
        return this.#add(startRun(this.#now, { run, incident, manifest, approval: approval?.id }));
      }
      case 'refuse':
        return this.#add(
          endApproval(this.#now, { incident, approval: this.#approval?.id ?? 'A1', how: 'refused' }),
        );
      case 'veto': {
        const armed = armedActivation(this.#world.incidents[incident]?.activations ?? {});
        return this.#add(veto(this.#now, { incident, activation: armed?.id ?? 'T1' }));
      }
      case 'end-run':
        return this.#endRuns();
    }
  }

  #wait(ms: number): void {
    for (let left = ms; left > 0; ) {
      const step = Math.min(1000, left);
      left -= step;
      this.#at += step;
      for (const [key, leftMs] of this.#countdowns) this.#countdowns.set(key, leftMs - step);
      this.#look();
    }
  }

  #sweep(failing: number, as: 'failing' | 'unreachable'): void {
    const results = new Map(
      this.#plan.endpoints.map(({ name }, index) => [name, index < failing ? as : 'ok'] as const),
    );
    const sweep = { service: 'sign-in', probe: 'agent', results, tookMs: 0 };
    const state = this.#world.services['sign-in'] ?? unknownService;
    const [service] = this.#plan.services;
    const open = openIncidentOf(this.#world, 'sign-in')?.id ?? null;
    if (service) this.#add(judgeSweep(service, state, sweep, this.#at, open));
  }

  #restart(ms: number): void {
    this.#at += ms;
    this.#endRuns();
    this.#add([happened(this.#at, 'console.started', { version: '1' })]);
    this.#countdowns.clear();
    for (const incident of Object.values(this.#world.incidents)) {
      const armed = armedActivation(incident.activations);
      if (armed) this.#add([withdrawn({ at: this.#at }, incident, armed, 'the console was restarted')]);
    }
  }

  #endRuns(): void {
    for (const run of Object.values(this.#world.runs))
      if (run.result === null) this.#add(interruptRun({ world: this.#world, at: this.#at }, run));
  }

  /** What the real console does every second and after every commit. */
  #look(): void {
    const now = { world: this.#world, plan: this.#plan, at: this.#at, sha256 };
    const step = escalate({ ...now, sweptAt: {}, watchingSince: 0, goneSince: this.#goneSince });
    this.#goneSince = step.goneSince;
    this.#add(step.events);
    this.#add(dueApprovals({ world: this.#world, plan: this.#plan, at: this.#at }));
    for (const incident of Object.values(this.#world.incidents)) {
      const armed = armedActivation(incident.activations);
      if (!armed) continue;
      const key = `${incident.id}/${armed.id}`;
      if (!this.#countdowns.has(key)) this.#countdowns.set(key, armed.vetoMs);
      if ((this.#countdowns.get(key) ?? 0) > 0) continue;
      const command = { incident: incident.id, activation: armed.id, run: nextRunId(this.#world) };
      this.#add(startActivation({ ...now, world: this.#world }, command));
    }
  }
}
