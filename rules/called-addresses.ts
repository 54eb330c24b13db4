import { booleanOf, stringOf } from '../server/core/rule/nodes.js';
import type { SchemaView } from '../server/core/rule/views.js';
import { saysAddressesKept, saysFetchedFrom } from '../server/core/words/intent.js';
import { isCalledAddress } from '../server/core/words/server-calls.js';
import {
  isBoundAddress,
  isCalledBackName,
  isUrlSinkName,
  saysServerFetches,
} from '../server/core/words/urls.js';

/**
 * What keeps an address in order that callers send and the server calls: 'bound' where the schema does, 'kept' where prose
 * says that the server does, 'open' where nothing does. Undefined of a schema that is no such address.
 */
export function addressStanding(schema: SchemaView): 'bound' | 'kept' | 'open' | undefined {
  const { property, direction, isReference } = schema;
  if (property === undefined || isReference) return undefined;
  if (direction !== 'request' && direction !== 'both') return undefined;
  if (!schema.mayBe('string') || !isCalled(schema, property) || schema.writtenBy.length === 0)
    return undefined;
  if (booleanOf(schema.get('readOnly')) === true) return undefined;
  if (schema.has('enum', 'const') || isBoundAddress(stringOf(schema.get('pattern')))) return 'bound';
  return saysAddressesKept(stringOf(schema.get('description')) ?? '') ? 'kept' : 'open';
}

/** Whether what is sent there is news of what happened: a webhook, and no place that something is taken from. */
export function isForEvents(schema: SchemaView): boolean {
  const { property = '', calls } = schema;
  return (
    isCalledBackName(property) ||
    calls.some(
      (use) => (use === 'subscribes' || use === 'endpoints') && isCalledAddress(property, isUri(schema), use),
    )
  );
}

/** An address that is called back, or one that is given to an import, a preview or another fetch by its own name. */
function isCalled(schema: SchemaView, name: string): boolean {
  const { direction } = schema;
  if (isCalledBackName(name)) return true;
  // What answers hold as well may be an address that clients download from.
  if (
    direction === 'request' &&
    isUrlSinkName(name) &&
    saysFetchedFrom(stringOf(schema.get('description')) ?? '')
  )
    return true;
  return (isUri(schema) && saysServerFetches(name)) || isCalledByOperation(schema, name);
}

function isUri({ format }: SchemaView): boolean {
  return format === 'uri' || format === 'url';
}

/** An operation that imports, exports or keeps it for events calls it, whatever it is called. */
function isCalledByOperation(schema: SchemaView, name: string): boolean {
  const { calls, direction, document } = schema;
  return calls.some((use) => {
    if (!isCalledAddress(name, isUri(schema), use)) return false;
    // What an import answers as well may be where its result lies.
    if (use === 'fetches' || use === 'delivers') return direction === 'request';
    return use === 'subscribes' || document?.operations.some(({ outbound }) => outbound) === true;
  });
}
