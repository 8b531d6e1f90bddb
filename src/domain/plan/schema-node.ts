/** What may stand at one place of a plan file: JSON Schema, as far as messages and forms are made from it. */
export type SchemaNode = {
  readonly type?: string;
  readonly maxLength?: number;
  readonly description?: string;
  readonly errorMessage?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  /** Never shown again once written: it holds, or may by mistake hold, a secret. */
  readonly writeOnly?: boolean;
};
