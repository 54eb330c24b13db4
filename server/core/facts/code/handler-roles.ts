import type { CodeNode } from '../../syntax/code.js';
import { field, isFunction } from '../../syntax/code-read.js';
import { type Context, contextOf } from './context-roles.js';
import { paramsOf } from './params.js';
import type { Roles } from './passage.js';
import { type Around, handsOn, isRegistration, type Registered, routerNameIn } from './registered.js';

const MOST_PARAMS = 5;

/** What parameters stand for; undefined when the function is no handler and no middleware. */
export function rolesOf(of: CodeNode, around: Around): Roles | undefined {
  const { text, language } = around;
  if (language === 'java') return undefined;
  around.heard?.(of);
  const params = paramsOf(of);
  if (language === 'python') return passingRoles(params, text);
  if (params.length < 2) return contextOf(of, params, text)?.roles;
  if (params.length > MOST_PARAMS) return undefined;
  return (
    rolesByName(params, text) ??
    rolesBehind(params, text) ??
    rolesByPlace(of, params, around) ??
    rolesByUse(of, params, text)
  );
}

/** What the parameter of a function holds, where that is the request beside others. */
export function contextIn(of: CodeNode, around: Around): Context | undefined {
  const { text, language } = around;
  around.heard?.(of);
  return /^(?:java|python)$/.test(language) ? undefined : contextOf(of, paramsOf(of), text);
}

function rolesByName(params: readonly CodeNode[], text: string): Roles | undefined {
  const names = params.map((param) => nameOfParam(param, text));
  const types = params.map((param) => typeOfParam(param, text));
  const fails = isFault(names[0], types[0]);
  // The function of a path parameter takes its value, and its name, behind `next`.
  const speaksFirst = isResponse(names[1], types[1]) && !fails;
  const first =
    (params.length > 3 && !speaksFirst) || (fails && params.length > 2 && isResponse(names[2], types[2]))
      ? 1
      : 0;
  if (fails && first === 0) return undefined;
  const speaks = isResponse(names[first + 1], types[first + 1]) || /^_?next$/.test(names[first + 2] ?? '');
  return speaks ? rolesFrom(names, first) : undefined;
}

/** `(input, req, res)`: a wrapper hands over what it has made of the request before the request itself. */
function rolesBehind(params: readonly CodeNode[], text: string): Roles | undefined {
  const names = params.map((param) => nameOfParam(param, text));
  const [first, request, response, next] = names;
  const asks = isRequest(request, typeOfParam(params[1], text));
  const tells = isResponse(response, typeOfParam(params[2], text));
  if (!asks || !tells || params.length > 4 || isFault(first, typeOfParam(params[0], text))) return undefined;
  return { request, response, next, onError: false, behind: INPUT.test(first ?? '') ? 'input' : 'other' };
}

/** What handlers call what was read from the body and checked. */
const INPUT = /^(?:input|body|data|payload|dto|form|fields|values|command|cmd|parsed)$/i;

function rolesFrom(names: readonly (string | undefined)[], first: 0 | 1): Roles {
  return { request: names[first], response: names[first + 1], next: names[first + 2], onError: first === 1 };
}

/** Whatever its parameters are called, Express hands them over in order; of four the first is a fault. */
function rolesByPlace(of: CodeNode, params: readonly CodeNode[], around: Around): Roles | undefined {
  const place = placeOf(of, around);
  if (place === undefined || place === 'router') return undefined;
  const names = params.map((param) => nameOfParam(param, around.text));
  const fails = isFault(names[0], typeOfParam(params[0], around.text));
  if (fails && params.length < 4) return undefined;
  return rolesFrom(names, params.length === 4 && place === 'handler' ? 1 : 0);
}

/** How the function is registered: where it stands, or by its name. */
function placeOf(of: CodeNode, around: Around): Registered | undefined {
  let inner = of;
  while (inner.parent?.type === 'arguments') {
    const call = inner.parent.parent;
    if (call === undefined) return undefined;
    const found = isRegistration(call, around.text);
    if (found !== undefined) {
      const router = routerNameIn(call, around.text);
      return router === true || (router !== undefined && around.registered(router) === 'router')
        ? found
        : undefined;
    }
    if (!handsOn(call, around.text)) return undefined;
    inner = call;
  }
  const name = ownName(of, around.text);
  return name === undefined ? undefined : around.registered(name);
}

function ownName(of: CodeNode, text: string): string | undefined {
  const holder = of.parent?.type === 'variable_declarator' ? of.parent : undefined;
  const name = field(of, 'name') ?? field(holder, 'name');
  return name?.type === 'identifier' ? text.slice(name.start, name.end) : undefined;
}

/** By function: what its text says. */
const used = new WeakMap<CodeNode, { readonly roles: Roles | undefined }>();

/** A function that answers by its second parameter what the first one asks is a handler, wherever it is registered. */
function rolesByUse(of: CodeNode, params: readonly CodeNode[], text: string): Roles | undefined {
  if (params.length > 3) return undefined;
  const known = used.get(of);
  if (known !== undefined) return known.roles;
  const names = params.map((param) => nameOfParam(param, text));
  const roles = isAnswering(names, text.slice(of.start, of.end)) ? rolesFrom(names, 0) : undefined;
  used.set(of, { roles });
  return roles;
}

function isAnswering([request, response]: readonly (string | undefined)[], text: string): boolean {
  if (request === undefined || response === undefined) return false;
  const [asks, tells] = [request, response].map((name) => name.replaceAll('$', '\\$'));
  return (
    new RegExp(`(?<![\\w$.])${asks}\\s*\\.\\s*(?:body|query|params|headers|cookies)\\b`).test(text) &&
    new RegExp(
      `(?<![\\w$.])${tells}\\s*\\.\\s*(?:status|sendStatus|json|send|render|redirect|end)\\s*\\(`,
    ).test(text)
  );
}

/** Middleware that hands the request on by a function: `async def check(request, call_next)`. */
function passingRoles(params: readonly CodeNode[], text: string): Roles | undefined {
  const [request, next] = params.map((param) => nameOfParam(param, text));
  if (params.length !== 2 || next !== 'call_next') return undefined;
  return { request, response: undefined, next, onError: false };
}

/** The name of a parameter; undefined when it is taken apart. */
export function nameOfParam(param: CodeNode, text: string): string | undefined {
  const inner = param.type === 'identifier' ? param : (field(param, 'pattern') ?? field(param, 'left'));
  return inner?.type === 'identifier' ? text.slice(inner.start, inner.end) : undefined;
}

/** The type that is written behind a parameter, with its colon. */
function typeOfParam(param: CodeNode | undefined, text: string): string | undefined {
  const type = field(param, 'type');
  return type && text.slice(type.start, type.end);
}

function isFault(name: string | undefined, type: string | undefined): boolean {
  return /^_?(?:e|err|error)$/i.test(name ?? '') || /^:\s*\w*Error\b/.test(type ?? '');
}

function isRequest(name: string | undefined, type: string | undefined): boolean {
  return /^_?req(?:uest)?$/i.test(name ?? '') || /^:\s*(?:\w+\.)?\w*Request\b/.test(type ?? '');
}

function isResponse(name: string | undefined, type: string | undefined): boolean {
  return /^_?(?:res|resp|response)$/i.test(name ?? '') || /^:\s*(?:\w+\.)?\w*Response\b/.test(type ?? '');
}

/** Whether requests reach the function. */
export function isHandler(node: CodeNode, around: Around): boolean {
  return isFunction(node) && rolesOf(node, around) !== undefined;
}
