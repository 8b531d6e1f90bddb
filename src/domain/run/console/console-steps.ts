import { z } from 'zod';

/** Who may answer, and how long that should take at most. Absent: anybody who may act; no limit is said. */
const asked = { who: z.string().optional(), timeBoxMs: z.number().optional() };

/** People do something with their hands, and say so: for each site of the run, or once. Texts are templates. */
const manualSchema = z.object({
  instruction: z.string(),
  steps: z.array(z.string()).readonly(),
  perSite: z.boolean(),
  ...asked,
});

/** A person chooses how the run goes on. */
const decisionSchema = z.object({
  question: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string(), ends: z.boolean() })).readonly(),
  ...asked,
});

const fileSchema = z.object({ from: z.string(), sha256: z.string(), bytes: z.number() });

/** A program on the console's own machine: words as they stand, no shell. Of a file of the plan the content is fixed. */
const localSchema = z.object({ command: z.array(z.string()).readonly(), file: fileSchema.optional() });

/** One request from the console. */
const httpSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  /** JSON as text, whose strings are templates. */
  json: z.string().optional(),
  /** Sent as it stands. */
  body: z.string().optional(),
  /** In the plan's words for the file; never its content. */
  secret: z.object({ header: z.string(), prefix: z.string(), file: z.string() }).optional(),
  /** Trusted in place of the machine's own certificate authorities. */
  ca: fileSchema.optional(),
  status: z.array(z.number()).readonly(),
});

/** What a step is that is done once, at the console; in a manifest, and so for ever. */
export const consoleStepFields = {
  manual: manualSchema.optional(),
  decision: decisionSchema.optional(),
  local: localSchema.optional(),
  http: httpSchema.optional(),
};

export type Manual = z.infer<typeof manualSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type Local = z.infer<typeof localSchema>;
export type Http = z.infer<typeof httpSchema>;
