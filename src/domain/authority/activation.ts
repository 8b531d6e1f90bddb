import type { DomainEvent } from '../events';

/** An automatic start on its way. Times are Unix milliseconds. */
export type Activation = {
  readonly id: string;
  readonly service: string;
  readonly rule: string;
  readonly runbook: string;
  readonly runbookName: string;
  /** As counted when it was armed; what runs is resolved and judged again at the end of the countdown. */
  readonly endpoints: number;
  readonly envelope: string;
  readonly because: string;
  readonly armedAt: number;
  readonly vetoMs: number;
  readonly startsAt: number;
  readonly state: 'armed' | 'vetoed' | 'withdrawn' | 'started';
  /** Who vetoed, when somebody had signed in; why it was withdrawn; which run it became. */
  readonly vetoedBy: string | null;
  readonly endedBecause: string | null;
  readonly run: string | null;
  readonly endedAt: number | null;
};

type Activations = Readonly<Record<string, Activation>>;

/** Folds one event into the activations of its incident. */
export function evolveActivations(activations: Activations, event: DomainEvent, at: number): Activations {
  if (event.type === 'activation.armed') {
    const { incident: _incident, activation: id, manifest: _manifest, ...armed } = event.data;
    const open = { vetoedBy: null, endedBecause: null, run: null, endedAt: null };
    return { ...activations, [id]: { id, ...armed, armedAt: at, state: 'armed', ...open } };
  }
  if (
    event.type !== 'activation.vetoed' &&
    event.type !== 'activation.withdrawn' &&
    event.type !== 'activation.started'
  )
    return activations;
  const activation = activations[event.data.activation];
  return activation ? { ...activations, [activation.id]: end(activation, event, at) } : activations;
}

function end(state: Activation, event: DomainEvent, at: number): Activation {
  switch (event.type) {
    case 'activation.vetoed':
      return { ...state, state: 'vetoed', vetoedBy: event.data.person ?? null, endedAt: at };
    case 'activation.withdrawn':
      return { ...state, state: 'withdrawn', endedBecause: event.data.because, endedAt: at };
    case 'activation.started':
      return { ...state, state: 'started', run: event.data.run, endedAt: at };
    default:
      return state;
  }
}

/** The countdown that is running; there is at most one per incident. */
export function armedActivation(activations: Activations): Activation | null {
  return Object.values(activations).find((each) => each.state === 'armed') ?? null;
}
