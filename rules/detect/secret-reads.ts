import type { ReadView } from '../../server/core/rule/views.js';
import { credentialName, personalField, secretField } from '../../server/core/words/sensitive.js';

/** A value whose name says that it lets in whoever holds it, or that its loss harms a person. */
export function isSecret({ name, input }: ReadView, listed: (name: string) => boolean): boolean {
  if (listed(name) || name === 'authorization') return true;
  if (ONE_TIME.test(name)) return true;
  const kind = credentialName(name, 'log') ?? secretField(name);
  // A code may be one of a fault; what is mailed in order to be sent back lets in whoever reads it first.
  if (kind !== undefined) return kind !== 'code' || input !== undefined || LETS_IN.test(name);
  const personal = personalField(name);
  return personal !== undefined && personal !== 'contact' && personal !== 'birth';
}

/** What is sent to a person, who is let in or may set a new password with it. */
const LETS_IN =
  /(?:token|secret|link|(?:reset|recovery|otp|magic|login|verification|verify|activation)_?code)$/i;
/** A password of one use. */
const ONE_TIME =
  /^(?:(?:generated|new|email|sms|phone|mobile|login|user|raw|plain|reset|signup|expected|current)_?)?t?otp(?:_?(?:code|value))?$/i;
