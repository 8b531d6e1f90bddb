import type { PlanFolder } from '../plan-folder';

/** One inventory file that has been read as text. */
export type InventorySource = {
  readonly folder: PlanFolder;
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly text: string;
};
