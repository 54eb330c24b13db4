import {
  type Comparison,
  DATA_CLASSES,
  type Expression,
  type ExpressionError,
  type FactKind,
  type Fault,
  type Literal,
} from './types.js';

export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly error: ExpressionError };

const MAX_LENGTH = 4_000;
const MAX_DEPTH = 64;
const TOKEN = /\s+|[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*|[=!<>]=|[()]/y;
const WORDS = new Set(['and', 'or', 'not', 'true', 'false']);

/**
 * Parses a condition: `or` binds weakest, then `and`, then `not`; facts are words with dots and dashes; a comparison is
 * `fact == value` with `==`, `!=`, `>=` or `<=`. Never throws: what is wrong comes back with its place.
 */
export function parseExpression(text: string): Parsed {
  if (text.length > MAX_LENGTH) {
    return { ok: false, error: { fault: 'too-long', found: '', start: 0, end: text.length } };
  }
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) return { ok: false, error: tokens };
  const state: State = { tokens, at: 0, depth: 0, end: text.length };
  const result = alternatives(state);
  if ('fault' in result) return { ok: false, error: result };
  const rest = state.tokens[state.at];
  return rest === undefined
    ? { ok: true, expression: result }
    : { ok: false, error: faultAt('unexpected', rest) };
}

/** Names that the condition reads, each once, in the order of their first use. */
export function factsOf(expression: Expression): readonly string[] {
  return [...new Set(uses(expression).map((use) => use.name))];
}

/** The first use of a fact that is not known, or that is compared with what it can never be. */
export function checkFacts(
  expression: Expression,
  kinds: ReadonlyMap<string, FactKind>,
): ExpressionError | undefined {
  for (const use of uses(expression)) {
    const fault = faultOf(use, kinds.get(use.name));
    if (fault !== undefined) return { fault, found: use.name, start: use.start, end: use.end };
  }
  return undefined;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface State {
  readonly tokens: readonly Token[];
  readonly end: number;
  at: number;
  depth: number;
}

type Use = Extract<Expression, { readonly name: string }>;
type Step = Expression | ExpressionError;

function tokenize(text: string): Token[] | ExpressionError {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      return { fault: 'character', found: text.charAt(at), start: at, end: at + 1 };
    }
    const end = at + match[0].length;
    if (match[0].trim() !== '') tokens.push({ text: match[0], start: at, end });
    at = end;
  }
  return tokens;
}

function alternatives(state: State): Step {
  return list(state, 'or', (inner) => list(inner, 'and', negation));
}

function list(state: State, kind: 'and' | 'or', part: (state: State) => Step): Step {
  const first = part(state);
  if ('fault' in first) return first;
  const of: Expression[] = [first];
  while (state.tokens[state.at]?.text === kind) {
    state.at += 1;
    const next = part(state);
    if ('fault' in next) return next;
    of.push(next);
  }
  return of.length === 1 ? first : { kind, of };
}

function negation(state: State): Step {
  const token = state.tokens[state.at];
  if (token === undefined) {
    return { fault: 'unexpected-end', found: '', start: state.end, end: state.end };
  }
  if (state.depth >= MAX_DEPTH) return faultAt('too-deep', token);
  state.at += 1;
  if (token.text === 'not') return deeper(state, (inner) => wrap(negation(inner)));
  if (token.text === '(') return deeper(state, group);
  if (token.text === 'true') return { kind: 'constant', value: 'yes' };
  if (token.text === 'false') return { kind: 'constant', value: 'no' };
  if (isName(token)) return fact(state, token);
  return faultAt('unexpected', token);
}

function deeper(state: State, part: (state: State) => Step): Step {
  state.depth += 1;
  const result = part(state);
  state.depth -= 1;
  return result;
}

function wrap(of: Step): Step {
  return 'fault' in of ? of : { kind: 'not', of };
}

function group(state: State): Step {
  const inner = alternatives(state);
  if ('fault' in inner) return inner;
  const close = state.tokens[state.at];
  if (close === undefined) {
    return { fault: 'unexpected-end', found: '', start: state.end, end: state.end };
  }
  if (close.text !== ')') return faultAt('unexpected', close);
  state.at += 1;
  return inner;
}

function fact(state: State, name: Token): Step {
  const by = comparisonOf(state.tokens[state.at]);
  if (by === undefined) return { kind: 'fact', name: name.text, start: name.start, end: name.end };
  state.at += 1;
  const value = state.tokens[state.at];
  if (value === undefined) {
    return { fault: 'unexpected-end', found: '', start: state.end, end: state.end };
  }
  const to = literalOf(value.text);
  if (to === undefined) return faultAt('literal', value);
  state.at += 1;
  return { kind: 'compare', name: name.text, by, to, start: name.start, end: value.end };
}

function comparisonOf(token: Token | undefined): Comparison | undefined {
  const text = token?.text;
  return text === '==' || text === '!=' || text === '>=' || text === '<=' ? text : undefined;
}

function literalOf(text: string): Literal | undefined {
  if (text === 'yes' || text === 'no') return text;
  return DATA_CLASSES.find((name) => name === text);
}

function isName(token: Token): boolean {
  return /^[a-z]/.test(token.text) && !WORDS.has(token.text);
}

function faultAt(fault: Fault, token: Token): ExpressionError {
  return { fault, found: token.text, start: token.start, end: token.end };
}

function uses(expression: Expression): readonly Use[] {
  if (expression.kind === 'constant') return [];
  if (expression.kind === 'not') return uses(expression.of);
  if (expression.kind === 'fact' || expression.kind === 'compare') return [expression];
  return expression.of.flatMap(uses);
}

function faultOf(use: Use, kind: FactKind | undefined): Fault | undefined {
  if (kind === undefined) return 'fact';
  if (use.kind === 'fact') return kind === 'flag' ? undefined : 'needs-comparison';
  const flag = use.to === 'yes' || use.to === 'no';
  if (flag !== (kind === 'flag')) return 'wrong-literal';
  return flag && use.by !== '==' && use.by !== '!=' ? 'not-ordered' : undefined;
}
