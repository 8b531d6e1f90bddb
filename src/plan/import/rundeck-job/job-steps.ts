import { splitWords } from '../../fleet/split-words';
import type { Path } from '../../yaml/locate';
import { type Fields, fieldsOf, idOf, isEmpty, isTrue, type JobContext, textOf } from './job';
import { referenceStep } from './job-reference';
import { commandText, scriptText } from './job-text';

/** Steps of a job as a runbook file writes them. What cannot be one stays as a step that the plan refuses. */
export function stepsOf(
  job: Fields,
  path: Path,
  timeout: string | null,
  context: JobContext,
): readonly Fields[] {
  const { commands } = fieldsOf(job.sequence);
  const list: readonly unknown[] = Array.isArray(commands) ? commands : [];
  const taken = new Set<string>();
  return list.map((each, index) => {
    const at = [...path, 'sequence', 'commands', index];
    const fields = fieldsOf(each);
    const wanted = idOf(textOf(fields.description), `step-${index + 1}`).slice(0, 50);
    const id = taken.has(wanted) ? `${wanted}-${index + 1}` : wanted;
    taken.add(id);
    noteDescription(textOf(fields.description), id, at, index + 1, context);
    const step = stepOf(fields, at, index + 1, context);
    noteOthers(fields, step, at, index + 1, context);
    return { id, ...step, ...(timeout === null || 'runbook' in step || 'manual' in step ? {} : { timeout }) };
  });
}

/** What each kind of step is taken from, beside `description`. */
const takenFrom: Readonly<Record<string, readonly string[]>> = {
  command: ['exec'],
  script: ['script', 'args', 'scriptInterpreter', 'interpreterArgsQuoted'],
  script_file: ['scriptfile', 'args', 'scriptInterpreter'],
  runbook: ['jobref'],
};

function noteOthers(fields: Fields, step: Fields, path: Path, number: number, { note }: JobContext): void {
  const taken = Object.keys(step).flatMap((kind) => takenFrom[kind] ?? []);
  for (const key of Object.keys(fields)) {
    if (taken.includes(key) || key === 'description' || isEmpty(fields[key])) continue;
    // Of a step that has no place at all, its parts need no word of their own.
    if (textOf(fields[key]) === 'false' || ('manual' in step && key !== 'errorhandler')) continue;
    const fix =
      key === 'errorhandler'
        ? 'Write what has to be done after a failure into a runbook of its own.'
        : 'Check that the step is right without it.';
    note([...path, key], `"${key}" of step ${number} is not used.`, fix);
  }
}

/** A step has no words but its id. */
function noteDescription(text: string, id: string, path: Path, number: number, { note }: JobContext): void {
  if (text === '' || idOf(text, '') === id) return;
  const message = `The description of step ${number} is not used; its id is ${id}.`;
  note([...path, 'description'], message, 'Give the step an id that says what it does.');
}

function stepOf(fields: Fields, path: Path, number: number, context: JobContext): Fields {
  const left = (what: string, fix: string): Fields => {
    context.note(path, `Step ${number} (${what}) has no place in a runbook.`, fix);
    return { manual: `Rundeck: ${what}` };
  };
  if (typeof fields.exec === 'string')
    return { command: commandText(fields.exec, context, [...path, 'exec']) };
  if (typeof fields.script === 'string') return scriptStep(fields, fields.script, path, number, context);
  if (typeof fields.scriptfile === 'string') {
    const name = fields.scriptfile.replace(/^.*\//, '');
    const message = `Step ${number} runs ${fields.scriptfile} of the Rundeck server.`;
    context.note(
      [...path, 'scriptfile'],
      message,
      `Copy it into the plan folder as scripts/${name}, and replace @option.…@ in it.`,
    );
    return {
      script_file: `scripts/${name}`,
      ...interpreterOf(fields, '', path, context),
      ...argsOf(fields, path, context),
    };
  }
  if (fields.jobref !== undefined) return referenceStep(fieldsOf(fields.jobref), path, context);
  const kind = textOf(fields.type);
  if (typeof fields.scripturl === 'string')
    return left(
      'a script from the network',
      'Keep the script in the plan folder: the network may be what is down.',
    );
  if (kind !== '') return left(`the plugin ${kind}`, 'Write a command or a script that does the same.');
  return left(Object.keys(fields).join(', ') || 'nothing', 'Write a command or a script that does the same.');
}

function scriptStep(fields: Fields, script: string, path: Path, number: number, context: JobContext): Fields {
  if (isTrue(fields.interpreterArgsQuoted)) {
    const message = `Step ${number} hands its script over as one quoted word.`;
    context.note([...path, 'interpreterArgsQuoted'], message, 'Check the interpreter of the step.');
  }
  return {
    script: scriptText(script, context, [...path, 'script']),
    ...interpreterOf(fields, script, path, context),
    ...argsOf(fields, path, context),
  };
}

/** Here an interpreter reads the script from its input, so that only those are taken of which that is known. */
function interpreterOf(fields: Fields, script: string, path: Path, context: JobContext): Fields {
  const written = textOf(fields.scriptInterpreter).trim();
  const named = written || (/^#!\s*(.+)/.exec(script)?.[1]?.trim() ?? '');
  const program = named.replace(/^\/usr\/bin\/env\s+/, '');
  if (program === '') return {};
  if (/^(\/\S*\/)?(ba|da|k|z)?sh( -[a-z]+)?$/.test(program)) return { interpreter: `${program} -s` };
  if (/^(\/\S*\/)?(python[\d.]*|perl|ruby)$/.test(program)) return { interpreter: `${program} -` };
  const at = written === '' ? 'script' : 'scriptInterpreter';
  const message = `The interpreter "${program}" is not taken over; the script would be read by sh.`;
  context.note(
    [...path, at],
    message,
    'Write "interpreter:" with a program that reads the script from its input.',
  );
  return {};
}

function argsOf(fields: Fields, path: Path, context: JobContext): Fields {
  const args = splitWords(
    textOf(fields.args).replace(/\$\{option\.[\w.-]+\}/g, (whole) => `"${whole}"`),
    false,
  ).words;
  if (args.length === 0) return {};
  return { args: args.map((each) => commandText(each, context, [...path, 'args'])) };
}
