import type { SentCall } from '../../../facts/code/flows.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import { runsLater } from '../../../words/later-calls.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { statedType } from '../names/stated-types.js';
import { GLOBALS, HOLDERS, JAVA_LANG, PACKAGES } from './elsewhere.js';

const MOST_CALLS = 20;

/** What a function calls by the types that are stated, each once: 'OrderService.remove'. */
export function callsIn(of: CodeNode, scopes: Scopes): readonly string[] {
  const found = new Set<string>();
  for (const node of walk(of)) {
    const callee =
      node.type === 'call_expression' ? calleeOf(unwrap(field(node, 'function')), of, scopes) : undefined;
    if (callee?.typed) found.add(`${scopes.textOf(callee.root)}.${callee.names.at(-1)}`);
  }
  return [...found].slice(0, MOST_CALLS);
}

/** What is called: by the name that leads there, or by a method of the type that its object states. */
export function calleeOf(
  callee: CodeNode | undefined,
  of: CodeNode,
  scopes: Scopes,
): Omit<SentCall, 'sent'> | undefined {
  const path = pathOf(callee, scopes);
  if (path === undefined) return undefined;
  const type = typeOf(path, scopes);
  const method = path.names.at(-1);
  if (type !== undefined && method !== undefined) return { root: type, typed: true, names: [method] };
  const root = rootOf(path.root, of, scopes);
  return root && { root, names: path.names };
}

/** The name of the type of `service` in `service.find(x)` and `this.service.find(x)`, where its declaration states it. */
function typeOf({ root, names, members }: Path, scopes: Scopes): CodeNode | undefined {
  if (scopes.language !== 'python' && scopes.language !== 'java') return undefined;
  const own = root.type === 'this' && names.length === 2 ? members[0] : undefined;
  const name = own ?? (root.type === 'identifier' && names.length === 1 ? root : undefined);
  const declared: Declaration | undefined = name === undefined ? undefined : scopes.find(name);
  if (name === root && isOwnClass(root, declared, scopes)) return root;
  // A value that is made here says more than its type.
  if (declared?.kind === 'value' && scopes.language === 'python') return undefined;
  const type = statedType(declared);
  if (type === undefined) return undefined;
  return nameIn(type, scopes);
}

/** The name of a type, without what holds it. */
export function nameIn(type: CodeNode, scopes: Scopes): CodeNode | undefined {
  return [...walk(type)].find((node) => /identifier$/.test(node.type) && !HOLDERS.test(scopes.textOf(node)));
}

/** Whether a name of Java is that of a class whose static methods are called; one of the same package needs no import. */
function isOwnClass(name: CodeNode, declared: Declaration | undefined, scopes: Scopes): boolean {
  const text = scopes.textOf(name);
  if (scopes.language !== 'java' || !/^[A-Z]/.test(text) || JAVA_LANG.test(text)) return false;
  return declared === undefined || (declared.kind === 'import' && isOwn(declared.module, scopes));
}

/** What a call runs and hands on to that: what it calls, or the function that it is given in order to run that later. */
export function runBy(
  call: CodeNode,
  scopes: Scopes,
): { readonly callee: CodeNode | undefined; readonly args: readonly CodeNode[] } {
  const callee = unwrap(field(call, 'function'));
  const args = argumentsOf(call);
  if (callee === undefined || scopes.language !== 'python') return { callee, args };
  const place = runsLater(scopes.textOf(field(callee, 'property') ?? callee));
  const later = place === undefined ? undefined : unwrap(args[place]);
  if (place === undefined || !/^(?:identifier|member_expression)$/.test(later?.type ?? ''))
    return { callee, args };
  return { callee: later, args: args.slice(place + 1) };
}

interface Path {
  readonly root: CodeNode;
  readonly names: readonly string[];
  /** Where the names stand. */
  readonly members: readonly CodeNode[];
}

/** The root of a chain of members, and the names that follow. */
function pathOf(callee: CodeNode | undefined, scopes: Scopes): Path | undefined {
  const names: string[] = [];
  const members: CodeNode[] = [];
  let at = callee;
  while (at?.type === 'member_expression') {
    const property = field(at, 'property');
    if (property === undefined) return undefined;
    names.unshift(scopes.textOf(property));
    members.unshift(property);
    at = unwrap(field(at, 'object'));
  }
  if (at === undefined || !(/^(?:identifier|this|new_expression)$/.test(at.type) || isMade(at, scopes)))
    return undefined;
  return { root: at, names, members };
}

/** `Store()`: Python makes an object as it calls a function. */
function isMade(node: CodeNode, scopes: Scopes): boolean {
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return scopes.language === 'python' && callee !== undefined && /^[A-Z]\w*$/.test(scopes.textOf(callee));
}

/** What the root stands for, when that may be a function of the workspace: for a local name its value. */
function rootOf(root: CodeNode, of: CodeNode, scopes: Scopes): CodeNode | undefined {
  if (root.type !== 'identifier') return root;
  const declared = scopes.find(root);
  if (declared === undefined || GLOBALS.test(scopes.textOf(root))) return undefined;
  if (declared.kind === 'import') return isOwn(declared.module, scopes) ? root : undefined;
  if (declared.kind === 'function') return root;
  // What a function around this one was given: `makeRoutes({ search })`.
  if (declared.kind === 'parameter') return isAround(declared.of, of, scopes) ? root : undefined;
  if (declared.kind !== 'value' || declared.path.length > 0)
    return declared.kind === 'value' ? root : undefined;
  const local = declared.value.start >= of.start && declared.value.end <= of.end;
  return local ? declared.value : root;
}

/** Whether a function of JavaScript holds another. */
function isAround(outer: CodeNode, of: CodeNode, { language }: Scopes): boolean {
  return language !== 'python' && language !== 'java' && outer.start < of.start && of.end <= outer.end;
}

/** Folders that projects give a short name, as in '@services/users'. */
const SHORTENED =
  /^@(?:app|src|server|api|core|common|shared|modules?|features?|domain|services?|controllers?|repositor(?:y|ies)|models?|db|database|data|dao|lib|utils?|helpers?|use-?cases?)\//;

/** 'express' and '@scope/name' are packages; 'services/users' may be a file. */
function isOwn(module: string, { language }: Scopes): boolean {
  if (language === 'python' || language === 'java') return !PACKAGES.test(module);
  return (
    /^(?:[.#~]|@\/)/.test(module) ||
    SHORTENED.test(module) ||
    (module.includes('/') && !module.startsWith('@'))
  );
}
