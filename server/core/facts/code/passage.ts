import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import { expression, type Reading, textOf } from './expression.js';
import { LOGIN_PAGE } from './signs.js';
import type { Behavior, Handed } from './types.js';

/** Names of the parameters of a function that stands in a route. */
export interface Roles {
  readonly request: string | undefined;
  readonly response: string | undefined;
  readonly next: string | undefined;
  readonly onError: boolean;
  /** What stands before the request: what a wrapper has made of the body, or something else. */
  readonly behind?: 'input' | 'other';
}

type Passage = Pick<Behavior, 'passes' | 'responds' | 'skips'>;

/** Methods that run what they are given later, whoever asks: `.catch(next)`, `.pipe(res)`. */
const LATER =
  /^(?:then|catch|finally|pipe|on|once|addListener|nextTick|setImmediate|setTimeout|push|log|info|warn|error|debug|trace)$/;

export const RESPONDS =
  /^(?:json|jsonp|send|end|render|sendFile|sendfile|download|redirect|write|sendStatus)$/;

/** Names of functions that decide whether a path or a method is to be checked. */
const DECIDES = /^_?(?:is|has|should|needs?|skip|allow|can|match|exclude|exempt|public|open|white|bypass)/i;

const ROUTING = 'path|url|originalUrl|baseUrl|method|route';

/** Whether a function lets requests on, answers them itself, and chooses among them by their path or method. */
export function passageOf(body: CodeNode, roles: Roles | undefined, reading: Reading): Passage {
  const found = { passes: false, responds: false };
  for (const node of walk(body)) {
    if (node.type !== 'call_expression') continue;
    if (isPass(node, roles, reading)) found.passes = true;
    if (isResponse(node, roles, reading)) found.responds = true;
  }
  return {
    ...(found.passes ? { passes: true } : {}),
    ...(found.responds ? { responds: true } : {}),
    ...(isChoosing(body, roles, reading) ? { skips: true } : {}),
  };
}

/**
 * What a call hands on of the request, the response and `next`; undefined when it hands on none of them. `holders`: what
 * names hold that are given to objects.
 */
export function handedBy(
  call: CodeNode,
  roles: Roles | undefined,
  holders: ReadonlyMap<string, readonly string[]>,
  reading: Reading,
): Handed | undefined {
  if (roles === undefined) return undefined;
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined) return undefined;
  const last = callee.type === 'member_expression' ? field(callee, 'property') : callee;
  const root = rootName(callee, reading);
  const own = [roles.request, roles.response, roles.next, 'console', 'Object', 'JSON', 'Promise'];
  if (own.includes(root) || (last !== undefined && LATER.test(textOf(last, reading)))) return undefined;
  const given = argumentsOf(call)
    .flatMap((argument) => namesIn(argument, reading))
    .flatMap((name) => [name, ...(holders.get(name) ?? [])]);
  const has = (name: string | undefined): boolean => name !== undefined && given.includes(name);
  const to = `${has(roles.request) ? 'q' : ''}${has(roles.response) ? 's' : ''}${has(roles.next) ? 'n' : ''}`;
  return to === '' ? undefined : { f: expression(callee, reading, 6), to };
}

/** What objects hold that have a name: `const ctx = { req, res }`. */
export function holdersIn(
  body: CodeNode,
  roles: Roles | undefined,
  reading: Reading,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (roles?.request === undefined) return found;
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? unwrap(field(node, 'value')) : undefined;
    const name = field(node, 'name');
    if (value?.type === 'object' && name !== undefined)
      found.set(textOf(name, reading), namesIn(value, reading));
  }
  return found;
}

/** The name that an argument is, and those that an object holds: `{ req, res, caller }`. */
function namesIn(argument: CodeNode, reading: Reading): readonly string[] {
  if (argument.type === 'identifier') return [textOf(argument, reading)];
  if (argument.type !== 'object') return [];
  return named(argument).flatMap((part) => {
    const value = part.type === 'pair' ? unwrap(field(part, 'value')) : part;
    return value?.type === 'identifier' || value?.type === 'shorthand_property_identifier'
      ? [textOf(value, reading)]
      : [];
  });
}

