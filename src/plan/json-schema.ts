import * as z from 'zod';
import type { SchemaNode } from '../domain/plan/schema-node';
import { historyFileSchema } from './schema/history-file';
import { planFileSchema } from './schema/plan-file';
import { riskFileSchema } from './schema/risk-file';
import { runbookFileSchema } from './schema/runbook-file';
import { serviceFileSchema } from './schema/service-file';

/**
 * JSON Schema (draft 7, which the YAML language server reads best) of what a person writes:
 * durations are text here, and fields with a default are not required.
 */
export function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  const node = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    // Zod drops `examples` of a schema that transforms, since they could be of its output; ours are of what is written.
    override({ jsonSchema }) {
      if ('example' in jsonSchema) jsonSchema.examples = [jsonSchema.example];
      delete jsonSchema.example;
    },
  });
  return node as SchemaNode;
}

/** File name in `resources/schemas` → text, as it must stand there. */
export function jsonSchemaFiles(): Readonly<Record<string, string>> {
  const files = {
    'plan.schema.json': { title: 'Holdfast: plan.yaml', ...jsonSchemaOf(planFileSchema) },
    'service.schema.json': { title: 'Holdfast: services/<id>.yaml', ...jsonSchemaOf(serviceFileSchema) },
    'risk.schema.json': { title: 'Holdfast: risks/<id>.yaml', ...jsonSchemaOf(riskFileSchema) },
    'history.schema.json': { title: 'Holdfast: history.yaml', ...jsonSchemaOf(historyFileSchema) },
    'runbook.schema.json': { title: 'Holdfast: runbooks/<id>.yaml', ...jsonSchemaOf(runbookFileSchema) },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}
