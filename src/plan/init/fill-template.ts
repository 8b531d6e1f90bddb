import { type Document, isSeq, parseDocument } from 'yaml';
import { type NewProbe, setProbe } from './new-probe';
import { schemaLine } from './schema-line';
import type { PlanTemplate } from './template';

/** Whose a service made from a template is. */
export type ServiceOwner = {
  readonly id: string;
  readonly name: string;
  readonly selector: string;
  /** Id of a person. */
  readonly owner: string;
  readonly until: string;
  readonly probe?: NewProbe | undefined;
};

/**
 * The text of `services/<id>.yaml` out of templates; comments stay. The first one says what the service is and what
 * restores it; of the others, the envelopes are added, so that their runbooks may be run.
 */
export function fillService(
  [first, ...others]: readonly [PlanTemplate, ...PlanTemplate[]],
  { id, name, selector, owner, until, probe }: ServiceOwner,
): string {
  const document = parseDocument(first.service);
  document.set('id', id);
  document.set('name', name);
  document.set('owner', owner);
  document.set('endpoints', selector);
  if (probe) setProbe(document, probe);
  document.setIn(['authority', 'succession'], document.createNode([owner], { flow: true }));
  const envelopes = document.getIn(['authority', 'envelopes']);
  for (const other of others)
    for (const each of listOf(parseDocument(other.service), ['authority', 'envelopes']))
      if (isSeq(envelopes)) envelopes.add(each);
  listOf(document, ['authority', 'envelopes']).forEach((_, index) => {
    document.setIn(['authority', 'envelopes', index, 'until'], until);
  });
  return schemaLine('service') + written(document);
}

/** The text of `runbooks/<id>.yaml` with its owner. */
export function fillRunbook(text: string, owner: string): string {
  const document = parseDocument(text);
  document.set('owner', owner);
  return schemaLine('runbook') + written(document);
}

function listOf(document: Document, path: readonly string[]): readonly unknown[] {
  const list = document.getIn(path);
  return isSeq(list) ? list.items : [];
}

// Folding at 80 signs would break commands where nobody would.
const written = (document: Document) => document.toString({ lineWidth: 0 });
