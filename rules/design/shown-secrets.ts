import type { SchemaView } from '../../server/core/rule/views.js';
import { secretField } from '../../server/core/words/sensitive.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';

/** A text, or for a number of identity also an integer; what says nothing of its type may be one. */
export function holdsValue(schema: SchemaView, personal: boolean): boolean {
  if (schema.types.length > 0) return schema.mayBe('string') || (personal && schema.mayBe('integer'));
  return !schema.has('properties', 'items', 'allOf', 'oneOf', 'anyOf', 'additionalProperties');
}

export function isHash(name: string): boolean {
  return hasWord(tokensOf(name), HASHES);
}

const HASHES: ReadonlySet<string> = new Set(terms('hash, hashed, digest, salt'));

/** Ids of sessions mostly name a conversation or a visit, and not the cookie that proves somebody. */
export function shownSecret(name: string): ReturnType<typeof secretField> {
  const kind = secretField(name);
  return kind === 'session' ? undefined : kind;
}
