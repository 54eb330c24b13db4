import type { CodeNode } from '../../syntax/code.js';
import { field, named } from '../../syntax/code-read.js';
import type { Roles } from './passage.js';

/** One parameter that holds the request beside others: `({ req, res, caller })`, `(ctx) => ctx.req.body`. */
export interface Context {
  readonly roles: Roles;
  /** Names under which it holds the request and the answer: 'req', 'res'. */
  readonly keys: readonly string[];
}

const REQUEST = /^req(?:uest)?$/;
const RESPONSE = /^(?:res(?:ponse)?|reply)$/;
/** What wrappers hand over beside the answer. */
const BESIDE =
  /^(?:caller|user|me|member|account|principal|auth|current\w+|session|next|params|query|body|input|log(?:ger)?|db|prisma)$/;
const INPUTS = 'body|query|params|headers|cookies';
const ANSWERS = 'status|sendStatus|json|send|render|redirect|end|type';
const FAULT = /^_?(?:e|err|error|ex|cause)$/i;

/** By function: what its text says. */
const known = new WeakMap<CodeNode, { readonly context: Context | undefined }>();

/** What the only parameter of a function holds; undefined where that is no request and no answer to one. */
export function contextOf(of: CodeNode, params: readonly CodeNode[], text: string): Context | undefined {
  const [param, ...more] = params;
  if (param === undefined || more.length > 0) return undefined;
  const before = known.get(of);
  if (before !== undefined) return before.context;
  const pattern = field(param, 'pattern') ?? param;
  const context =
    pattern.type === 'object_pattern'
      ? takenApart(pattern, text)
      : pattern.type === 'identifier'
        ? heldIn(text.slice(pattern.start, pattern.end), text.slice(of.start, of.end))
        : undefined;
  known.set(of, { context });
  return context;
}

function takenApart(pattern: CodeNode, text: string): Context | undefined {
  const parts = named(pattern).map((part) => {
    const key = field(part, 'key') ?? field(part, 'left') ?? part;
    const value = field(part, 'value') ?? key;
    return { key: text.slice(key.start, key.end), name: text.slice(value.start, value.end) };
  });
  const request = parts.find(({ key }) => REQUEST.test(key));
  const response = parts.find(({ key }) => RESPONSE.test(key));
  // What is called `request` alone may be a client of tests, or a request of the browser.
  const asks = request !== undefined && (request.key === 'req' || response !== undefined);
  const answers = response !== undefined && parts.some(({ key }) => BESIDE.test(key));
  if (!asks && !answers) return undefined;
  const local = (part: { readonly name: string } | undefined) =>
    part !== undefined && /^[\w$]+$/.test(part.name) ? part.name : undefined;
  const keys = [request, response].flatMap((part) => (part === undefined ? [] : [part.key]));
  return { roles: rolesFor(local(request), local(response)), keys };
}

function heldIn(name: string, body: string): Context | undefined {
  if (FAULT.test(name)) return undefined;
  const root = `(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*\\.\\s*`;
  const request = new RegExp(`${root}(req(?:uest)?)\\s*\\.\\s*(?:${INPUTS})\\b`).exec(body)?.[1];
  const response = new RegExp(`${root}(res(?:ponse)?)\\s*\\.\\s*(?:${ANSWERS})\\s*\\(`).exec(body)?.[1];
  const apart = new RegExp(`\\{[^{}]*\\breq\\b[^{}]*\\}\\s*=\\s*${name.replaceAll('$', '\\$')}\\b`).test(
    body,
  );
  if (request === undefined && !apart) return undefined;
  const at = (key: string | undefined) => (key === undefined ? undefined : `${name}.${key}`);
  const keys = [request ?? 'req', ...(response === undefined ? [] : [response])];
  return { roles: apart ? rolesFor('req', 'res') : rolesFor(at(request), at(response)), keys };
}

function rolesFor(request: string | undefined, response: string | undefined): Roles {
  return { request, response, next: undefined, onError: false };
}
