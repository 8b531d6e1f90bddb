import { z } from 'zod';
import type { ConsoleLogin } from './host-keys';
import type { PlanMistake } from './snapshot';

const words = z.string().trim().min(1).max(200);

/** How a service can be watched, as a service file names it. */
export const startProbes = ['ssh', 'process', 'port', 'tcp', 'http', 'tls', 'dns'] as const;

/** A group that becomes a service; what is left out is as the plan's template says. */
const service = z.strictObject({
  /** Its name, as it was found. */
  group: z.string().max(500),
  template: words.optional(),
  probe: z.strictObject({ by: z.enum(startProbes), at: z.string().trim().min(1).max(1000) }).optional(),
});

/** What a window may say of a new plan. Neither the inventory nor the folder: those are chosen in dialogs. */
export const startAnswersSchema = z.strictObject({
  organisation: words,
  name: words,
  mail: z.string().trim().max(200).optional(),
  phone: z.string().trim().max(50).optional(),
  services: z.array(service).min(1).max(100),
  /** For every service that has none of its own. */
  template: words,
  user: z.string().trim().max(64).optional(),
  mode: z.enum(['drill', 'tabletop']),
});

export type StartAnswers = z.input<typeof startAnswersSchema>;

/** What an inventory holds, for whoever makes a plan of it. */
export type StartFound = {
  readonly file: string;
  readonly format: string;
  readonly endpoints: number;
  readonly withKey: number;
  readonly groups: readonly { readonly name: string; readonly size: number; readonly proposed: boolean }[];
  /** What in it is not used, by line. */
  readonly problems: readonly PlanMistake[];
  /** Somebody has to say who signs in. */
  readonly needsUser: boolean;
  /** Why a CSV of the endpoints goes into the plan and not a copy; empty = a copy does. */
  readonly whyCsv: string;
  readonly login: ConsoleLogin;
  readonly templates: readonly {
    readonly id: string;
    readonly name: string;
    readonly summary: string;
    readonly irreversible: boolean;
  }[];
};

/** The files as they would be written, in the order of reading; the schemas are only counted. */
export type StartPreview = {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly schemas: number;
  /** What the plan would be refused for. */
  readonly problems: readonly PlanMistake[];
};
