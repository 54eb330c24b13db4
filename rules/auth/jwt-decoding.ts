import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isReadUnchecked, readsUnsigned, VERIFIES } from './jwt-java.js';
import { type Fault, flip, unsigned } from './jwt-options.js';
import { isOnlyShown } from './jwt-shown.js';

/** What a call of a Python package leaves out of the check. */
export function pythonFault(call: CallView): Fault | undefined {
  if (call.name === 'get_unverified_claims')
    return isOnlyShown(call) || isCheckedBeside(call) ? undefined : decodes(call, []);
  const off = (value: ValueView | undefined) => value !== undefined && /^False$/.test(value.text);
  const options = call.keyword('options');
  const signature = [call.keyword('verify'), options?.property('verify_signature')].find(off);
  if (signature !== undefined && (isOnlyShown(call) || isCheckedBeside(call))) return undefined;
  if (signature !== undefined) return { at: signature, message: 'unchecked', fixes: flip(signature, 'True') };
  const expiry = options?.property('verify_exp');
  if (expiry !== undefined && off(expiry))
    return { at: expiry, message: 'expired', fixes: flip(expiry, 'True') };
  return unsigned(call.keyword('algorithms'));
}

/** The same token is decoded once more, with a key: what was read first only tells which. */
function isCheckedBeside(call: CallView): boolean {
  const token = call.argument(0)?.text;
  return call
    .nearby('decode')
    .some((one) => one.argument(0)?.text === token && one.argument(1) !== undefined && !skips(one));
}

function skips(call: CallView): boolean {
  const options = call.keyword('options')?.property('verify_signature');
  return [call.keyword('verify'), options].some((one) => one?.text === 'False');
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

function verifying(call: CallView): readonly FixOffer[] {
  const token = call.argument(0);
  if (call.callee !== 'jwt.decode' || call.module !== 'jsonwebtoken' || token === undefined) return [];
  const by = `jwt.verify(${token.text}, process.env.JWT_SECRET, { algorithms: ['HS256'] })`;
  return [{ fix: 'verify', changes: () => [{ text: call.node, by }] }];
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
