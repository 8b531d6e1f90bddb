import type { Path } from '../../yaml/locate';
import { type Fields, fieldsOf, isEmpty, isTrue, type JobContext, textOf } from './job';

export type JobOption = { readonly name: string; readonly fields: Fields; readonly path: Path };

/** Options of a job, which are a list, or in older files a group by name. */
export function optionsOf(job: Fields, path: Path): readonly JobOption[] {
  const { options } = job;
  if (Array.isArray(options)) {
    return options.map((each, index) => {
      const fields = fieldsOf(each);
      return { name: textOf(fields.name), fields, path: [...path, 'options', index] };
    });
  }
  return Object.entries(fieldsOf(options)).map(([name, each]) => ({
    name,
    fields: fieldsOf(each),
    path: [...path, 'options', name],
  }));
}

/** The parameters that options become. A secret becomes none: what is typed into a run stands in the record. */
export function parameterIds(options: readonly JobOption[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name, fields } of options) {
    if (name === '' || isTrue(fields.secure) || textOf(fields.type) === 'file') continue;
    const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '_');
    const start =
      /^[a-z]/.test(plain) && !plain.startsWith('endpoint_') && !(plain in {}) ? plain : `option_${plain}`;
    let id = start.slice(0, 60);
    for (let next = 2; taken.has(id); next++) id = `${start.slice(0, 60)}_${next}`;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

const known = ['name', 'description', 'value', 'values', 'enforced', 'regex', 'required', 'secure', 'type'];

/** Parameters as a runbook file writes them. One without a default is refused by the plan until it has one. */
export function parametersOf(options: readonly JobOption[], context: JobContext): readonly Fields[] {
  return options.flatMap(({ name, fields, path }) => {
    const id = context.parameters.get(name);
    if (id === undefined) {
      const why = isTrue(fields.secure) ? 'is a secret' : 'is a file';
      const message = `The option "${name}" ${why}, which no parameter can be; it is left out.`;
      context.note(
        path,
        message,
        'Let the endpoint read it from where only it can, and take it out of the steps.',
      );
      return [];
    }
    noteOthers(name, fields, path, context);
    const values = Array.isArray(fields.values) ? fields.values.map(textOf).filter(Boolean) : [];
    const isChoice = values.length > 0 && isTrue(fields.enforced);
    const pattern = isChoice ? '' : textOf(fields.regex);
    const fallback = textOf(fields.value);
    if (fallback === '') {
      const message = `The option "${name}" has no value to begin with, and every parameter needs a default.`;
      context.note(path, message, 'Fill it in: a restoration may have to start by itself.');
    }
    const [description = '', ...more] = textOf(fields.description).trim().split('\n');
    if (more.length > 0 || description.length > 500) {
      const message = `Of the description of the option "${name}" the first line is taken.`;
      context.note([...path, 'description'], message, 'Write what people need to know into one line.');
    }
    return [
      {
        id,
        type: isChoice ? 'choice' : 'text',
        ...(fallback === '' ? {} : { default: fallback }),
        ...(isChoice ? { choices: values } : {}),
        ...(pattern === '' ? {} : { pattern }),
        ...(description === '' ? {} : { description: description.slice(0, 500) }),
      },
    ];
  });
}

function noteOthers(name: string, fields: Fields, path: Path, { note }: JobContext): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key) || textOf(fields[key]) === 'false' || isEmpty(fields[key])) continue;
    note(
      [...path, key],
      `"${key}" of the option "${name}" is not used.`,
      'Check that the parameter is enough without it.',
    );
  }
  if (!Array.isArray(fields.values) && isTrue(fields.enforced)) {
    const message = `The option "${name}" allows only what is not in the file; any text is taken.`;
    note([...path, 'enforced'], message, 'Write "type: choice" and "choices:" to allow no other.');
  }
  if (Array.isArray(fields.values) && !isTrue(fields.enforced)) {
    note(
      [...path, 'values'],
      `The values of the option "${name}" were only proposed; any text is taken.`,
      'Write "type: choice" and "choices:" to allow no other.',
    );
  }
  if (textOf(fields.regex) !== '') {
    note(
      [...path, 'regex'],
      `The expression of the option "${name}" is Java's.`,
      'Check that it means the same in JavaScript, for the whole value.',
    );
  }
}
