import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { tokensOf } from '../../server/core/words/tokens.js';
import { fromEnvironment, isQuoted } from '../environment.js';
import { type KeyUse, keysIn } from './signed-keys.js';
import { isSession } from './signing-keys.js';

/** A text that is a key, and not a public key or the name of a file. */
export function isSecret({ origin, literal }: ValueView): boolean {
  if (literal === undefined || literal.length < 3 || (origin !== 'literal' && origin !== 'constant'))
    return false;
  return !/^(?:-----BEGIN (?:(?:RSA |EC )?PUBLIC|CERT)|HS\d|RS\d|ES\d|null$|undefined$|true$|false$|None$)/.test(
    literal,
  );
}

/** Only where the text itself stands in this file, and which variable holds the key can be told. */
export function fixesOf(key: ValueView, call: CallView): readonly FixOffer[] {
  const text = isQuoted(key) ? key : key.written;
  if (text === undefined || !('text' in text)) return [];
  const variable = variableFor(text, call);
  const places = [text, ...samePlaces(text)];
  const changes = places.map((place) => fromEnvironment(place, variable ?? '', call.language));
  if (variable === undefined || !changes.every((one) => one !== undefined)) return [];
  return [{ fix: 'environment', data: { variable }, changes: () => changes.flat() }];
}

/** What a key is called that has no name of its own, as parameters are that take one. */
const PLAIN = /^(?:key|keys|secret|secret_?or_?(?:private_?)?key)$/i;
/** The head of a line that gives a name to what stands behind it, and what ends such a line. */
const DECLARES = /^\s*(?:[a-z]+\s+)*(?:(?:this|self)\.#?)?([A-Za-z_]\w*)\s*(?::\s*[\w.]+\s*)?=\s*$/;
const ENDED = /^[ \t]*(?:;|#|\/\/|\r?\n|$)/;
const PROPERTY = /(?:^|[\s{,(])['"]?([A-Za-z_]\w*)['"]?\s*:\s*$/;

/**
 * The variable that is to hold the key: called as the constant is, else as most do it. Undefined where the tokens of the file
 * have another key as well, with which this one must not be mixed up.
 */
function variableFor(text: CodeSpot, call: CallView): string | undefined {
  const all = text.leaf.text;
  const head = all.slice(all.lastIndexOf('\n', text.start - 1) + 1, text.start);
  const constant = ENDED.test(all.slice(text.end, text.end + 20)) ? DECLARES.exec(head)?.[1] : undefined;
  const name = constant ?? PROPERTY.exec(head)?.[1];
  if (name !== undefined && !PLAIN.test(name)) return upperSnake(name);
  const common = isSession(call) ? 'SESSION_SECRET' : 'JWT_SECRET';
  const isOther = ({ key }: KeyUse) => key !== text.text && key !== name;
  const isTaken = all.includes(common) || (!isSession(call) && keysIn(all).some(isOther));
  return isTaken ? constant && upperSnake(constant) : common;
}

/** 'INVITE_SECRET' of `inviteSecret`. */
function upperSnake(name: string): string {
  return tokensOf(name).join('_').toUpperCase();
}

/** The same key in quotes at other calls of the file, which belong to it. */
function samePlaces(text: CodeSpot): readonly CodeSpot[] {
  const { leaf, start } = text;
  return keysIn(leaf.text)
    .filter((one) => one.key === text.text && one.start !== start)
    .map((one) => ({ ...text, start: one.start, end: one.start + text.text.length }));
}
