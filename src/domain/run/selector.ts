import { AppError } from '../../errors';
import { among, type Need } from './endpoint-index';
import { isWord, tokenise } from './selector-tokens';
import { anyOf, needOf, type TextMatcher, unquote } from './selector-values';
import { hasWildcard } from './wildcard';

/** Anything a selector can be asked about. */
export type Labelled = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly groups?: readonly string[] | undefined;
};

type Matcher = (endpoint: Labelled) => boolean;
/** `need` holds of whatever matches; null = nothing simple is known. */
type Part = { readonly matches: Matcher; readonly need: Need | null };

/** What a selector means, and the names it uses: enough to find out which of them nothing has. */
export type Selector = {
  readonly matches: Matcher;
  /** What every match has; null = nothing simple is known. */
  readonly need: Need | null;
  /** Labels it compares; `name` and `group` are not among them. */
  readonly labels: readonly string[];
  /** Groups it asks for, as patterns. */
  readonly groups: readonly string[];
  /** Words by themselves, as patterns: each a group, a label or a name. */
  readonly words: readonly string[];
};

/** Nobody writes this many brackets by hand; without a bound a hostile file would exhaust the stack. */
const deepest = 100;

/**
 * Parses a selector.
 *
 *     *                                    every endpoint
 *     role=workstation & site!=lab         both must hold
 *     site in (north, south) | name=db-1   either may hold
 *     !(ward=icu)                          not
 *     group=web, group:web                 in the group
 *     web                                  in the group, named so, or with a label of this name that is not no or false
 *     name=web-*                           * is any text and ? one character, except in quotes
 *
 * `&` binds tighter than `|`. `name` is the endpoint's name and `group` any of its groups; every other key is a label.
 * A missing label equals nothing, so `site!=lab` holds where there is no site.
 * @throws AppError `invalid-input` with the column (from 1) and what was expected there
 */
export function readSelector(text: string): Selector {
  const tokens = tokenise(text);
  const used = { labels: new Set<string>(), groups: new Set<string>(), words: new Set<string>() };
  let position = 0;
  let depth = 0;
  const peek = () => tokens[position]?.text;
  const fail = (expected: string): never => {
    const token = tokens[position];
    const where = token ? `column ${token.at + 1}, at "${token.text}"` : 'the end';
    throw new AppError('invalid-input', `Selector "${text}": expected ${expected} at ${where}.`);
  };
  const take = (expected: string): void => {
    if (peek() !== expected) fail(`"${expected}"`);
    position += 1;
  };
  const word = (what: string): string => {
    const next = peek();
    if (next === undefined || !isWord(next)) return fail(what);
    position += 1;
    return next;
  };

  const either = (): Part => {
    const parts = [both()];
    while (peek() === '|') {
      position += 1;
      parts.push(both());
    }
    if (parts.length === 1) return parts[0] as Part;
    return { need: null, matches: (endpoint) => parts.some(({ matches }) => matches(endpoint)) };
  };
  const both = (): Part => {
    const parts = [one()];
    while (peek() === '&') {
      position += 1;
      parts.push(one());
    }
    if (parts.length === 1) return parts[0] as Part;
    const need = parts.find((part) => part.need !== null)?.need ?? null;
    return { need, matches: (endpoint) => parts.every(({ matches }) => matches(endpoint)) };
  };
  const one = (): Part => {
    if (peek() === '*') {
      position += 1;
      return { need: null, matches: () => true };
    }
    if (peek() !== '!' && peek() !== '(') return term();
    depth += 1;
    if (depth > deepest) fail(`at most ${deepest} levels of "!" and "("`);
    const inner = nested();
    depth -= 1;
    return inner;
  };
  const nested = (): Part => {
    const opening = peek();
    position += 1;
    if (opening === '!') {
      const { matches } = one();
      return { need: null, matches: (endpoint) => !matches(endpoint) };
    }
    const inner = either();
    take(')');
    return inner;
  };
  const term = (): Part => {
    const written = word('a label, "*", "!" or "("');
    const operator = peek();
    if (operator !== '=' && operator !== '!=' && operator !== 'in') return alone(written);
    const key = unquote(written);
    if (!written.startsWith('"') && hasWildcard(key)) {
      position -= 1;
      fail(`a name without "*" and "?" before "${operator}"`);
    }
    position += 1;
    const values = operator === 'in' ? list() : [word('a value')];
    if (key === 'group') for (const value of values) used.groups.add(unquote(value));
    else if (key !== 'name') used.labels.add(key);
    const fits = anyOf(values);
    const isAsked = operator !== '!=';
    return {
      need: isAsked ? needOf(key, values) : null,
      matches: (endpoint) => valuesOf(endpoint, key).some(fits) === isAsked,
    };
  };
  const list = (): readonly string[] => {
    take('(');
    const values = [word('a value')];
    while (peek() === ',') {
      position += 1;
      values.push(word('a value'));
    }
    take(')');
    return values;
  };
  const alone = (written: string): Part => {
    const group = /^group:(.*)$/.exec(written)?.[1];
    if (group === '') {
      position -= 1;
      fail('a group after "group:"');
    }
    if (group === undefined) used.words.add(unquote(written));
    else used.groups.add(group);
    const fits = anyOf([group ?? written]);
    if (group !== undefined)
      return { need: needOf('group', [group]), matches: ({ groups = [] }) => groups.some(fits) };
    const matches: Matcher = (endpoint) =>
      fits(endpoint.name) || (endpoint.groups ?? []).some(fits) || isMarked(endpoint, fits);
    return { need: null, matches };
  };

  const { matches, need } = either();
  if (position < tokens.length) fail('"&", "|" or the end');
  return { matches, need, labels: [...used.labels], groups: [...used.groups], words: [...used.words] };
}

/** The predicate alone. @throws AppError as `readSelector` does */
export function parseSelector(text: string): Matcher {
  return readSelector(text).matches;
}

/** The endpoints a selector names, in inventory order. */
export function selectEndpoints<T extends Labelled>(selector: string, endpoints: readonly T[]): T[] {
  return Array.from(matching(selector, endpoints));
}

/** The same one by one, for who needs only the first. @throws AppError as `readSelector` does */
export function* matching<T extends Labelled>(selector: string, endpoints: readonly T[]): Generator<T> {
  const { matches, need } = readSelector(selector);
  for (const endpoint of among(endpoints, need, valuesOf)) if (matches(endpoint)) yield endpoint;
}

function valuesOf(endpoint: Labelled, key: string): readonly string[] {
  if (key === 'name') return [endpoint.name];
  if (key === 'group') return endpoint.groups ?? [];
  const value = Object.hasOwn(endpoint.labels, key) ? endpoint.labels[key] : undefined;
  return value === undefined ? [] : [value];
}

/** `lab: false` in an inventory means that this is not the lab. */
function isMarked({ labels }: Labelled, fits: TextMatcher): boolean {
  return Object.entries(labels).some(([label, value]) => fits(label) && !/^(no|false)$/i.test(value));
}
