import type { CodeNode } from '../../syntax/code.js';
import {
  argumentsOf,
  field,
  fragmentValue,
  isFunction,
  keywordsOf,
  named,
  stringValue,
  unwrap,
} from '../../syntax/code-read.js';
import type { Flows } from './flows.js';
import type { Around } from './registered.js';
import type { Binding, Expr, Taken } from './types.js';

/** What the reader of one file shares. */
export interface Reading extends Around {
  /** Ordinals of registration calls. */
  readonly sites: ReadonlyMap<CodeNode, number>;
  readonly flows?: Flows | undefined;
  /** Index of a function's or class's facts, made at the first question. */
  functionOf(node: CodeNode): number;
  classOf(node: CodeNode): number;
}

const MAX_DEPTH = 12;
/** What a link of a chain of calls counts: a router, and rules about access, may be one long chain. */
const LINK = 1 / 40;
const MAX_ITEMS = 60;
/** Of numbers only those of refusals say something about guards. */
const STATUS = /^4\d\d$/;
const OTHER: Expr = { k: 'other' };

export function textOf(node: CodeNode, reading: Reading): string {
  return reading.text.slice(node.start, node.end);
}

/** The facts' form of an expression; what cannot lead to a route or a guard becomes 'other'. */
export function expression(given: CodeNode | undefined, reading: Reading, depth = 0): Expr {
  const node = unwrap(given);
  if (node === undefined || depth > MAX_DEPTH) return OTHER;
  if (isFunction(node)) return { k: 'function', i: reading.functionOf(node) };
  switch (node.type) {
    case 'identifier':
      return nameOf(node, reading);
    case 'undefined':
      return { k: 'name', n: textOf(node, reading) };
    case 'this':
      return { k: 'this' };
    case 'regex':
      return { k: 'pattern' };
    case 'number':
      return reading.language === 'java' || STATUS.test(textOf(node, reading))
        ? { k: 'text', v: textOf(node, reading) }
        : OTHER;
    case 'class':
      return { k: 'class', i: reading.classOf(node) };
    case 'string':
    case 'template_string':
      return textual(node, reading, depth);
    case 'member_expression':
      return memberOf(node, reading, depth);
    case 'subscript_expression':
      return subscript(node, reading, depth);
    case 'call_expression':
    case 'new_expression':
      return callOf(node, reading, depth);
    case 'array': {
      const items = some(named(node)).map((item) => itemOf(item, reading, depth));
      const more = named(node).length > MAX_ITEMS;
      return { k: 'list', i: more ? [...items, { k: 'spread', of: OTHER }] : items };
    }
    case 'object':
      return objectOf(node, reading, depth);
    case 'ternary_expression':
      return either([field(node, 'consequence'), field(node, 'alternative')], reading, depth);
    case 'binary_expression':
      return binary(node, reading, depth);
    case 'assignment_expression':
      return expression(field(node, 'right'), reading, depth + 1);
    default:
      return OTHER;
  }
}

/** What a pattern of a declaration or a parameter binds. */
export function bindingOf(given: CodeNode | undefined, reading: Reading): Binding {
  const node =
    given?.type === 'required_parameter' || given?.type === 'optional_parameter'
      ? field(given, 'pattern')
      : given;
  if (node === undefined) return null;
  if (node.type === 'identifier') return textOf(node, reading);
  if (node.type === 'rest_pattern') return { take: [['[]', bindingOf(named(node)[0], reading)]] };
  if (node.type === 'assignment_pattern') return bindingOf(field(node, 'left'), reading);
  if (node.type === 'array_pattern') {
    return { take: named(node).map((part, i) => itemTaken(part, i, reading)) };
  }
  if (node.type !== 'object_pattern') return null;
  return { take: named(node).flatMap((part) => takeOf(part, reading)) };
}

function itemTaken(part: CodeNode, i: number, reading: Reading): Taken {
  const isRest = part.type === 'rest_pattern';
  return isRest ? ['...', bindingOf(named(part)[0], reading)] : [`${i}`, bindingOf(part, reading)];
}

function takeOf(part: CodeNode, reading: Reading): readonly Taken[] {
  if (part.type === 'shorthand_property_identifier_pattern') {
    const name = textOf(part, reading);
    return [[name, name]];
  }
  if (part.type === 'object_assignment_pattern') {
    const left = field(part, 'left');
    const otherwise = expression(field(part, 'right'), reading);
    return left === undefined ? [] : takeOf(left, reading).map(([key, to]) => [key, to, otherwise] as const);
  }
  if (part.type === 'pair_pattern') {
    const key = keyOf(field(part, 'key'), reading);
    const value = field(part, 'value');
    if (key === undefined) return [];
    const to = bindingOf(value, reading);
    return value?.type === 'assignment_pattern'
      ? [[key, to, expression(field(value, 'right'), reading)]]
      : [[key, to]];
  }
  return part.type === 'rest_pattern' ? [['...', bindingOf(named(part)[0], reading)]] : [];
}

/** The name of a property, when it is not computed. */
export function keyOf(key: CodeNode | undefined, reading: Reading): string | undefined {
  if (key === undefined) return undefined;
  if (key.type === 'string') return stringValue(key, reading.text);
  return key.type === 'computed_property_name' ? undefined : textOf(key, reading);
}

function itemOf(node: CodeNode, reading: Reading, depth: number): Expr {
  if (node.type !== 'spread_element') return expression(node, reading, depth + 1);
  return { k: 'spread', of: expression(named(node)[0], reading, depth + 1) };
}