/** The name that a chain of members and calls begins with. */
export function rootName(node: CodeNode, reading: Reading): string {
  return textOf(node, reading).split(/[.?([]/)[0] ?? '';
}

/** `next()` and `next('route')`; a fault is no pass. */
function isPass(call: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  const callee = unwrap(field(call, 'function'));
  if (roles?.next === undefined || callee === undefined || textOf(callee, reading) !== roles.next)
    return false;
  const [first] = argumentsOf(call);
  return first === undefined || first.type === 'string' || reading.language === 'python';
}

/** An answer that is no refusal. */
function isResponse(call: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  const callee = unwrap(field(call, 'function'));
  const name = callee?.type === 'member_expression' ? field(callee, 'property') : undefined;
  if (roles?.response === undefined || callee === undefined || name === undefined) return false;
  const called = textOf(name, reading);
  if (called === 'pipe')
    return argumentsOf(call).some((argument) => textOf(argument, reading) === roles.response);
  if (rootName(callee, reading) !== roles.response || !RESPONDS.test(called)) return false;
  if (called === 'redirect' && LOGIN_PAGE.test(textOf(call, reading))) return false;
  const status = called === 'sendStatus' ? textOf(call, reading) : statusIn(callee, reading);
  return status === undefined || /\b[23]\d\d\b/.test(status);
}

/** The text of a call of `status` in a chain. */
function statusIn(callee: CodeNode, reading: Reading): string | undefined {
  for (let at: CodeNode | undefined = callee; at !== undefined; ) {
    const object: CodeNode | undefined = unwrap(field(at, 'object') ?? field(at, 'function'));
    const name = at.type === 'member_expression' ? field(at, 'property') : undefined;
    if (name !== undefined && /^(?:status|code|writeHead)$/.test(textOf(name, reading)))
      return at.parent === undefined ? undefined : textOf(at.parent, reading);
    at = object;
  }
  return undefined;
}

/** Whether it depends on the request's path or method what happens; an answer to preflight requests is no choice. */
function isChoosing(body: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  const request = (roles?.request ?? 'req').replaceAll('$', '\\$');
  const routing = new RegExp(`\\b${request}\\s*\\??\\.\\s*(?:${ROUTING})\\b`);
  const taken = new RegExp(`\\{[^{}]*\\b(?:${ROUTING})\\b[^{}]*\\}\\s*=\\s*${request}\\b`);
  const preflight = new RegExp(
    `\\b${request}\\s*\\??\\.\\s*method\\s*[!=]==?\\s*['"\`](?:OPTIONS|HEAD)['"\`]`,
    'g',
  );
  const chooses = (node: CodeNode | undefined): boolean =>
    node !== undefined && routing.test(textOf(node, reading).replace(preflight, ''));
  if (roles === undefined) return isDeciding(body, reading) && chooses(body);
  for (const node of walk(body)) {
    if (node.type === 'variable_declarator') {
      const value = unwrap(field(node, 'value'));
      if (value?.type === 'member_expression' && chooses(value)) return true;
      if (taken.test(textOf(node, reading))) return true;
    }
    const condition =
      field(node, 'condition') ?? (node.type === 'switch_statement' ? field(node, 'value') : undefined);
    if (chooses(condition)) return true;
    if (
      node.type === 'binary_expression' &&
      /^(?:&&|\|\|)$/.test(field(node, 'operator')?.type ?? '') &&
      chooses(node)
    )
      return true;
  }
  return false;
}

function isDeciding(body: CodeNode, reading: Reading): boolean {
  const holder = body.parent;
  const name = field(holder, 'name') ?? field(holder?.parent, 'name') ?? field(holder?.parent, 'key');
  return name !== undefined && DECIDES.test(textOf(name, reading));
}
