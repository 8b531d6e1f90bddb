import { AppError } from '../../errors';
import { durationMs, spellDuration } from '../written-duration';

export const parameterTypes = ['text', 'integer', 'boolean', 'choice', 'duration'] as const;
export type ParameterType = (typeof parameterTypes)[number];

/**
 * Something a runbook leaves to whoever starts it. There is always a default, because a restoration may have
 * to start by itself or at one press.
 */
export type Parameter = {
  readonly id: string;
  readonly type: ParameterType;
  /** As it is written, not as it is sent. */
  readonly default: string;
  readonly description?: string | undefined;
  readonly choices?: readonly string[] | undefined;
  /** Regular expression source that a whole text must match. */
  readonly pattern?: string | undefined;
  /** Both included. Of an integer its value, of a text its length, of a duration milliseconds. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
};

/** Values as they are sent, by the id of their parameter: `true`, `42`, a duration in seconds. */
export type Values = Readonly<Record<string, string>>;

/** A value as it is sent, or what is wrong with it: words that follow its name. */
export type ReadValue = { readonly value: string } | { readonly because: string };

const longestText = 10_000;

/** Reads what a person wrote for a parameter. */
export function readValue(parameter: Parameter, written: string): ReadValue {
  switch (parameter.type) {
    case 'text':
      return readText(parameter, written);
    case 'boolean':
      return written === 'true' || written === 'false'
        ? { value: written }
        : { because: 'must be true or false' };
    case 'choice': {
      const choices = parameter.choices ?? [];
      return choices.includes(written)
        ? { value: written }
        : { because: `must be one of ${choices.join(', ')}` };
    }
    case 'integer': {
      const isWhole = /^-?(0|[1-9]\d{0,14})$/.test(written) && written !== '-0';
      return isWhole && isWithin(parameter, Number(written))
        ? { value: written }
        : { because: `must be a whole number${boundsOf(parameter, String)}` };
    }
    case 'duration': {
      const ms = durationMs(written);
      return ms !== null && isWithin(parameter, ms)
        ? { value: String(ms / 1000) }
        : { because: `must be a duration such as 15m${boundsOf(parameter, spellDuration)}` };
    }
  }
}

/**
 * The value of every parameter: what is given, else its default.
 * @throws AppError `invalid-input` for a parameter that is not there and a value that it does not take
 */
export function resolveValues(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>>,
): Values {
  const ids = parameters.map(({ id }) => id);
  for (const id of Object.keys(given)) {
    if (ids.includes(id)) continue;
    const known =
      ids.length === 0 ? 'The runbook takes no parameters.' : `Its parameters are ${ids.join(', ')}.`;
    throw new AppError('invalid-input', `The runbook has no parameter "${id}". ${known}`);
  }
  return Object.fromEntries(
    parameters.map((parameter) => {
      const written = Object.hasOwn(given, parameter.id) ? given[parameter.id] : undefined;
      const read = readValue(parameter, written ?? parameter.default);
      if ('because' in read) throw new AppError('invalid-input', `${parameter.id} ${read.because}.`);
      return [parameter.id, read.value];
    }),
  );
}

/** A value as a person would write it, from how it is sent. */
export function writtenValue({ type }: Pick<Parameter, 'type'>, sent: string): string {
  return type === 'duration' ? spellDuration(Math.round(Number(sent) * 1000)) : sent;
}

/** Whether a value, as it is sent, is what would be sent if nobody said anything. */
export function isDefault(parameter: Parameter, sent: string): boolean {
  const read = readValue(parameter, parameter.default);
  return 'value' in read && read.value === sent;
}

function readText(parameter: Parameter, written: string): ReadValue {
  const { min = 0, max = longestText, pattern } = parameter;
  // Neither can stand in a command: NUL would cut it short, half a surrogate pair has no bytes.
  if (/\0|\p{Surrogate}/u.test(written))
    return { because: 'must not contain a NUL or half a surrogate pair' };
  if (written.length < min || written.length > max)
    return { because: `must have from ${min} to ${max} characters` };
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(written))
    return { because: `must match ${pattern}` };
  return { value: written };
}

function isWithin({ min, max }: Parameter, value: number): boolean {
  return value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
}

function boundsOf({ min, max }: Parameter, show: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return ` from ${show(min)} to ${show(max)}`;
  if (min !== undefined) return ` of at least ${show(min)}`;
  return max === undefined ? '' : ` of at most ${show(max)}`;
}
