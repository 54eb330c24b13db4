import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { decodes } from './jwt-decoded.js';
import { type Fault, flip, unsigned } from './jwt-options.js';

/** What PyJWT, python-jose and their like are told to leave out. */
export function inPython(call: CallView): Fault | undefined {
  if (call.name === 'get_unverified_claims') return decodes(call, []);
  const off = (value: ValueView | undefined) => value !== undefined && /^False$/.test(value.text);
  const options = call.keyword('options');
  const signature = [call.keyword('verify'), options?.property('verify_signature')].find(off);
  if (signature !== undefined) return { at: signature, message: 'unchecked', fixes: flip(signature, 'True') };
  const expiry = options?.property('verify_exp');
  if (expiry !== undefined && off(expiry))
    return { at: expiry, message: 'expired', fixes: flip(expiry, 'True') };
  return unsigned(call.keyword('algorithms'));
}
