import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from './scopes.js';

const MAX_LINKS = 8;

/** Functions of Java that make a list of their arguments. */
const LISTS = /^(?:List\.of|Set\.of|Arrays\.asList)$/;

/** An object literal and what is spread into it, the last word first. */
export interface Literal {
  readonly pairs: readonly (readonly [string, CodeNode])[];
  readonly spreads: readonly CodeNode[];
  /** Some of its keys are computed. */
  readonly open: boolean;
}

/** The object literal that an expression is: directly, by a name, as a member of another, or made of several. */
export function literalOf(given: CodeNode | undefined, scopes: Scopes, links = 0): Literal | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (node.type === 'object') return read(node, scopes);
  if (node.type === 'call_expression') return madeBy(node, scopes, links);
  const value = valueOf(node, scopes, links);
  return value === undefined ? undefined : literalOf(value, scopes, links + 1);
}

/** The value of a property of an object literal; undefined when it has none in sight. */
export function propertyNode(
  given: CodeNode | undefined,
  name: string,
  scopes: Scopes,
  links = 0,
): CodeNode | undefined {
  const literal = literalOf(given, scopes, links);
  if (literal === undefined || links > MAX_LINKS) return undefined;
  const own = literal.pairs.findLast(([key]) => key === name)?.[1];
  if (own !== undefined) return own;
  for (const spread of literal.spreads.toReversed()) {
    const found = propertyNode(spread, name, scopes, links + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of all properties; undefined when some cannot be seen. */
export function keysOf(
  given: CodeNode | undefined,
  scopes: Scopes,
  links = 0,
): readonly string[] | undefined {
  const literal = literalOf(given, scopes, links);
  if (literal === undefined || literal.open || links > MAX_LINKS) return undefined;
  const spread = literal.spreads.map((one) => keysOf(one, scopes, links + 1));
  if (spread.some((keys) => keys === undefined)) return undefined;
  return [...new Set([...literal.pairs.map(([key]) => key), ...spread.flatMap((keys) => keys ?? [])])];
}

/** Items of a list that is written out, directly or under a name; undefined when some cannot be seen. */
export function itemsOfList(
  given: CodeNode | undefined,
  scopes: Scopes,
  links = 0,
): readonly CodeNode[] | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (node.type === 'call_expression')
    return LISTS.test(calleeText(node, scopes)) ? argumentsOf(node) : undefined;
  if (node.type !== 'array') return itemsOfList(valueOf(node, scopes, links), scopes, links + 1);
  const items = named(node);
  return items.some(({ type }) => /spread/.test(type)) ? undefined : items;
}

/** The value of a name that is declared once and never assigned, or of a member of an object literal. */
function valueOf(node: CodeNode, scopes: Scopes, links: number): CodeNode | undefined {
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier') {
    const declared = scopes.find(node);
    if (declared?.kind !== 'value') return undefined;
    return declared.path.reduce<CodeNode | undefined>(
      (at, key) => (at === undefined ? undefined : propertyNode(at, key, scopes, links + 1)),
      declared.value,
    );
  }
  if (node.type !== 'member_expression' && node.type !== 'subscript_expression') return undefined;
  const property = field(node, 'property');
  const name =
    property === undefined ? stringValue(field(node, 'index'), scopes.text) : scopes.textOf(property);
  return name === undefined ? undefined : propertyNode(field(node, 'object'), name, scopes, links + 1);
}

function calleeText(call: CodeNode, scopes: Scopes): string {
  const callee = field(call, 'function');
  return callee === undefined ? '' : scopes.textOf(callee);
}

/** `Object.freeze({...})` is what it is given, `Object.assign({}, a, b)` all of them. */
function madeBy(call: CodeNode, scopes: Scopes, links: number): Literal | undefined {
  const name = calleeText(call, scopes);
  const args = argumentsOf(call);
  if (/^Object\.(?:freeze|seal)$/.test(name)) return literalOf(args[0], scopes, links + 1);
  return name === 'Object.assign' ? { pairs: [], spreads: args, open: false } : undefined;
}

function read(node: CodeNode, scopes: Scopes): Literal {
  const pairs: (readonly [string, CodeNode])[] = [];
  const spreads: CodeNode[] = [];
  let open = false;
  for (const part of named(node)) {
    const inner =
      part.type === 'spread_element' || part.type === 'keyword_spread' ? named(part)[0] : undefined;
    const key =
      part.type === 'shorthand_property_identifier' ? part : (field(part, 'key') ?? field(part, 'name'));
    if (inner !== undefined) spreads.push(inner);
    else if (key === undefined || key.type === 'computed_property_name') open = true;
    // `{ name }` is a name as well; its value is that of the variable.
    else pairs.push([stringValue(key, scopes.text) ?? scopes.textOf(key), field(part, 'value') ?? part]);
  }
  return { pairs, spreads, open };
}
