import { AppError } from '../../errors';

/** Anything a selector can be asked about. */
export type Labelled = { readonly name: string; readonly labels: Readonly<Record<string, string>> };

type Matcher = (endpoint: Labelled) => boolean;
type Token = { readonly text: string; readonly at: number };

/** Nobody writes this many brackets by hand; without a bound a hostile file would exhaust the stack. */
const deepest = 100;

/**
 * Parses a selector into a predicate.
 *
 *     *                                    every endpoint
 *     role=workstation & site!=lab         both must hold
 *     site in (north, south) | name=db-1   either may hold
 *     !(ward=icu)                          not
 *
 * `&` binds tighter than `|`. `name` is the endpoint's name; every other key is a label.
 * A missing label equals nothing, so `site!=lab` holds where there is no site.
 * @throws AppError `invalid-input` with the column (from 1) and what was expected there
 */
export function parseSelector(text: string): Matcher {
  const tokens = tokenise(text);
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
    return unquote(next);
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
    return parts.length === 1 ? (parts[0] as Matcher) : (endpoint) => parts.every((part) => part(endpoint));
  };
  const one = (): Matcher => {
    if (peek() === '*') {
      position += 1;
      return () => true;
    }
    if (peek() !== '!' && peek() !== '(') return comparison();
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
  const comparison = (): Matcher => {
    const key = word('a label, "*", "!" or "("');
    const operator = peek();
    if (operator === '=' || operator === '!=') {
      position += 1;
      const value = word('a value');
      return (endpoint) => (labelOf(endpoint, key) === value) === (operator === '=');
    }
    if (operator !== 'in') fail('"=", "!=" or "in"');
    position += 1;
    take('(');
    const values = new Set([word('a value')]);
    while (peek() === ',') {
      position += 1;
      values.add(word('a value'));
    }
    take(')');
    return (endpoint) => {
      const value = labelOf(endpoint, key);
      return value !== undefined && values.has(value);
    };
  };

  const matcher = either();
  if (position < tokens.length) fail('"&", "|" or the end');
  return matcher;
}

/** The endpoints a selector names, in inventory order. */
export function selectEndpoints<T extends Labelled>(selector: string, endpoints: readonly T[]): T[] {
  return endpoints.filter(parseSelector(selector));
}

function labelOf(endpoint: Labelled, key: string): string | undefined {
  if (key === 'name') return endpoint.name;
  return Object.hasOwn(endpoint.labels, key) ? endpoint.labels[key] : undefined;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|!=|[=!&|(),*]|"[^"]*"|[\p{L}\p{N}_.:/-]+/uy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match)
      throw new AppError(
        'invalid-input',
        `Selector "${text}": "${String.fromCodePoint(text.codePointAt(at) ?? 0)}" at column ${at + 1} means nothing here.`,
      );
    if (match[0].trim()) tokens.push({ text: match[0], at });
  }
  return tokens;
}

const isWord = (token: string) => /^["\p{L}\p{N}_.:/-]/u.test(token);
const unquote = (token: string) => (token.startsWith('"') ? token.slice(1, -1) : token);
