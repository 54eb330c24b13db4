import type { Change } from '../../server/core/rule/change.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { type Fault, isProven, type Off, proves, together } from './session-cookies.js';
import { isStarletteSession } from './starlette-sessions.js';

/** What a cookie lacks that Python sets. */
export function inPython(call: CallView): Fault | undefined {
  if (call.name === 'set_cookie') return ofCookie(call);
  if (isStarletteSession(call)) return ofMiddleware(call);
  return call.name === 'CookieTransport' ? ofTransport(call) : undefined;
}

function ofCookie(call: CallView): Fault | undefined {
  const name = call.argument(0) ?? call.keyword('key');
  const value = call.argument(1) ?? call.keyword('value');
  if (call.unpacked.length > 0 || !(proves(name) || isProven(name, value)) || ends(call, value))
    return undefined;
  const missing = ['httponly', 'secure'].filter((flag) => call.keyword(flag) === undefined);
  const written = missing.map((flag) => `, ${flag}=True`).join('');
  const close = { ...call.node, start: call.node.end - 1, end: call.node.end - 1, text: '' };
  const changes = (): readonly Change[] => [{ text: close, by: written }];
  const fixes =
    missing.length > 0 && call.node.text.endsWith(')')
      ? [{ fix: 'add', data: { flags: missing.join(', ') }, changes }]
      : [];
  return together(flagsOff(call, ['httponly', 'secure']), { at: nameSpot(call), missing, fixes });
}

/** Whether the cookie is taken away: it is over at once, or holds nothing. */
function ends(call: CallView, value: ValueView | undefined): boolean {
  return value?.literal === '' || ['max_age', 'expires'].some((key) => call.keyword(key)?.text === '0');
}

/** Of the package fastapi-users, which sets both unless it is told otherwise. */
function ofTransport(call: CallView): Fault | undefined {
  return together(flagsOff(call, ['cookie_secure', 'cookie_httponly']), undefined);
}

/** Of Starlette, which keeps scripts away by itself, and asks for TLS only where it is told to. */
function ofMiddleware(call: CallView): Fault | undefined {
  const off = together(flagsOff(call, ['https_only']), undefined);
  if (off !== undefined || call.unpacked.length > 0) return off;
  const isSet = call.keyword('https_only') !== undefined;
  const key = call.keyword('secret_key');
  const behind = key && { ...key, start: key.end, leaf: key.endLeaf, text: '' };
  const changes = (): readonly Change[] => (behind ? [{ text: behind, by: ', https_only=True' }] : []);
  const fixes = [{ fix: 'add', data: { flags: 'https_only' }, changes }];
  const at = call.name === 'SessionMiddleware' ? undefined : call.argument(0);
  return { at: at ?? nameSpot(call), missing: isSet ? [] : ['https_only'], fixes };
}

/** Flags that are given by name, and false. */
function flagsOff(call: CallView, flags: readonly string[]): readonly Off[] {
  return flags.flatMap((flag) => {
    const value = call.keyword(flag);
    return value?.text === 'False' ? [{ flag, value, by: 'True' }] : [];
  });
}

/** What is called, by its last name. */
function nameSpot({ node, callee }: CallView): CallView['node'] {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  const start = node.start + callee.length - name.length;
  return { ...node, start, end: start + name.length, text: name };
}
