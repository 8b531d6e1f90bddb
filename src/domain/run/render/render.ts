import type { ManifestEntry } from '../manifest';
import type { Values } from '../parameters';
import { shellWord } from './shell-word';
import { placeholdersIn, readTemplate } from './template';

/** Gives the value of a place; a place without one is a bug, because the plan and the manifest are checked. */
export type Scope = (placeholder: string) => string;

/** What places of a step stand for on one endpoint. */
export function scopeOf(
  values: Values,
  entry: Pick<ManifestEntry, 'endpoint' | 'address' | 'labels'>,
): Scope {
  return (placeholder) => {
    const label = labelOf(placeholder);
    const value =
      label !== null
        ? own(entry.labels ?? {}, label)
        : placeholder === 'endpoint.name'
          ? entry.endpoint
          : placeholder === 'endpoint.address'
            ? entry.address
            : own(values, placeholder);
    if (value === undefined) throw new Error(`{{ ${placeholder} }} has no value on ${entry.endpoint}`);
    return value;
  };
}

/** Fills in a template of a shell: each place becomes exactly one quoted word, or a part of one. */
export function renderCommand(template: string, scope: Scope): string {
  return readTemplate(template)
    .map((piece) => ('text' in piece ? piece.text : shellWord(scope(piece.placeholder))))
    .join('');
}

/** Fills in a template that stands for one word, whatever it contains. */
export function renderWord(template: string, scope: Scope): string {
  return shellWord(renderText(template, scope));
}

function renderText(template: string, scope: Scope): string {
  return readTemplate(template)
    .map((piece) => ('text' in piece ? piece.text : scope(piece.placeholder)))
    .join('');
}

/** The label that a place stands for, or null. */
export function labelOf(placeholder: string): string | null {
  return placeholder.startsWith('label.') ? placeholder.slice('label.'.length) : null;
}

/** The labels that templates use, sorted, each once. */
export function labelsUsed(templates: readonly string[]): readonly string[] {
  const labels = templates.flatMap(placeholdersIn).flatMap((each) => labelOf(each) ?? []);
  return [...new Set(labels)].sort();
}

function own(values: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
