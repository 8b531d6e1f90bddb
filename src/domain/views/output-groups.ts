import { causeOf, type Outcome } from '../run/outcome';
import { blurOutput } from './blur-output';

/** What one endpoint said in one step. */
export type StepOutput = {
  readonly endpoint: string;
  readonly outcome: Outcome;
  /** What the endpoint may call itself; taken out before outputs are compared. */
  readonly ownNames: readonly string[];
};

/** Endpoints that ended a step alike and said the same. */
export type OutputGroup = {
  /** Stable while the same outputs are grouped in the same way. */
  readonly key: string;
  readonly state: Outcome['state'];
  readonly cause: string;
  readonly exitCode: number | null;
  /** What `endpoints[0]` said, word for word; empty where it said nothing. */
  readonly text: string;
  /** The same with everything taken out that was not compared. */
  readonly compared: string;
  /** Whether some said it with another time, process id or own name than `text` has. */
  readonly differs: boolean;
  readonly endpoints: readonly string[];
};

/** What all endpoints said in one step, in the order of `OutputGroups.list`. */
export type OutputGroups = {
  /** The latest word of an endpoint counts, so that a step that was repeated stands once. */
  add(output: StepOutput): void;
  /** Largest first; what nobody says any more is left out. */
  list(): OutputGroup[];
};

type Draft = Omit<OutputGroup, 'endpoints' | 'differs'> & { endpoints: Set<string>; differs: boolean };

/**
 * Makes of thousands of outputs the few distinct ones.
 * @param exact whether outputs are compared letter by letter, without taking out what always varies
 */
export function groupOutputs(exact: boolean): OutputGroups {
  const groups = new Map<string, Draft>();
  const placed = new Map<string, Draft>();
  return {
    add({ endpoint, outcome, ownNames }) {
      placed.get(endpoint)?.endpoints.delete(endpoint);
      placed.delete(endpoint);
      if (!('output' in outcome)) return;
      const text = outcome.output.trim();
      const exitCode = 'exitCode' in outcome ? outcome.exitCode : null;
      const compared = exact ? text : blurOutput(text, ownNames);
      const key = `${outcome.state}/${causeOf(outcome)}/${exitCode ?? ''}/${compared}`;
      const known = groups.get(key);
      const group = known ?? {
        ...{ key, state: outcome.state, cause: causeOf(outcome), exitCode, text, compared },
        ...{ differs: false, endpoints: new Set<string>() },
      };
      if (known && known.text !== text) known.differs = true;
      group.endpoints.add(endpoint);
      groups.set(key, group);
      placed.set(endpoint, group);
    },
    list: () =>
      [...groups.values()]
        .filter(({ endpoints }) => endpoints.size > 0)
        .map((group) => ({ ...group, endpoints: [...group.endpoints] }))
        .sort((a, b) => b.endpoints.length - a.endpoints.length || (a.key < b.key ? -1 : 1)),
  };
}
