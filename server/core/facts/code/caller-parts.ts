import type { Roles } from './passage.js';
import { CREDENTIAL_NAMES, HEADERS } from './signs.js';

const CALLER = /^(?:user|auth|userId|currentUser|account|principal|token)$/;
const SIGNED_IN = /user|auth|account|uid|logged|login|member|token|admin/i;
const COOKIE = /token|auth|session|sid|jwt|user|access/i;

/**
 * Whether an expression is something that only a caller with credentials sends, or that a guard has put into the request
 * or the response: `req.headers.authorization`, `res.locals.user`. `plain`: its text, without marks for what may be
 * missing.
 */
export function isOfCaller(plain: string, { request, response }: Roles): boolean {
  const [root, part = '', ...rest] = plain.split('.');
  const member = rest.join('.');
  if (root === request) return isAsked(part, member);
  return root === response && part === 'locals' && /^\w*user\w*$/i.test(member);
}

function isAsked(part: string, member: string): boolean {
  if (CALLER.test(part)) return member === '';
  const key = /^\w+$/.test(member) ? member : '';
  switch (part) {
    case 'session':
      return SIGNED_IN.test(key);
    case 'cookies':
    case 'signedCookies':
      return COOKIE.test(key);
    case 'headers':
      return key === 'authorization';
    case 'query':
    case 'body':
      return CREDENTIAL_NAMES.test(key);
    case 'isAuthenticated()':
      return member === '';
    default:
      return member === '' && /^(?:headers\[|get\(|header\()/.test(part) && HEADERS.test(part);
  }
}
