import {
  booleanOf,
  isMap,
  isSequence,
  type Node,
  numberOf,
  stringOf,
  stringsOf,
} from '../../server/core/rule/nodes.js';
import type { Report } from '../../server/core/rule/rule.js';
import type { OasVersion, SchemaView } from '../../server/core/rule/views.js';
import { lengthsOf } from '../../server/core/words/pattern-length.js';

/** Types that one keyword allows, and where it stands. */
interface Typed {
  readonly at: Node;
  readonly types: readonly string[];
}

const MOST = 20;

/** Types that a schema and the members of its `allOf` ask for, where no value is of all of them. */
export function contradictoryTypes(schema: Node): Report | undefined {
  const all = [...schemasOf(schema)];
  // What may be null in all of them is that.
  if (all.every((one) => booleanOf(isMap(one) ? one.get('nullable') : undefined) === true)) return undefined;
  let before: Typed | undefined;
  for (const one of all) {
    const at = isMap(one) ? one.get('type') : undefined;
    const types = stringsOf(at);
    if (at === undefined || types.length === 0) continue;
    const both = before === undefined ? types : common(before.types, types);
    if (before !== undefined && both.length === 0)
      return { at, message: 'types', data: { one: before.types.join(' or '), other: types.join(' or ') } };
    before = { at, types: both };
  }
  return undefined;
}

/** Types of values that are of one of each; a whole number is a number. */
function common(some: readonly string[], others: readonly string[]): readonly string[] {
  const narrow = (list: readonly string[], by: readonly string[]) =>
    list.filter((type) => by.includes(type) || (type === 'integer' && by.includes('number')));
  return [...new Set([...narrow(some, others), ...narrow(others, some)])];
}

/** A schema and all that stand in its `allOf`, in the order of the text; references are left out. */
function* schemasOf(schema: Node): Generator<Node> {
  const todo: Node[] = [schema];
  const seen = new Set<Node>();
  for (let node = todo.shift(); node !== undefined && seen.size < MOST; node = todo.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (isMap(node) && node.get('$ref') !== undefined) continue;
    yield node;
    const members = isMap(node) ? node.get('allOf') : undefined;
    if (isSequence(members)) todo.unshift(...members.items);
  }
}

/** Where a schema says that nothing is valid: `false`, which is one since 3.1, and `not: {}`. */
export function refusal(schema: Node | undefined, version: OasVersion | undefined): Node | undefined {
  if (schema === undefined) return undefined;
  const knows = version === '3.1' || version === '3.2';
  for (const one of schemasOf(schema)) {
    if (knows && booleanOf(one) === false) return one;
    const not = isMap(one) ? one.get('not') : undefined;
    const isAny = (isMap(not) && not.entries.length === 0) || (knows && booleanOf(not) === true);
    if (not !== undefined && isAny) return not;
  }
  return undefined;
}

/** A pattern whose texts are all longer, or all shorter, than is allowed. */
export function contradictoryLength(schema: SchemaView): Report | undefined {
  const pattern = schema.get('pattern');
  const lengths = lengthsOf(stringOf(pattern) ?? '');
  if (pattern === undefined || lengths === undefined) return undefined;
  const [low, high] = [numberOf(schema.get('minLength')), numberOf(schema.get('maxLength'))];
  const { least, most } = lengths;
  const long = high !== undefined && least > high;
  if (!long && !(low !== undefined && most < low)) return undefined;
  const shown =
    least === most
      ? `${least}`
      : most === Number.POSITIVE_INFINITY
        ? `${least} or more`
        : `${least} to ${most}`;
  return {
    at: pattern,
    message: 'length',
    data: { pattern: shown, allowed: long ? `at most ${high}` : `at least ${low}` },
  };
}
