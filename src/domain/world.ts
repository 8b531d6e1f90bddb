import type { Message } from './comms/message';
import type { ThresholdState } from './escalation/threshold-state';
import type { Incident } from './incident/incident';
import type { Names } from './names';
import type { Operator } from './operator/operator';
import type { Mode } from './plan/plan';
import type { Run } from './run/run-state';
import type { ServiceState } from './service/service-state';
import type { FiringAlert } from './signal/alert';

/**
 * Everything the journal says, folded. The one state that decisions are made on and the screen is
 * drawn from; plain data, so that it crosses to the window as it is. Disposable: rebuilt from the
 * journal at every start.
 */
export type World = {
  /** Sequence number of the last event folded in; 0 = nothing yet. */
  readonly seq: number;
  /** Person id of whoever sits at this console now, signed in and not locked. */
  readonly operator: string | null;
  /** How sure we are who it is. */
  readonly proof: 'none' | 'pin';
  /** Who sat here until the console locked, by itself or on purpose; null = not locked. */
  readonly locked: string | null;
  readonly operators: Readonly<Record<string, Operator>>;
  readonly mode: Mode | null;
  /** Names of the plan adopted last, so that the record reads without it. */
  readonly names: Names;
  readonly services: Readonly<Record<string, ServiceState>>;
  /** Firing alerts, by service and then by `alertKey`; under `''` those that no service asks for. */
  readonly alerts: Readonly<Record<string, Readonly<Record<string, FiringAlert>>>>;
  /** By `thresholdKey`. */
  readonly thresholds: Readonly<Record<string, ThresholdState>>;
  /** Why and where an automatic start was last refused, by `refusalKey`, until the threshold clears. */
  readonly refusedActivations: Readonly<
    Record<string, { readonly incident: string | null; readonly because: string }>
  >;
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly runs: Readonly<Record<string, Run>>;
  readonly messages: Readonly<Record<string, Message>>;
  /** By check id. */
  readonly connectivity: Readonly<Record<string, Connectivity>>;
};

/** What a connectivity check last said, and since when it has said so. */
export type Connectivity = {
  readonly name: string;
  readonly ok: boolean;
  readonly because: string;
  readonly since: number;
};

export const emptyWorld: World = {
  seq: 0,
  operator: null,
  proof: 'none',
  locked: null,
  operators: {},
  mode: null,
  names: { people: [], services: [], runbooks: [] },
  services: {},
  alerts: {},
  thresholds: {},
  refusedActivations: {},
  incidents: {},
  runs: {},
  messages: {},
  connectivity: {},
};
