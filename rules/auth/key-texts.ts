import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isSession } from './signing-keys.js';

/** A text that is a key, and not a public key or the name of a file. */
export function isSecret({ origin, literal }: ValueView): boolean {
  if (literal === undefined || literal.length < 3 || (origin !== 'literal' && origin !== 'constant'))
    return false;
  return !/^(?:-----BEGIN (?:(?:RSA |EC )?PUBLIC|CERT)|HS\d|RS\d|ES\d|null$|undefined$|true$|false$|None$)/.test(
    literal,
  );
}

/** Only where the text itself stands in this file: in Python in the call, as names may stand in front of all imports. */
export function fixesOf(key: ValueView, call: CallView): readonly FixOffer[] {
  const { language } = call;
  const text = key.form === 'literal' ? key : language === 'python' ? undefined : key.written;
  if (text === undefined || !('text' in text) || !QUOTED.test(text.text) || language === 'java') return [];
  const variable = isSession(call) ? 'SESSION_SECRET' : 'JWT_SECRET';
  const by = language === 'python' ? `os.environ["${variable}"]` : `process.env.${variable}`;
  return [{ fix: 'environment', data: { variable }, changes: () => [{ text, by }] }];
}

const QUOTED = /^(['"`]).*\1$/;