function some(nodes: readonly CodeNode[]): readonly CodeNode[] {
  return nodes.slice(0, MAX_ITEMS);
}

function textual(node: CodeNode, reading: Reading, depth: number): Expr {
  const whole = stringValue(node, reading.text);
  if (whole !== undefined) return { k: 'text', v: whole.slice(0, 500) };
  const parts = named(node).map((part): Expr => {
    if (part.type === 'template_substitution') return expression(named(part)[0], reading, depth + 1);
    return { k: 'text', v: fragmentValue(part, reading.text) };
  });
  return { k: 'join', i: parts };
}

/** A name; an annotation that takes nothing is a call that registers as well. */
function nameOf(node: CodeNode, reading: Reading): Expr {
  const site = reading.sites.get(node);
  const name: Expr = { k: 'name', n: textOf(node, reading) };
  return site === undefined ? name : { k: 'call', f: name, a: [], site };
}

function memberOf(node: CodeNode, reading: Reading, depth: number): Expr {
  const property = field(node, 'property');
  if (property === undefined) return OTHER;
  return {
    k: 'get',
    of: expression(field(node, 'object'), reading, depth + LINK),
    n: textOf(property, reading),
  };
}

function subscript(node: CodeNode, reading: Reading, depth: number): Expr {
  const index = field(node, 'index');
  const key = index?.type === 'number' ? textOf(index, reading) : stringValue(index, reading.text);
  const of = expression(field(node, 'object'), reading, depth + 1);
  if (key !== undefined) return { k: 'get', of, n: key };
  const at = expression(index, reading, depth + 1);
  return /^(?:name|get|call)$/.test(at.k) && reading.language !== 'python' ? { k: 'item', of, at } : OTHER;
}

function callOf(node: CodeNode, reading: Reading, depth: number): Expr {
  const callee = field(node, node.type === 'new_expression' ? 'constructor' : 'function');
  const f: Expr =
    callee?.type === 'import' ? { k: 'name', n: 'import' } : expression(callee, reading, depth + LINK);
  const picks = f.k === 'get' && PICKS.test(f.n);
  const a = some(argumentsOf(node)).map(
    (argument) => (picks ? placeOf(argument, reading) : undefined) ?? itemOf(argument, reading, depth),
  );
  if (node.type === 'new_expression') return { k: 'new', f, a };
  const kw = namedArguments(node, reading, depth);
  const site = reading.sites.get(node);
  return {
    k: 'call',
    f,
    a,
    ...(kw.length === 0 ? {} : { kw }),
    ...(site === undefined ? {} : { site }),
  };
}

/** Methods of lists that take items by their place. */
const PICKS = /^(?:at|slice)$/;

function placeOf(node: CodeNode, reading: Reading): Expr | undefined {
  const written = textOf(node, reading);
  return /^-?\d{1,2}$/.test(written) ? { k: 'text', v: written } : undefined;
}

function namedArguments(
  node: CodeNode,
  reading: Reading,
  depth: number,
): readonly (readonly [string, Expr])[] {
  const spread = named(field(node, 'arguments')).some(({ type }) => type === 'keyword_spread');
  const pairs = keywordsOf(node, reading.text)
    .slice(0, MAX_ITEMS)
    .map(([name, value]) => [name, expression(value, reading, depth + 1)] as const);
  return spread ? [...pairs, ['...', OTHER]] : pairs;
}

function objectOf(node: CodeNode, reading: Reading, depth: number): Expr {
  const pairs: (readonly [string, Expr])[] = [];
  let more = false;
  for (const part of named(node)) {
    const pair = pairs.length < MAX_ITEMS ? pairOf(part, reading, depth) : undefined;
    if (pair === undefined || (pair[0] === '...' && pair[1].k === 'other')) more = true;
    else pairs.push(pair);
  }
  return more ? { k: 'object', p: pairs, more } : { k: 'object', p: pairs };
}

function pairOf(part: CodeNode, reading: Reading, depth: number): readonly [string, Expr] | undefined {
  if (part.type === 'shorthand_property_identifier') {
    const name = textOf(part, reading);
    return [name, { k: 'name', n: name }];
  }
  if (part.type === 'spread_element') return ['...', expression(named(part)[0], reading, depth + 1)];
  const key = keyOf(field(part, part.type === 'pair' ? 'key' : 'name'), reading);
  if (key === undefined) return undefined;
  if (part.type === 'pair') return [key, optionOf(field(part, 'value'), reading, depth)];
  return isFunction(part) ? [key, { k: 'function', i: reading.functionOf(part) }] : undefined;
}

/** The value of an option may be a switch. */
function optionOf(value: CodeNode | undefined, reading: Reading, depth: number): Expr {
  return value?.type === 'true' || value?.type === 'false'
    ? { k: 'text', v: value.type }
    : expression(value, reading, depth + 1);
}

function either(
  nodes: readonly (CodeNode | undefined)[],
  reading: Reading,
  depth: number,
): Extract<Expr, { readonly k: 'either' }> {
  return { k: 'either', i: nodes.map((node) => expression(node, reading, depth + 1)) };
}

function binary(node: CodeNode, reading: Reading, depth: number): Expr {
  const sides = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.type;
  if (operator === '||' || operator === '??') return { ...either(sides, reading, depth), or: true };
  if (operator === '&&') return either([sides[1], undefined], reading, depth);
  if (operator !== '+') return OTHER;
  const parts = sides.map((side) => expression(side, reading, depth + 1));
  return { k: 'join', i: parts.flatMap((part) => (part.k === 'join' ? part.i : [part])) };
}
