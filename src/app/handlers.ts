import type { CallName, InputOf, OutputOf } from '../ipc/contract';
import { authorityCalls } from './authority-calls';
import { commsCalls } from './comms-calls';
import type { Core } from './core';
import { createDeciding, type Deciding } from './deciding';
import { fleetCalls } from './fleet-calls';
import { handoverCalls } from './handover-calls';
import { incidentCalls } from './incident-calls';
import { keyCalls } from './key-calls';
import { createOperators, type Operators } from './operators';
import { outputCalls } from './output-calls';
import { planCalls } from './plan-calls';
import { readinessCalls } from './readiness-calls';
import { riskCalls } from './risk-calls';
import { runCalls } from './run-calls';
import { taskCalls } from './task-calls';

/** One function per call of the contract; a missing one is a compile error. Inputs arrive parsed. */
export type Handlers = {
  readonly [N in CallName]: (input: InputOf<N>) => Promise<OutputOf<N>>;
};

/** The calls that need the machine around the core: dialogs and the demo's fleet. */
export type ShellCall =
  | 'plan.openFolder'
  | 'demo.start'
  | 'start.chooseInventory'
  | 'start.chooseFolder'
  | 'start.preview'
  | 'start.write';

/** What a group of calls is made from. */
export type CallParts = {
  readonly core: Core;
  readonly deciding: Deciding;
  readonly operators: Operators;
};

/** Every call that the core answers by itself, in whatever shell it runs. */
export function createHandlers(core: Core): Omit<Handlers, ShellCall> {
  const { ledger, pins } = core;
  const operators = createOperators({ ledger, pins, plan: () => core.plans.status().plan });
  const parts: CallParts = { core, deciding: createDeciding(core), operators };
  return {
    'console.open': async () => core.snapshot(),
    'operator.signIn': operators.signIn,
    'operator.enrol': operators.enrol,
    'operator.leave': operators.leave,
    ...planCalls(parts),
    ...keyCalls(parts),
    ...incidentCalls(parts),
    ...handoverCalls(parts),
    ...taskCalls(parts),
    ...authorityCalls(parts),
    ...commsCalls(parts),
    'secret.answer': async ({ id, answer }) => {
      core.secrets.answer(id, answer);
      return null;
    },
    ...fleetCalls(parts),
    ...outputCalls(parts),
    ...readinessCalls(parts),
    ...riskCalls(parts),
    ...runCalls(parts),
  };
}
