import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView } from '../../server/core/rule/views.js';
import { VERIFIES } from './jwt-java.js';
import type { Fault } from './jwt-options.js';

/** The token is read by a call that does not check who signed it. */
export function decodes(call: CallView, fixes: readonly FixOffer[]): Fault {
  return { at: headOf(call), message: 'decoded', fixes };
}

/** `JSON.parse(atob(token.split('.')[1]))` where a request is answered; a page may read its own token so. */
export function takesApart(call: CallView): boolean {
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
export function headOf({ node, callee }: CallView) {
  const end = node.text.startsWith(callee) ? node.start + callee.length : node.end;
  return { ...node, end, text: callee };
}
