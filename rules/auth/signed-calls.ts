import { isProtected } from '../../server/core/rule/access.js';
import { isMap, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { OperationFact, OperationView } from '../../server/core/rule/views.js';
import {
  asksReceiver,
  haveProof,
  maySignItself,
  provesSender,
  saysSigned,
} from '../../server/core/words/senders.js';

/**
 * Whether the receiver of a webhook or a callback can tell who sends it: by a header or a requirement, 'perhaps' by
 * something in the body, in the address or in prose, or where it brings no news and only asks whether it may call.
 */
export function senderProof(call: OperationView): 'proved' | 'perhaps' | 'none' {
  if (call.signed) return 'proved';
  const texts = ['summary', 'description'].map((key) => stringOf(call.get(key)) ?? '');
  if (texts.some(saysSigned) || hasField(call.get('requestBody'))) return 'perhaps';
  if (isSignedBody(call.fact) || isHandshake(call.fact)) return 'perhaps';
  return /token|secret|signature|hmac/i.test(call.path) ? 'perhaps' : 'none';
}

function isSignedBody({ body }: OperationFact): boolean {
  return body.known && body.value.some(maySignItself);
}

/** Receivers answer it before they are sent anything, and believe nothing of it. */
function isHandshake({ method, parameters }: OperationFact): boolean {
  if (method === 'OPTIONS' || method === 'HEAD') return true;
  return parameters.known && parameters.value.some(({ name }) => asksReceiver(name));
}

/** Whether the document knows how: another call of the API is signed. */
export function signsCalls({ document }: OperationView): boolean {
  return document.each(isSigned).some(([signed]) => signed);
}

function isSigned({ signs, outbound, parameters, security }: OperationFact): boolean {
  if (signs === true) return true;
  if (!outbound) return false;
  if (security.known && isProtected(security.value)) return true;
  return parameters.known && haveProof(parameters.value);
}

/** A field of the body, where the call says itself what that holds. */
function hasField(body: Node | undefined): boolean {
  const content = isMap(body) ? body.get('content') : undefined;
  return (isMap(content) ? content.entries : []).some(({ value }) => {
    const schema = isMap(value) ? value.get('schema') : undefined;
    const fields = isMap(schema) ? schema.get('properties') : undefined;
    return (
      isMap(fields) &&
      fields.entries.some(({ key }) => {
        const name = String(key.value);
        return provesSender(name) || asksReceiver(name);
      })
    );
  });
}
