import type { PlanProblem, Position } from '../plan-problem';
import type { InventoryFormat } from './inventory-format';

/** The fields of an endpoint that a problem can be about. */
export type EndpointField = 'name' | 'address' | 'port' | 'user' | 'jump' | 'label';

/**
 * An endpoint as one inventory file says it, before anything is checked. Texts are as written;
 * an empty one stands for what the plan says or for the default.
 */
export type FoundEndpoint = {
  readonly file: string;
  readonly name: string;
  readonly address: string;
  readonly port: string;
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  /** Other names by which a way may speak of it. */
  readonly aliases?: readonly string[] | undefined;
  /** Hops separated by commas, each `[user@]host[:port]`; empty = reached directly. */
  readonly jump: string;
  /** Path of the private key that the inventory names. */
  readonly identity: string;
  /** Where a field stands. Asked only when there is a problem, because looking can be slow. */
  readonly at: (field: EndpointField, label?: string) => Position;
};

/** What one inventory file holds. */
export type FoundInventory = {
  /** In the order of the file. */
  readonly found: readonly FoundEndpoint[];
  readonly problems: readonly PlanProblem[];
  /** What the file was read as, as far as it came to that. */
  readonly format?: InventoryFormat | undefined;
};

/** An inventory of which nothing can be used. */
export function nothingFound(...problems: readonly PlanProblem[]): FoundInventory {
  return { found: [], problems };
}
