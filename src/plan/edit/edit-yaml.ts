import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import {
  type EditPath,
  editedValue,
  isSame,
  type Plain,
  type PlanEdit,
  plainAt,
  smallestEdits,
} from '../../domain/plan/plan-edit';
import { parseYaml } from '../yaml/parse-yaml';
import { insertField, insertItem } from './splice-insert';
import { removePart } from './splice-remove';
import { replaceValue } from './splice-value';
import { type Reached, reach, type Splice } from './yaml-places';

/** Names of the fields of the group at a path, in the order in which they are documented. */
export type FieldOrder = (path: EditPath) => readonly string[];

export type EditedYaml = {
  readonly text: string;
  /** Why an edit was not made; those before it were. Null = all were. */
  readonly because: string | null;
};

const byHand = 'Change it in the YAML view.';

/**
 * Makes edits in the text of a YAML file. Only the lines that an edit touches change: comments, order, quoting and
 * layout of everything else stay byte by byte. An edit whose outcome would read differently from what was asked for
 * is not made, so that a rare way of writing can never turn into another plan.
 */
export function editYaml(
  text: string,
  edits: readonly PlanEdit[],
  orderOf: FieldOrder = () => [],
): EditedYaml {
  let now = text;
  for (const edit of edits) {
    const before = readBack(now);
    if (before === undefined) return { text: now, because: `The file is not YAML as it stands. ${byHand}` };
    const wanted = editedValue(before, edit);
    if (wanted === undefined)
      return { text: now, because: `${words(edit.path)} is not there any more. Look again.` };
    const parts =
      edit.op === 'set' ? smallestEdits(plainAt(before, edit.path), edit.path, edit.value) : [edit];
    let next = now;
    for (const part of parts) next = editOnce(next, part, orderOf) ?? next;
    if (!isSame(readBack(next), wanted))
      return {
        text: now,
        because: `${words(edit.path)} is written in a way that a form cannot change. ${byHand}`,
      };
    now = next;
  }
  return { text: now, because: null };
}

function editOnce(text: string, edit: PlanEdit, orderOf: FieldOrder): string | null {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
  });
  const splice = spliceOf(text, document, edit, orderOf);
  return splice && text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

function spliceOf(
  text: string,
  document: Document.Parsed,
  edit: PlanEdit,
  orderOf: FieldOrder,
): Splice | null {
  const reached = reach(document, edit.path);
  if (isAlias(reached.node)) return null;
  if (edit.op === 'remove') {
    if (reached.rest.length > 0) return null;
    return removePart(text, reached, reach(document, edit.path.slice(0, -1)));
  }
  if (reached.rest.length > 0) {
    const value = edit.op === 'add' ? [edit.value] : edit.value;
    return makeMissing(text, reached, edit.path, value, orderOf);
  }
  if (edit.op === 'set') return replaceValue(text, reached, edit.value);
  if (isSeq(reached.node)) return insertItem(text, reached.node, edit.value);
  return isEmpty(reached) ? replaceValue(text, reached, [edit.value]) : null;
}

function makeMissing(
  text: string,
  reached: Reached,
  path: EditPath,
  value: Plain,
  orderOf: FieldOrder,
): Splice | null {
  const [step, ...rest] = reached.rest;
  const inner = rest.reduceRight<Plain>(
    (made, name) => (typeof name === 'number' ? [made] : { [name]: made }),
    value,
  );
  const { node } = reached;
  if (isMap(node) && typeof step === 'string') {
    const holder = path.slice(0, path.length - reached.rest.length);
    return insertField(text, node, step, inner, orderOf(holder));
  }
  if (isSeq(node) && step === node.items.length) return insertItem(text, node, inner);
  if (!isEmpty(reached) || step === undefined) return null;
  return replaceValue(text, reached, typeof step === 'number' ? [inner] : { [step]: inner });
}

const isEmpty = ({ node }: Reached): boolean => node === null || (isScalar(node) && node.value === null);

/** What a text says, or undefined when it is not YAML that a plan may hold; an empty one says nothing. */
function readBack(text: string): Plain | undefined {
  const { yaml } = parseYaml('', text);
  return yaml ? (yaml.value as Plain) : undefined;
}

const words = (path: EditPath): string =>
  path.map((step) => (typeof step === 'number' ? `#${step + 1}` : step)).join('.');
