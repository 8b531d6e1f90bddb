import { AppError } from '../../errors';
import { endpointsWith, type Need, valuesOf } from './endpoint-index';
import { isWord, tokenise } from './selector-tokens';
import { hasWildcard, wildcardMatcher } from './wildcard';

/** Anything a selector can be asked about. */
export type Labelled = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly groups?: readonly string[] | undefined;
};

/** `needs`: whatever it matches has this value, so that nothing else has to be asked. */
type Matcher = { (endpoint: Labelled): boolean; readonly needs?: Need | undefined };
type TextMatcher = (text: string) => boolean;

/** What a selector means, and the names it uses: enough to find out which of them nothing has. */
export type Selector = {
  readonly matches: Matcher;
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

  const either = (): Matcher => {
    const parts = [both()];
    while (peek() === '|') {
      position += 1;
      parts.push(both());
    }
    return parts.length === 1 ? (parts[0] as Matcher) : (endpoint) => parts.some((part) => part(endpoint));
  };
  const both = (): Matcher => {
    const parts = [one()];
    while (peek() === '&') {
      position += 1;
      parts.push(one());
    }
    if (parts.length === 1) return parts[0] as Matcher;
    const { needs } = parts.find((part) => part.needs) ?? {};
    return Object.assign((endpoint: Labelled) => parts.every((part) => part(endpoint)), { needs });
  };
  const one = (): Matcher => {
    if (peek() === '*') {
      position += 1;
      return () => true;
    }
    if (peek() !== '!' && peek() !== '(') return term();
    depth += 1;
    if (depth > deepest) fail(`at most ${deepest} levels of "!" and "("`);
    const inner = nested();
    depth -= 1;
    return inner;
  };
  const nested = (): Matcher => {
    const opening = peek();
    position += 1;
    if (opening === '!') {
      const inner = one();
      return (endpoint) => !inner(endpoint);
    }
    const inner = either();
    take(')');
    return inner;
  };
  const term = (): Matcher => {
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
    const matches = (endpoint: Labelled) => valuesOf(endpoint, key).some(fits) === (operator !== '!=');
    const [value = ''] = values;
    const isOnly = operator !== '!=' && values.length === 1 && isExact(value);
    return isOnly ? Object.assign(matches, { needs: { key, value: unquote(value) } }) : matches;
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
  const alone = (written: string): Matcher => {
    const group = /^group:(.*)$/.exec(written)?.[1];
    if (group === '') {
      position -= 1;
      fail('a group after "group:"');
    }
    if (group === undefined) used.words.add(unquote(written));
    else used.groups.add(group);
    const fits = anyOf([group ?? written]);
    if (group !== undefined) return (endpoint) => (endpoint.groups ?? []).some(fits);
    return (endpoint) =>
      fits(endpoint.name) || (endpoint.groups ?? []).some(fits) || isMarked(endpoint, fits);
  };

  const matches = either();
  if (position < tokens.length) fail('"&", "|" or the end');
  return { matches, labels: [...used.labels], groups: [...used.groups], words: [...used.words] };
}

/** The predicate alone. @throws AppError as `readSelector` does */
export function parseSelector(text: string): Matcher {
  return readSelector(text).matches;
}

/** The endpoints a selector names, in inventory order. */
export function selectEndpoints<T extends Labelled>(selector: string, endpoints: readonly T[]): T[] {
  const matches = parseSelector(selector);
  return (matches.needs ? endpointsWith(endpoints, matches.needs) : endpoints).filter(matches);
}

/** `lab: false` in an inventory means that this is not the lab. */
function isMarked({ labels }: Labelled, fits: TextMatcher): boolean {
  return Object.entries(labels).some(([label, value]) => fits(label) && !/^(no|false)$/i.test(value));
}

/** What stands in quotes is only itself. */
function anyOf(written: readonly string[]): TextMatcher {
  const exact = new Set(written.filter(isExact).map(unquote));
  const patterns = written.filter((each) => !isExact(each)).map(wildcardMatcher);
  return (text) => exact.has(text) || patterns.some((matches) => matches(text));
}

const isExact = (token: string) => token.startsWith('"') || !hasWildcard(token);
const unquote = (token: string) => (token.startsWith('"') ? token.slice(1, -1) : token);
