/**
 * A common scenario to begin with: texts of plan files that are good as they stand, but for whose they are.
 * The folders are in resources/templates.
 */
export type PlanTemplate = {
  /** Also the id of the runbook that restores. */
  readonly id: string;
  readonly name: string;
  /** One sentence: what it is for and what it does. */
  readonly summary: string;
  readonly irreversible: boolean;
  /** Text of a service whose `restore` is the runbook. */
  readonly service: string;
  /** Id → text; the one that restores, and those that undo it. */
  readonly runbooks: Readonly<Record<string, string>>;
  /** Markdown, to talk it through at a table. */
  readonly scenario: string;
};

/** What a plan begins with when nobody chose: it looks and changes nothing. */
export const firstLook = 'first-look';
