import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Names of what answers with a text. */
export const ANSWERS: readonly string[] = [
  ...['send', 'end', 'write', 'HTMLResponse', 'Response', 'print', 'println', 'append', 'body', 'ok'],
];

/** A text that is sent, and what a browser takes it for: 'html' in any case, 'guess' where its tags decide. */
export interface Answer {
  readonly text: ValueView;
  readonly as: 'html' | 'guess';
  /** Its type is written down. */
  readonly typed?: true;
}

const RESPONSES = /^(?:res|resp|response|reply)(?:\.|$)/;
const TAG = /<\/?(?:!doctype|[a-z][a-z\d]*)(?:[\s/>]|$)/i;
const XML = /<\?xml|\bxmlns\b/;
const HTML_TYPE = /text\/html|^\.?html?$|TEXT_HTML/i;
/** The last decorator in front of a function of Python. */
const PAGES = /@[\w.]+\([^@]*\bresponse_class\s*=\s*HTMLResponse\b[^@]*\)\s*(?:async\s+)?$/;
const MOST_HEAD = 400;
const WRITES = /(?:getWriter\(\)|^(?:out|writer|pw))\.(?:print|println|write|append)$/;

/** A middleware that says the type of what is answered behind it. */
const SETS_TYPE = /(?:\.(?:type|contentType)\(|content-type['"]?\s*[,:])\s*['"]([^'"]+)['"]/gi;
/** Of a table of functions: a key, or a bracket. */
const FORMAT_PARTS = /(?:^|,)\s*(?:async\s+)?['"]?([\w/+*.-]+)['"]?(?=\s*[:(])|([{}()[\]])/g;

/** Whether a call of Express is one of the response. */
export function isOnResponse({ object, handler }: CallView): boolean {
  const on = object?.text ?? '';
  return RESPONSES.test(on) || (on !== '' && on === handler?.response);
}

/** The text that a call answers with; undefined for other calls, and where its type is one that browsers do not run. */
export function answerOf(call: CallView): Answer | undefined {
  const [first] = call.arguments;
  if (call.language === 'python') return answerInPython(call);
  if (first === undefined || !isAnswering(call)) return undefined;
  const types = typesAround(call);
  const isHtml = types.some((type) => HTML_TYPE.test(type));
  // Browsers run nothing of another type, and one that is not in sight may be any.
  if (types.length > 0 && !isHtml) return undefined;
  // Express sends a text as HTML where nothing else was said; Node says nothing of what it writes.
  const as = isHtml || (call.language !== 'java' && call.name === 'send') ? 'html' : 'guess';
  return { text: first, as, ...(isHtml ? { typed: true } : {}) };
}

function isAnswering(call: CallView): boolean {
  if (call.language === 'java')
    return WRITES.test(call.callee) || /\bResponseEntity\b[\s\S]*\.(?:ok|body)$/.test(call.callee);
  return /^(?:send|end|write)$/.test(call.name) && isOnResponse(call);
}

function answerInPython(call: CallView): Answer | undefined {
  const text = call.keyword('content') ?? call.argument(0);
  const type = call.keyword('media_type')?.literal ?? '';
  const isHtml = call.name === 'HTMLResponse' || (call.name === 'Response' && HTML_TYPE.test(type));
  return isHtml && text !== undefined ? { text, as: 'html' } : undefined;
}

/** Whether what a handler gives back is a page: its decorator says so, or what it gives back does. */
export function givesPages({ language, node }: HandlingView): Answer['as'] | undefined {
  if (language === 'java') return 'guess';
  if (language !== 'python') return undefined;
  const { leaf, start, text } = node;
  const head = leaf.text.slice(Math.max(0, start - MOST_HEAD), start) + text.slice(0, text.indexOf('def '));
  return PAGES.test(head) ? 'html' : undefined;
}

/** The types that are said of an answer: in the same function, in front of it, or by the way it was chosen. */
function typesAround(call: CallView): readonly string[] {
  const setting = ['type', 'contentType', 'setContentType'].flatMap((name) => call.nearby(name));
  const said = [...setting.map((one) => one.argument(0)), ...headsAround(call, /^content-type$/i)];
  const before = (call.handler?.front ?? []).flatMap((text) => [...text.matchAll(SETS_TYPE)]);
  return [
    ...said.flatMap((one) => one?.literal ?? one?.text ?? []),
    ...before.flatMap(([, type]) => type ?? []),
    ...(call.language === 'java' || call.language === 'python' ? [] : formatAround(call)),
  ];
}

/** What the same function sets a header to, alone or in a table of headers. */
function headsAround(call: CallView, named: RegExp): readonly ValueView[] {
  const heads = ['set', 'header', 'setHeader', 'writeHead'].flatMap((name) => call.nearby(name));
  return heads.flatMap(({ arguments: [name, value] }) => {
    if (named.test(name?.literal ?? '')) return value ?? [];
    return [name, value].flatMap((table) => {
      const key = table?.form === 'object' ? table.keys?.find((one) => named.test(one)) : undefined;
      return (key === undefined ? undefined : table?.property(key)) ?? [];
    });
  });
}

/** Whether browsers keep an answer as a file and show nothing of it. */
export function isDownload(call: CallView): boolean {
  if (call.nearby('attachment').some(({ callee }) => callee.includes('.'))) return true;
  const said = headsAround(call, /^content-disposition$/i);
  return said.some(({ parts, text }) => /^\W*attachment/i.test(parts[0]?.literal ?? text));
}

/** The type under which `res.format({ 'text/plain': () => res.send(text) })` chooses a call, if any. */
function formatAround({ node: { leaf, start } }: CallView): readonly string[] {
  const head = leaf.text.slice(Math.max(0, start - 3 * MOST_HEAD), start);
  const table = head.split(/\.format\(\s*\{/);
  const body = table.length > 1 ? (table.at(-1) ?? '') : '';
  let depth = 0;
  let key: string | undefined;
  for (const [, found, bracket] of body.matchAll(FORMAT_PARTS)) {
    if (bracket !== undefined) depth += /[{([]/.test(bracket) ? 1 : -1;
    else if (depth === 0) key = found;
    if (depth < 0) return [];
  }
  return key === undefined || key === 'default' ? [] : [key];
}

/** What a text says that is written out, as far as it is markup: 'tags', or 'xml' where it is no page. */
export function markupOf(text: ValueView): 'tags' | 'xml' | undefined {
  const written = text.parts.map(({ literal }) => literal ?? '').join(' ');
  if (XML.test(written)) return 'xml';
  return TAG.test(written) ? 'tags' : undefined;
}

/** Whether nothing of a value means anything to a page or an address any more. */
export function isEncoded(value: ValueView): boolean {
  return value.made()?.callee === 'encodeURIComponent';
}
