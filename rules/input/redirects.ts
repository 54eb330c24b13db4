import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isEncoded, isOnResponse } from './answers.js';
import { isTakenApart } from './own-paths.js';
import { CHECKS_ADDRESS, mayBeHost } from './requests.js';
import { isHanded, isValidatedBefore, namesIn } from './validated.js';

/** Names of what sends a browser to another address. */
export const REDIRECTS: readonly string[] = [
  ...['redirect', 'location', 'setHeader', 'addHeader', 'header', 'set', 'writeHead', 'RedirectResponse'],
  ...['sendRedirect', 'setLocation', 'new RedirectView', 'new ModelAndView', 'Response'],
  ...['return', 'setViewName', 'setUrl'],
];

/** What takes the name of a page, and what takes an address. */
const PAGES = /^(?:return|setViewName|new ModelAndView)$/;
const SENDS = /^(?:sendRedirect|location|setLocation|setUrl|new RedirectView)$/;
/** What is put in front of an address, where Spring answers with the name of a page. */
const REDIRECTING = /^redirect:/;
const PREFIX = /\bREDIRECT_URL_PREFIX$/;
/** Where a value is put into a text, and what is behind it: `"redirect:%s"`. */
const PLACE = /(?:%s|\{\d*\}).*$/s;
/** What no link to the server can choose: the browser of the one who follows it does. */
const NOT_CHOSEN =
  /^(?:headers?|get|getHeaders?|getRequestUR[IL]|(?:signedC|getC|c)ookies|url|originalUrl|path|hostname)$/;
/** Names of addresses that another place compares with those that are registered. */
const REGISTERED = /redirect_?uri$/i;
const CHECKING = /valid|safe|allow|trust|sanit|check/i;
/** Names that say so in two words: `isLocal`, `is_local_url`, `assertRelative`, `sameOrigin`. */
const ASKING =
  /\b(?:is|has|assert|verify|ensure|guard|require|reject|refuse)(?=[A-Z_])\w*(?:[Uu]r[il]|UR[IL]|[Pp]ath|[Rr]edirect|[Tt]arget|[Ll]ocal|[Rr]elative|[Ii]nternal|[Oo]rigin|[Hh]ost)|\bsame_?[Oo]rigin/;
/** The path of an address that was taken apart. */
const PATH = /(?:^|\.)pathname$/;
/** A slash alone: with another one behind it, a host follows. */
const ROOT = /^\/$/;

/** The address that a call sends a browser to; undefined for other calls. */
export function targetOf(call: CallView): ValueView | undefined {
  const { name, language, arguments: given } = call;
  if (language === 'python') return targetInPython(call);
  const [first, second] = given;
  if (/^(?:setHeader|addHeader|header|set)$/.test(name)) {
    const isLocation = /^location$/i.test(first?.literal ?? '') || /\bLOCATION$/.test(first?.text ?? '');
    return isLocation ? second : undefined;
  }
  if (language === 'java') {
    const isPage = PAGES.test(name);
    if (isPage && !REDIRECTING.test(textOf(first?.parts[0]) ?? '')) return undefined;
    if (name === 'setUrl' && call.receiver !== 'RedirectView') return undefined;
    return isPage || SENDS.test(name) ? first : undefined;
  }
  if (!isOnResponse(call)) return undefined;
  if (name === 'writeHead') return second?.property('Location') ?? second?.property('location');
  // With the status in front of it or behind.
  return /^(?:redirect|location)$/.test(name)
    ? given.find(({ literal }) => !/^\d+$/.test(literal ?? ''))
    : undefined;
}

function targetInPython(call: CallView): ValueView | undefined {
  if (call.name === 'RedirectResponse') return call.keyword('url') ?? call.argument(0);
  if (call.name !== 'Response') return undefined;
  const headers = call.keyword('headers');
  return headers?.property('Location') ?? headers?.property('location');
}

/** What the caller sent of an address, where it decides about the host and whoever writes a link can choose it. */
export function choiceOf(target: ValueView): ValueView | undefined {
  let before = '';
  for (const [index, part] of target.parts.entries()) {
    if (part.origin === 'request') {
      const open = (ROOT.test(before) && !isEncoded(part)) || mayBeHost(before, target.parts[index + 1]);
      return open && isChosen(part) ? part : undefined;
    }
    const text = textOf(part);
    if (text === undefined) return undefined;
    before += index === 0 ? text.replace(REDIRECTING, '').replace(PLACE, '') : text;
  }
  return undefined;
}

/** The text of a literal; Spring has a name for the one that redirects. */
function textOf(part: ValueView | undefined): string | undefined {
  return PREFIX.test(part?.text ?? '') ? 'redirect:' : part?.literal;
}

function isChosen({ input, text }: ValueView): boolean {
  if (PATH.test(text)) return false;
  const [from] = input ?? /(?<=\.)\w+/.exec(text) ?? [];
  return !NOT_CHOSEN.test(from ?? '');
}

/** Whether the address is one of those that clients of OAuth have registered, which may be compared elsewhere. */
export function isRegistered({ text }: ValueView): boolean {
  return REGISTERED.test(text.replace(/['"\])]+$/, ''));
}

/** Whether something that is called as a check is handed the address. */
export function mayBeChecked(call: CallView, value: ValueView): boolean {
  const names = namesIn(value);
  const isAsked = (callee: string) => CHECKING.test(callee) || ASKING.test(callee);
  const asks = call
    .neighbors()
    .some(
      (callee) => CHECKS_ADDRESS.test(callee) || (isAsked(callee) && isHanded(callee, call, value, names)),
    );
  // What stands in front of handlers of Python and Java asks who is calling.
  const isScript = call.language !== 'python' && call.language !== 'java';
  return asks || isTakenApart(call, value) || (isScript && isValidatedBefore(call));
}
