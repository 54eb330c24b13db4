import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { type Fault, listOrigins, oneOrigin, withCookies } from './cors-origins.js';

/** Functions that say yes to every origin. */
const EVERY =
  /^(?:async\s*)?(?:function\s*\w*|origin(?=\s*\())?\(?\s*\w*\s*(?:,\s*(\w+)\s*)?\)?\s*(?:=>)?\s*\{?\s*(?:return\s+)?(?:(\w+)\(\s*null\s*,\s*(?:true|\w+)\s*\)|true)\s*;?\s*\}?$/;

/** What leaves room around a host, by the method that looks for it. */
const OPEN_HOST: ReadonlyMap<string, RegExp> = new Map([
  ['endsWith', /^[\w-]+(?:\.[\w-]+)+$/],
  ['includes', /[\w-]\.[a-z]{2,}/],
  ['indexOf', /[\w-]\.[a-z]{2,}/],
  ['startsWith', /^https?:\/\/[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/],
]);

/** A pattern that is about a host of the internet; the developer's own machine has no dots. */
const NAMES_HOST = /[\w-]\\?\.[a-z]{2,}/;

/** What the package `cors`, or a header, allows in JavaScript. */
export function inScript(call: CallView): Fault | undefined {
  if (call.name === 'cors')
    return call.module === 'cors' || call.callee === 'cors' ? ofOptions(call) : undefined;
  return ofHeader(call);
}

function ofOptions(call: CallView): Fault | undefined {
  const options = call.argument(0);
  const origin = options?.property('origin');
  if (options?.form === 'function') return ofDelegate(options);
  const fixes = listOrigins(call, options, origin);
  if (options === undefined) return { at: nameSpot(call), message: 'wildcard', severity: 'info', fixes };
  const sent = options.property('credentials')?.literal === 'true';
  if (origin === undefined) {
    if (options.keys === undefined) return undefined;
    return {
      at: options,
      fixes,
      ...(sent
        ? { message: 'credentials', severity: 'error' as const }
        : { message: 'wildcard', severity: 'info' as const }),
    };
  }
  const fault = ofOrigin(origin, sent);
  // Of a list one item is to go, and the others are to stay.
  return fault && (fault.message === 'sandboxed' ? fault : { ...fault, fixes });
}

function ofOrigin(origin: ValueView, sent: boolean): Fault | undefined {
  const every = origin.literal === '*' || /^\[\s*['"`]\*['"`]\s*\]$/.test(origin.text);
  const reflected = origin.literal === 'true' || (origin.form === 'function' && EVERY.test(origin.text));
  if (every && !sent) return { at: origin, message: 'wildcard', severity: 'info' };
  // Browsers refuse "*" with cookies; what is sent back as it came they accept.
  if (every || reflected)
    return sent && reflected
      ? { at: origin, message: 'credentials', severity: 'error' }
      : {
          at: origin,
          message: reflected ? 'reflected' : 'wildcard',
          ...(reflected ? {} : { severity: 'info' as const }),
        };
  const listed = [origin, ...(origin.items ?? [])];
  const none = listed.find((one) => one.form === 'literal' && one.text.slice(1, -1) === 'null');
  if (none !== undefined) return { at: none, message: 'sandboxed' };
  const open = listed.find((one) => isOpenPattern(patternIn(one.text)) || comparesPart(one));
  return open && { at: open, message: 'pattern' };
}

/** Options that are made anew for each request, with the origin that the request names: nothing decides which one may. */
function ofDelegate(options: ValueView): Fault | undefined {
  if (DECIDES.test(options.text) || !ECHOES.test(options.text)) return undefined;
  return /\bcredentials\s*:\s*true\b/.test(options.text)
    ? withCookies(options, [])
    : { at: options, message: 'reflected' };
}

const DECIDES =
  /\b(?:if|switch|includes|has|test|indexOf|some|find|match|endsWith|startsWith)\b|\?|&&|\|\||allow|list/i;
const ECHOES =
  /\borigin\s*:\s*(?:true\b|\w+\.(?:headers\.origin\b|headers\[\s*['"]origin['"]\s*\]|(?:get|header)\(\s*['"]origin['"]\s*\)))/i;

/** A function that looks for a host in its parameter which may be a piece of another: `(origin) => origin.endsWith('example.com')`. */
function comparesPart({ form, text }: ValueView): boolean {
  const param = /^(?:async\s*)?(?:function\s*\w*\s*)?\(?\s*(\w+)/.exec(text)?.[1];
  if (form !== 'function' || param === undefined) return false;
  const tested = new RegExp(`(/(?:[^/\\\\\\n]|\\\\.)+/[a-z]*)\\.test\\(\\s*${param}\\s*\\)`).exec(text)?.[1];
  if (tested !== undefined && NAMES_HOST.test(tested) && isOpenPattern(patternIn(tested))) return true;
  const asked = new RegExp(`\\b${param}\\??\\.(\\w+)\\(\\s*(['"\`])([^'"\`$]+)\\2\\s*\\)`, 'g');
  return [...text.matchAll(asked)].some(([, method = '', , host = '']) => OPEN_HOST.get(method)?.test(host));
}

/** What stands between the slashes, or in the text that a RegExp is made of. */
function patternIn(text: string): string | undefined {
  const made = /^new RegExp\(\s*(['"])(.*)\1\s*(?:,\s*['"]\w*['"]\s*)?\)$/.exec(text)?.[2];
  return made?.replaceAll('\\\\', '\\') ?? /^\/(.*)\/[a-z]*$/.exec(text)?.[1];
}

/** A pattern of a host that may stand anywhere in an origin: `example\.com`. */
function isOpenPattern(pattern: string | undefined): boolean {
  if (pattern === undefined) return false;
  return pattern === '.*' || !pattern.endsWith('$') || (!pattern.startsWith('^') && !/^\\\./.test(pattern));
}

/** The header written by hand. */
function ofHeader(call: CallView): Fault | undefined {
  const value = call.argument(1);
  if (call.argument(0)?.literal?.toLowerCase() !== 'access-control-allow-origin' || value === undefined)
    return undefined;
  const fixes = oneOrigin(call, value);
  if (value.literal === '*') return { at: value, message: 'wildcard', severity: 'info', fixes };
  const [from, name] = value.input ?? [];
  const echoed =
    from === 'headers'
      ? name === 'origin'
      : (from === 'get' || from === 'header') && name?.toLowerCase() === 'origin';
  return echoed && value.origin === 'request' && !isListed(call)
    ? { at: value, message: 'reflected', fixes }
    : undefined;
}

/** Whether the function compares the origin with something before it answers. */
function isListed(call: CallView): boolean {
  return call
    .neighbors()
    .some((callee) =>
      /\.(?:includes|has|test|indexOf|some|find|match|endsWith|startsWith)$|allow|whitelist|origin/i.test(
        callee,
      ),
    );
}

/** What is called, without what it is called with. */
function nameSpot({ node, callee }: CallView): CallView['node'] {
  return { ...node, end: node.start + callee.length, text: callee };
}
