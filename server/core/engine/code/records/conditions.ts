import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  field,
  isFunction,
  keywordsOf,
  stringValue,
  unwrap,
} from '../../../syntax/code-read.js';
import { inputOf, keyOf } from '../flow/inputs.js';
import { literalOf, propertyNode } from '../names/objects.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

/** A condition by which objects are found. */
interface Condition {
  readonly name: string;
  readonly value: CodeNode;
  readonly pair?: CodeNode;
}

interface Found {
  readonly conditions: readonly Condition[];
  /** Some conditions cannot be seen. */
  readonly open: boolean;
}

const IN_MEMORY = /^(?:find|findIndex|filter|findLast)$/;

/** What must hold of the objects that a call finds; undefined when it says nothing of the kind. */
export function conditionsOf(call: CodeNode, name: string, scopes: Scopes): Found | undefined {
  const args = argumentsOf(call);
  const keywords = keywordsOf(call, scopes.text).map(([key, value]) => ({ name: key, value }));
  const [first, second] = args;
  if (IN_MEMORY.test(name) && isFunction(unwrap(first))) return inCallback(unwrap(first), scopes);
  const compared = args.flatMap((one) => comparison(one, scopes));
  if (compared.length > 0 || keywords.length > 0) {
    const open = args.some((one) => comparison(one, scopes).length === 0 && !isModel(one, scopes));
    return { conditions: [...compared, ...keywords], open };
  }
  if (/here$|^del$/.test(name) && stringValue(first, scopes.text) !== undefined) {
    const value = args.at(-1);
    return value === undefined || args.length < 2
      ? undefined
      : { conditions: [{ name: stringValue(first, scopes.text) ?? '', value }], open: false };
  }
  // `Order.update({ label }, { where: { id } })` says first what is written.
  const isLast = propertyNode(second, 'where', scopes) !== undefined;
  for (const one of isLast ? [second] : [first, second]) {
    // `em.findOne(Order, { id })` names what it looks for first.
    const isWhole = one === first || (first !== undefined && isModel(first, scopes));
    const where = one && (propertyNode(one, 'where', scopes) ?? (isWhole ? one : undefined));
    const literal = literalOf(where, scopes);
    if (literal === undefined) continue;
    const pairs = literal.pairs.map(([key, value]) => ({
      name: key,
      value,
      ...(value.parent === undefined ? {} : { pair: value.parent }),
    }));
    return {
      conditions: [...pairs, ...filledIn(where, scopes), ...(where === one ? [] : filledIn(one, scopes))],
      open: literal.open || literal.spreads.length > 0,
    };
  }
  return undefined;
}

/** `filter.owner = req.user.id`, before the filter is asked with. */
function filledIn(where: CodeNode | undefined, scopes: Scopes): readonly Condition[] {
  const node = unwrap(where);
  if (node?.type !== 'identifier' && node?.type !== 'shorthand_property_identifier') return [];
  return scopes.filledBefore(node).flatMap((one) => {
    const left = unwrap(field(one, 'left'));
    const value = field(one, 'right');
    return left === undefined || value === undefined ? [] : [{ name: keyOf(left, scopes) ?? '', value }];
  });
}

/** `(order) => order.id === req.params.id`. */
function inCallback(callback: CodeNode | undefined, scopes: Scopes): Found | undefined {
  const body = field(callback, 'body');
  const conditions = comparison(body, scopes);
  return conditions.length === 0 ? undefined : { conditions, open: false };
}

/** Equalities that an expression demands together. */
function comparison(given: CodeNode | undefined, scopes: Scopes): readonly Condition[] {
  const node = unwrap(given);
  if (node?.type === 'call_expression') {
    // `eq(orders.id, id)` and the like.
    const callee = field(node, 'function');
    const [left, right] = argumentsOf(node);
    if (scopes.language === 'java') return criteria(node, scopes);
    if (callee === undefined || left === undefined || right === undefined) return [];
    if (/^(?:eq|equals)$/.test(scopes.textOf(callee)))
      return [{ name: memberName(left, scopes), value: right }];
    return /^and_?$/.test(scopes.textOf(callee))
      ? argumentsOf(node).flatMap((one) => comparison(one, scopes))
      : [];
  }
  if (node?.type !== 'binary_expression') return [];
  const operator = field(node, 'operator')?.type ?? '';
  const sides = [field(node, 'left'), field(node, 'right')];
  if (/^(?:&&|and|&)$/.test(operator)) return sides.flatMap((side) => comparison(side, scopes));
  const [left, right] = sides;
  if (!/^===?$/.test(operator) || left === undefined || right === undefined) return [];
  const swapped = inputOf(left, scopes) !== undefined;
  return [{ name: memberName(swapped ? right : left, scopes), value: swapped ? left : right }];
}

function memberName(node: CodeNode, scopes: Scopes): string {
  const property = field(unwrap(node), 'property');
  return property === undefined ? '' : scopes.textOf(property);
}

/** Criteria of Spring Data: `Query.query(Criteria.where("id").is(id).and("owner").is(owner))`. */
function criteria(given: CodeNode | undefined, scopes: Scopes): readonly Condition[] {
  const node = unwrap(given);
  const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
  if (node === undefined || callee === undefined) return [];
  const [first] = argumentsOf(node);
  const name = lastName(scopes.textOf(callee));
  if (/^(?:query|Query)$/.test(name)) return criteria(first, scopes);
  const before = unwrap(field(callee, 'object'));
  const key = unwrap(field(before, 'function'));
  if (name !== 'is' || first === undefined || before === undefined || key === undefined) return [];
  const column = stringValue(argumentsOf(before)[0], scopes.text);
  if (column === undefined || !/^(?:where|and)$/.test(lastName(scopes.textOf(key)))) return [];
  return [...criteria(field(key, 'object'), scopes), { name: column, value: first }];
}

function isModel(node: CodeNode, scopes: Scopes): boolean {
  return /^(?:[A-Z]\w*(?:\.class)?|db|session|conn|connection)$/.test(scopes.textOf(node));
}
