import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
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
  if (text === undefined || !('text' in text)) return [];
  const variable = isSession(call) ? 'SESSION_SECRET' : 'JWT_SECRET';
  const changes = fromEnvironment(text, variable, language);
  return changes === undefined ? [] : [{ fix: 'environment', data: { variable }, changes: () => changes }];
}

/** Reads a variable in the place of a text in quotes; undefined where that cannot be written. */
export function fromEnvironment(
  text: CodeSpot,
  variable: string,
  language: CallView['language'],
): readonly Change[] | undefined {
  if (!QUOTED.test(text.text) || language === 'java') return undefined;
  const by = language === 'python' ? `os.environ["${variable}"]` : `process.env.${variable}`;
  return [{ text, by }];
}

const QUOTED = /^(['"`]).*\1$/;
