import { z } from 'zod';
import { consoleStepFields } from './console/console-steps';
import { playbookSchema } from './playbook';
import { stepKinds } from './runbook';

/** Values as they are sent, by the id of their parameter. */
export const valuesSchema = z.record(z.string(), z.string());

/** What a manifest holds of a step; journals keep it, so fields are only ever added. */
export const stepSchema = z.object({
  id: z.string(),
  kind: z.enum(stepKinds),
  command: z.string(),
  timeoutMs: z.number(),
  idempotent: z.boolean(),
  okExitCodes: z.array(z.number()),
  expect: z.string().optional(),
  refuse: z.string().optional(),
  receipt: z.boolean().optional(),
  script: z.string().optional(),
  args: z.array(z.string()).readonly().optional(),
  copy: z
    .object({
      from: z.string(),
      to: z.string(),
      mode: z.string(),
      sha256: z.string(),
      bytes: z.number(),
    })
    .optional(),
  ansible: playbookSchema.optional(),
  everyMs: z.number().optional(),
  become: z.object({ user: z.string(), method: z.literal('sudo') }).optional(),
  rollback: z.string().optional(),
  irreversible: z.boolean().optional(),
  values: valuesSchema.optional(),
  ...consoleStepFields,
});
