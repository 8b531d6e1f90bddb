import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Option } from 'commander';
import { shownWords, valuesOf } from '../domain/run/console/fill-in';
import type { ManifestStep } from '../domain/run/manifest';
import type { Run } from '../domain/run/run-state';
import { AppError } from '../errors';
import type { Answer, AnswerStep, Question } from './answer-steps';
import type { Terminal } from './terminal';

export const answersOption = (): Option =>
  new Option(
    '--answers <file>',
    'JSON: the option of each decision, and done or "not done: why" of each manual step, by the id of the step',
  );

type Answers = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
const isSiteWord = (said: unknown): said is string =>
  typeof said === 'string' && /^(done|not done: .+)$/.test(said);
const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Who answers what steps ask: a file, the person at this terminal, or null: nobody. */
export async function answersFrom(
  file: string | undefined,
  mayAsk: boolean,
  terminal: Pick<Terminal, 'say' | 'progress'>,
): Promise<AnswerStep | null> {
  if (file !== undefined) return byFile(await readAnswers(file));
  return mayAsk && process.stdin.isTTY === true ? byPerson(terminal) : null;
}

async function readAnswers(file: string): Promise<Answers> {
  const refused = (why: string) => new AppError('invalid-input', `--answers ${file}: ${why}`);
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw refused(`it cannot be read: ${error.message}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON: ${(error as Error).message}`);
  }
  const wrong = isGroup(value)
    ? Object.entries(value).find(([, said]) => !isAnswer(said))?.[0]
    : 'the whole of it';
  if (wrong === undefined) return value as Answers;
  throw refused(
    `${wrong} must be the id of an option, done, "not done: why", or such words by site. Example: {"go-on": "yes", "switch-on": {"north": "done"}}`,
  );
}

const isAnswer = (said: unknown): boolean =>
  isGroup(said) ? Object.values(said).every(isSiteWord) : typeof said === 'string' && said !== '';

/** A text answers every site alike. */
function byFile(answers: Answers): AnswerStep {
  const own = (step: Question) => (Object.hasOwn(answers, step.id) ? answers[step.id] : undefined);
  return {
    knows(step) {
      const said = own(step);
      if (said === undefined) return false;
      if (step.decision) return step.decision.options.some(({ id }) => id === said);
      return typeof said !== 'string' || isSiteWord(said);
    },
    async ask(_run, step, site) {
      const said = own(step);
      if (step.decision) return typeof said === 'string' ? { option: said } : null;
      const word = typeof said === 'string' ? said : said?.[site ?? ''];
      return word === undefined ? null : spoken(word);
    },
  };
}

const spoken = (word: string): Answer =>
  word === 'done' ? { done: true, note: '' } : { done: false, note: word.slice('not done: '.length) };

function byPerson({ say }: Pick<Terminal, 'say'>): AnswerStep {
  let told = '';
  const tell = (run: Run, step: ManifestStep): void => {
    if (told === step.id) return;
    told = step.id;
    const shown = (words: string) => shownWords(words, valuesOf(step, run.manifest));
    say(`Asks        ${shown(step.manual?.instruction ?? step.decision?.question ?? '')}`);
    for (const [at, each] of (step.manual?.steps ?? []).entries())
      say(`            ${at + 1}. ${shown(each)}`);
    for (const [at, { label, ends }] of (step.decision?.options ?? []).entries())
      say(`            ${at + 1}  ${shown(label)}${ends ? ' (ends the run)' : ''}`);
  };
  return {
    knows: () => true,
    async ask(run, step, site, signal) {
      tell(run, step);
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      // Ctrl C is the Stop of the run, also while a question stands.
      prompt.on('SIGINT', () => process.emit('SIGINT'));
      try {
        for (;;) {
          const where = site ? `${site}: ` : '';
          const question = step.decision ? 'Type the number: ' : `${where}type done, or why it is not: `;
          const typed = (await prompt.question(question, { signal })).trim();
          if (!step.decision && typed === 'done') return { done: true, note: '' };
          if (!step.decision && typed !== '') return { done: false, note: typed };
          const option = step.decision?.options[Number(typed) - 1];
          if (option) return { option: option.id };
        }
      } catch {
        return null;
      } finally {
        prompt.close();
      }
    },
  };
}
