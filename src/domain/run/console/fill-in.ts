import type { Manifest, ManifestStep } from '../manifest';
import type { Values } from '../parameters';
import { readTemplate } from '../render/template';
import type { Http } from './console-steps';

/** Only the values of the run: what is done once has no endpoint whose name could stand there. */
export const valuesOf = (step: ManifestStep, { values = {} }: Pick<Manifest, 'values'>): Values =>
  step.values ?? values;

/** Fills in words for a person, or one word of a program that no shell reads. */
export function fillIn(template: string, values: Values): string {
  return fill(template, values, (value) => value);
}

/** The same for showing only: a place without a value stays as it stands. */
export function shownWords(template: string, values: Values): string {
  return readTemplate(template)
    .map((piece) => {
      if ('text' in piece) return piece.text;
      const { placeholder } = piece;
      return Object.hasOwn(values, placeholder) ? values[placeholder] : `{{ ${placeholder} }}`;
    })
    .join('');
}

/** What a request is once its places are filled in. `because`: a value could not stand where it does. */
export type Filled = Pick<Http, 'method' | 'url' | 'headers'> & { readonly body?: string };

/** A value is one component of the address, one string of the JSON, one line of a header, and never more. */
export function fillInRequest(request: Http, values: Values): Filled | { readonly because: string } {
  const headers: Record<string, string> = {};
  for (const [name, template] of Object.entries(request.headers)) {
    const value = fillIn(template, values);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      return { because: `the header ${name} would hold more than one line of plain characters` };
    headers[name] = value;
  }
  // Of one or two dots alone every reader of addresses makes another folder, however they are written.
  const component = (value: string): string => encodeURIComponent(value);
  const pathDots = readTemplate(request.url).some(
    (piece) => 'placeholder' in piece && /^\.{1,2}$/.test(own(values, piece.placeholder)),
  );
  if (pathDots) return { because: 'a value of dots alone would lead to another place of the address' };
  const url = fill(request.url, values, component);
  const { json, body, method } = request;
  if (json === undefined) return { method, url, headers, ...(body === undefined ? {} : { body }) };
  return { method, url, headers, body: JSON.stringify(fillStrings(JSON.parse(json), values)) };
}

/** Fills in every string of a JSON value; the names of its fields are not templates. */
function fillStrings(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fillIn(value, values);
  if (Array.isArray(value)) return value.map((each) => fillStrings(each, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillStrings(each, values)]));
}

function fill(template: string, values: Values, shape: (value: string) => string): string {
  return readTemplate(template)
    .map((piece) => ('text' in piece ? piece.text : shape(own(values, piece.placeholder))))
    .join('');
}

function own(values: Values, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`{{ ${name} }} has no value`);
  return value;
}
