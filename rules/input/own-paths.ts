import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { namesIn } from './validated.js';

/** What an address of another server begins with, as a text or in a tuple of texts. */
const FOREIGN = /^[a-z]?['"`]\/[/\\]|\(\s*['"]\/\//i;
const SEEKS = ['startsWith', 'startswith', 'indexOf', 'lastIndexOf', 'includes', 'contains'];
/** Of an equality: the second letter of a text and what it is compared with, or the first two of them. */
const SECOND = /^\??(?:\.?\[1\]|\.(?:charAt|at)\(1\)) ['"`]/;
const FIRST_TWO = /^\??[.[].* [a-z]?['"`]\/\/['"`]$/;
const MATCHERS = ['test', 'match', 'matches', 'fullmatch', 'search'];
/** A pattern of what begins with one slash, or of what begins with two, or of what has a scheme or begins with two. */
const PATTERN = /\^?\\?\/(?:\(\?!|\[\^|\[\w|\\\\?w)|(?:\^|\)\?)\\?\/\\?\//;
/** What takes an address apart, the parts that say where it leads, and what may ask less of one than that it is the right one. */
const PARSERS = ['parse', 'parseUrl', 'urlparse', 'urlsplit', 'create', 'new URL', 'new URI'];
const LEADS_TO = /^(?:host|hostname|netloc|scheme|origin|protocol|isAbsolute|get(?:Host|Scheme|Authority))$/;
const ENDS_WITH_PART = /\.(?:host|hostname|netloc|origin|get(?:Host|Authority)\(\))$/;
const ASKS_LESS = [
  'endsWith',
  'endswith',
  'startsWith',
  'startswith',
  'includes',
  'indexOf',
  'contains',
  'test',
  'match',
];

/** Whether a text was found to be a path of the server itself: `next.startsWith('/') && !next.startsWith('//')`. */
export function isOwnPath(call: CallView, value: ValueView): boolean {
  const names = namesIn(value);
  return seeksForeign(call, names) || comparesStart(call, names) || isMatched(call, names);
}

function seeksForeign(call: CallView, names: readonly string[]): boolean {
  return SEEKS.flatMap((name) => call.nearby(name)).some(
    (one) =>
      textsOf(one).some((text) => isOf(text, names)) && one.arguments.some(({ text }) => FOREIGN.test(text)),
  );
}

/** `next[0] === '/' && next[1] !== '/'`. */
function comparesStart(call: CallView, names: readonly string[]): boolean {
  return call.nearby('==').some(({ arguments: [left, right] }) => {
    if (left === undefined || right === undefined) return false;
    return names.some((name) => {
      const rest = left.text.startsWith(name) ? `${left.text.slice(name.length)} ${right.text}` : '';
      return SECOND.test(rest) || FIRST_TWO.test(rest);
    });
  });
}

function isMatched(call: CallView, names: readonly string[]): boolean {
  return MATCHERS.flatMap((name) => call.nearby(name)).some((one) => {
    const texts = textsOf(one);
    return texts.some((text) => isOf(text, names)) && texts.some((text) => PATTERN.test(text));
  });
}

/** What a call is made on and given, and what names of them stand for. */
function textsOf({ object, arguments: given }: CallView): readonly string[] {
  return [object, ...given].flatMap((one) => {
    const written = one?.written;
    return one === undefined ? [] : [one.text, ...(written && 'text' in written ? [written.text] : [])];
  });
}

/** Whether a text is one of the names, or something that is made of one of them. */
function isOf(text: string, names: readonly string[]): boolean {
  const words = text.match(/[\w$.]+/g) ?? [];
  return names.some((name) => words.some((word) => word === name || word.startsWith(`${name}.`)));
}

/** Whether something reads where the address leads: `if urlparse(to).hostname`; of a part of a host that is not enough. */
export function isTakenApart(call: CallView, value: ValueView): boolean {
  const names = namesIn(value);
  const isRead = PARSERS.flatMap((name) => call.nearby(name)).some(
    (one) =>
      names.includes(one.argument(0)?.text ?? '') && one.taken().some((member) => LEADS_TO.test(member)),
  );
  return (
    isRead &&
    ASKS_LESS.flatMap((name) => call.nearby(name)).every((one) =>
      textsOf(one).every((text) => !ENDS_WITH_PART.test(text)),
    )
  );
}
