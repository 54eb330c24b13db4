import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { isLoosePageSizeName, isPageSizeName } from '../../server/core/words/paging.js';
import { isValidatedBefore, mayBeCutBefore } from '../input/validated.js';
import { type DeclaredSize, declaredSize, isBoundedParam } from './declared-sizes.js';
import { sizesOf } from './query-sizes.js';

/** How many records a query gives, as the caller has chosen. */
export interface AskedSize {
  /** Under what the caller sends it. */
  readonly name: string;
  /** Where the handler reads it. */
  readonly value: ValueView;
  readonly declared: DeclaredSize | undefined;
  /** The query. */
  readonly query: CodeSpot;
  readonly is: 'open' | 'limited' | 'hidden';
}

/** What tells that somebody thought of how large a number may be. */
const CAPS = /\bmin\s*\(|\bminimum\b|clamp|\bmax|max\b|_max|MAX|[a-z]Max[A-Z\d]?|\bcap(?:ped)?\b|bounded/;
const COMPARED = /(?<![=-])[<>]=?\s*(?:\d{2,}|[A-Z][A-Z_]{2,})/;
/** Comments, a name of Java, and comparisons that only ask whether it is a number at all. */
const NO_LIMIT = /\/\/.*$|#.*$|\bsetMaxResults\b|[<>]=?\s*[01]\b/gm;
const SENT = /^(?:query|query_params|params|body|args)$/;

/** Sizes of queries that a handler takes from the caller, in the order of its calls, each once. */
export function askedSizes(handling: HandlingView): readonly AskedSize[] {
  const found = new Map<string, AskedSize>();
  for (const call of handling.calls) {
    for (const [value, query] of sizesBy(call)) {
      const size = askedSize(value, query, call, handling);
      if (size !== undefined && !found.has(size.name)) found.set(size.name, size);
    }
  }
  return [...found.values()];
}

type Sized = readonly [value: ValueView, query: CallView];

/** Of the call itself, or of a function of the file that it hands them to. */
function sizesBy(call: CallView): readonly Sized[] {
  const own = sizesOf(call).map((value): Sized => [value, call]);
  if (own.length > 0) return own;
  const values = handedBy(call);
  if (values.length === 0) return [];
  const queries = (call.within() ?? []).flatMap((inner) =>
    sizesOf(inner).map((value) => [value.text, inner] as const),
  );
  return values.flatMap(([name, value]) =>
    queries.flatMap(([text, inner]): readonly Sized[] =>
      text.split('.').at(-1) === name && !CAPS.test(inner.node.leaf.text) ? [[value, inner]] : [],
    ),
  );
}

/** What is handed over as a size, by the name that it has there. */
function handedBy(call: CallView): readonly (readonly [string, ValueView])[] {
  const named = SIZE_NAMES.flatMap((name) => {
    const value = call.keyword(name) ?? call.arguments.map((one) => one.property(name)).find(isThere);
    return value === undefined ? [] : [[name, value] as const];
  });
  const plain = call.arguments.flatMap((one) => {
    const name = one.input?.at(-1);
    return name !== undefined && isSize(name) ? [[name, one] as const] : [];
  });
  return [...named, ...plain];
}

const SIZE_NAMES = ['limit', 'take', 'size', 'page_size', 'pageSize', 'per_page', 'perPage'];

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function isSize(name: string): boolean {
  return isPageSizeName(name) || isLoosePageSizeName(name);
}

function askedSize(
  value: ValueView,
  query: CallView,
  call: CallView,
  handling: HandlingView,
): AskedSize | undefined {
  const [from = '', ...path] = value.input ?? [];
  const name = path.at(-1);
  if (!SENT.test(from) || name === undefined || !/^[\w$]+$/.test(name)) return undefined;
  const declared = declaredSize(handling, name);
  // What FastAPI and Spring fill says by its type what it may be.
  if (declared === undefined && from === 'params') return undefined;
  const size = { name, value, declared, query: query.node };
  const isBounded = declared !== undefined && isBoundedParam(declared);
  if (isBounded || isCapped(handling.node.text, [name, value.text])) return { ...size, is: 'limited' };
  return { ...size, is: mayBeRefused(call, handling) ? 'hidden' : 'open' };
}

/** Whether something in front may look at it. What FastAPI and Spring fill is asked of where it is declared. */
function mayBeRefused(call: CallView, { endpoints, language }: HandlingView): boolean {
  if (language === 'python' || language === 'java') return false;
  return mayBeCutBefore(endpoints) || isValidatedBefore(call);
}

/** Whether a function compares a number of one of these names, or cuts it. */
function isCapped(text: string, names: readonly string[]): boolean {
  const plain = text.replace(NO_LIMIT, '');
  if (CAPS.test(plain) || COMPARED.test(plain)) return true;
  return names
    .filter((name) => /^[\w$]+$/.test(name))
    .some((given) => {
      const name = `\\b${given.replaceAll('$', '\\$')}\\b`;
      const compared = `${name}\\s*\\)?\\s*[<>]|(?<![=-])[<>]=?\\s*(?:\\w+\\()?(?:\\w+\\.)*${name}`;
      const listed = `(?:includes|has|indexOf|contains)\\([^)]*${name}|${name}\\s+(?:not\\s+)?in\\s`;
      return new RegExp(`${compared}|${listed}`).test(plain);
    });
}
