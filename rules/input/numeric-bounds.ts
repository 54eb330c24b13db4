import type { Change } from '../../server/core/rule/change.js';
import { booleanOf } from '../../server/core/rule/nodes.js';
import type { RuleContext } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { isBounded, mayBeNegative } from './amounts.js';

/** What a fix proposes. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Reports a number of the type that callers send without a bound on one side or both. The message is a key of the rule's
 * `messages`, the fix its `bound`.
 */
export function checkBounds(
  schema: SchemaView,
  type: 'integer' | 'number',
  { report, holds, options, speaks }: RuleContext<Bounds>,
): void {
  // What no operation reaches may be a shared library: taken as input.
  if (!schema.types.includes(type) || schema.direction === 'response') return;
  if (booleanOf(schema.get('readOnly')) === true || schema.has('enum', 'const')) return;
  // That an amount may be negative is the other rule's matter; how large it may be is this one's.
  const isSaid = mayBeNegative(schema) && speaks('input/negative-amount');
  const low = isSaid || isBounded(schema);
  const high = schema.has('maximum', 'exclusiveMaximum');
  if (low && high) return isSaid ? undefined : holds(schema.node);
  const { minimum, maximum } = options;
  const changes = (): readonly Change[] => [
    ...(low ? [] : [{ set: schema.node, key: 'minimum', to: minimum }]),
    ...(high ? [] : [{ set: schema.node, key: 'maximum', to: maximum }]),
  ];
  report({
    at: schema.get('type') ?? schema.node,
    message: low ? 'high' : high ? 'low' : 'both',
    fixes: [{ fix: 'bound', changes }],
  });
}
