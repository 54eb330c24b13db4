import type { CallView } from '../../server/core/rule/views.js';
import { type Fault, isProof, isProven, proves, together } from './session-cookies.js';

/** What a cookie of Java, or of Spring's builder, lacks. */
export function inJava(call: CallView): Fault | undefined {
  if (call.name === 'new Cookie') return ofCookie(call);
  if (call.name === 'build') return ofBuilder(call);
  const value = call.argument(0);
  const setter = /^set(HttpOnly|Secure)$/.exec(call.name)?.[1];
  const built = /ResponseCookie/.test(call.callee) && /^(?:httpOnly|secure)$/.test(call.name);
  if (value?.literal !== 'false' || (setter === undefined && !built)) return undefined;
  return together([{ flag: spelled(setter ?? call.name), value, by: 'true' }], undefined);
}

/** `new Cookie("session", id)`, of which nothing beside it sets a flag. */
function ofCookie(call: CallView): Fault | undefined {
  const [name, value] = call.arguments;
  if (
    !(proves(name) || isProven(name, value)) ||
    call.nearby('setMaxAge').some((one) => one.argument(0)?.literal === '0')
  )
    return undefined;
  const missing = ['HttpOnly', 'Secure'].filter((flag) => call.nearby(`set${flag}`).length === 0);
  return { at: call.node, missing: missing.map(spelled), fixes: [] };
}

/** What takes a cookie away: it is over at once, or holds nothing. */
const ENDS = /\.maxAge\((?:0|Duration\.ZERO)\)|^ResponseCookie\.from\("[\w-]+",(?:""|null)\)/;

/** `ResponseCookie.from("session", id).path("/").build()`. */
function ofBuilder(call: CallView): Fault | undefined {
  const name = /^ResponseCookie\.from\("([\w-]+)"/.exec(call.callee)?.[1];
  if (name === undefined || !isProof(name) || ENDS.test(call.callee)) return undefined;
  const missing = ['httpOnly', 'secure'].filter((flag) => !call.callee.includes(`.${flag}(`));
  return { at: { ...call.node, end: call.node.start + 'ResponseCookie'.length }, missing, fixes: [] };
}

function spelled(flag: string): string {
  return flag.charAt(0).toLowerCase() + flag.slice(1);
}
