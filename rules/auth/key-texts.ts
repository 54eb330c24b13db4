import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { fromEnvironment } from '../environment.js';
import { isSession } from './signing-keys.js';

/** A text that is a key, and not a public key or the name of a file. */
export function isSecret({ origin, literal }: ValueView): boolean {
  if (literal === undefined || literal.length < 3 || (origin !== 'literal' && origin !== 'constant'))
    return false;
  return !/^(?:-----BEGIN (?:(?:RSA |EC )?PUBLIC|CERT)|HS\d|RS\d|ES\d|null$|undefined$|true$|false$|None$)/.test(
    literal,
  );
}

/** Only where the text itself stands in this file. */
export function fixesOf(key: ValueView, call: CallView): readonly FixOffer[] {
  const { language } = call;
  const text = key.form === 'literal' ? key : key.written;
  if (text === undefined || !('text' in text)) return [];
  const variable = isSession(call) ? 'SESSION_SECRET' : 'JWT_SECRET';
  const changes = fromEnvironment(text, variable, language);
  return changes === undefined ? [] : [{ fix: 'environment', data: { variable }, changes: () => changes }];
}
