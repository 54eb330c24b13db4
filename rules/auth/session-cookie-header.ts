import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { type Fault, isProof } from './session-cookies.js';

/** A piece of the header that is not written in the code. */
const UNSEEN = '\0';

/** What a cookie lacks whose header is written by hand: `res.setHeader('Set-Cookie', 'session=' + id + '; Path=/')`. */
export function inHeader(call: CallView): Fault | undefined {
  if (call.argument(0)?.literal?.toLowerCase() !== 'set-cookie') return undefined;
  const value = call.argument(1);
  return (value?.items ?? (value === undefined ? [] : [value]))
    .map(ofCookie)
    .find((one) => one !== undefined);
}

function ofCookie(cookie: ValueView): Fault | undefined {
  const written = cookie.parts.map(({ literal }) => literal ?? UNSEEN).join('');
  const [pair = '', ...attributes] = written.split(';').map((one) => one.trim());
  const name = /^([^=\0]+)=/.exec(pair)?.[1];
  // What is put behind the value may bring attributes of its own.
  const hidden = attributes.some((one) => one.split('=')[0]?.includes(UNSEEN)) || /\0$/.test(written);
  if (name === undefined || !isProof(name) || hidden || isTakenBack(attributes)) return undefined;
  const names = attributes.map((one) => one.split('=')[0]?.toLowerCase());
  const missing = ['HttpOnly', 'Secure'].filter((flag) => !names.includes(flag.toLowerCase()));
  const { leaf, start, endLeaf, end, text } = cookie;
  return { at: { leaf, start, endLeaf, end, text }, missing, fixes: [] };
}

/** A cookie that ends at once proves nothing. */
function isTakenBack(attributes: readonly string[]): boolean {
  return attributes.some((one) => /^max-age=-?0*$|^expires=thu, 0?1[ -]jan[ -]1970/i.test(one));
}
