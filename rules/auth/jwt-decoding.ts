import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isReadUnchecked, readsUnsigned, VERIFIES } from './jwt-java.js';
import { type Fault, flip, unsigned } from './jwt-options.js';
import { isOnlyShown } from './jwt-shown.js';
import { verifying } from './jwt-verifying.js';

/** What a call of a Python package leaves out of the check. */
export function pythonFault(call: CallView): Fault | undefined {
  if (call.name === 'get_unverified_claims')
    return isOnlyShown(call) || call.nearby('decode').some(isKeyed) ? undefined : decodes(call, []);
  const off = (value: ValueView | undefined) => value !== undefined && /^False$/.test(value.text);
  const options = call.keyword('options');
  const signature = [call.keyword('verify'), options?.property('verify_signature')].find(off);
  if (signature !== undefined) {
    // Who issued it says which key to take, and the token is read again with that.
    if (isOnlyShown(call) || call.nearby('decode').some(isKeyed)) return undefined;
    return { at: signature, message: 'unchecked', fixes: isKeyed(call) ? flip(signature, 'True') : [] };
  }
  const expiry = options?.property('verify_exp');
  if (expiry !== undefined && off(expiry))
    return { at: expiry, message: 'expired', fixes: flip(expiry, 'True') };
  return unsigned(call.keyword('algorithms'));
}

/** Whether there is what the signature is checked with. */
function isKeyed(call: CallView): boolean {
  const key = call.argument(1) ?? call.keyword('key');
  return key !== undefined && (call.argument(2) ?? call.keyword('algorithms')) !== undefined;
}

/** What a call reads of a token that nobody has checked. */
export function decodeFault(call: CallView): Fault | undefined {
  if (readsUnsigned(call)) return { at: headOf(call), message: 'unsigned' };
  if (call.name === 'setSkipSignatureVerification') return { at: headOf(call), message: 'unchecked' };
  if (call.name === 'parse') return isReadUnchecked(call) || takesApart(call) ? decodes(call, []) : undefined;
  if (!/decode/i.test(call.name)) return undefined;
  // jwt-simple checks the signature in `decode`, when it is given a key.
  if (call.module === 'jwt-simple') {
    const skips = call.argument(2);
    return skips?.literal === 'true'
      ? { at: skips, message: 'unchecked', fixes: flip(skips, 'false') }
      : undefined;
  }
  if (call.neighbors().some((callee) => VERIFIES.test(callee))) return undefined;
  // passport-jwt asks for the key before it checks the signature with it.
  if (/^raw_?jwt(?:_?token)?$/i.test(call.argument(0)?.text ?? '')) return undefined;
  // The header alone tells which key to take.
  const isWhole = call.argument(1)?.property('complete')?.literal === 'true';
  if (isWhole) return call.taken().includes('payload') ? decodes(call, []) : undefined;
  return isOnlyShown(call) ? undefined : decodes(call, verifying(call));
}

function decodes(call: CallView, fixes: readonly FixOffer[]): Fault {
  return { at: headOf(call), message: 'decoded', fixes };
}

/** `JSON.parse(atob(token.split('.')[1]))` where a request is answered; a page may read its own token so. */
function takesApart(call: CallView): boolean {
  const { text = '' } = call.argument(0) ?? {};
  const isMiddle = /\.split\(\s*(['"`])\.\1\s*\)\s*(?:\?\.)?\[\s*1\s*\]/.test(text);
  return (
    call.callee === 'JSON.parse' &&
    isMiddle &&
    /\batob\(|['"`]base64(?:url)?['"`]/.test(text) &&
    call.handler !== undefined &&
    !call.neighbors().some((callee) => VERIFIES.test(callee) || /hmac|digest|signature/i.test(callee))
  );
}

/** What is called, without what it is called with. */
function headOf({ node, callee }: CallView) {
  const end = node.text.startsWith(callee) ? node.start + callee.length : node.end;
  return { ...node, end, text: callee };
}
