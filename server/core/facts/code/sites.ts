import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap, walk } from '../../syntax/code-read.js';
import type { Framework } from '../frameworks/framework.js';

/** One call that looks like a registration: of a route, a mount, a middleware or a parameter function. */
export interface Site {
  readonly call: CodeNode;
  /** The name of the method: 'get', 'use'. */
  readonly method: CodeNode;
  readonly arguments: readonly CodeNode[];
  /** The call of `route(path)` at the start of the chain, when the method takes no path of its own. */
  readonly chain: CodeNode | undefined;
}

const seen = new WeakMap<CodeNode, readonly Site[]>();

/** All registration calls of a file in the order of their method names: the ordinals of facts are indexes of this list. */
export function sitesOf(root: CodeNode, text: string, frameworks: readonly Framework[]): readonly Site[] {
  const known = seen.get(root);
  if (known !== undefined) return known;
  const sites: Site[] = [];
  for (const node of walk(root)) {
    const site = node.type === 'call_expression' ? siteOf(node, text, frameworks) : undefined;
    if (site !== undefined) sites.push(site);
  }
  sites.sort((a, b) => a.method.start - b.method.start);
  seen.set(root, sites);
  return sites;
}

function siteOf(call: CodeNode, text: string, frameworks: readonly Framework[]): Site | undefined {
  const callee = unwrap(field(call, 'function'));
  if (callee?.type !== 'member_expression') return undefined;
  const method = field(callee, 'property');
  if (method === undefined) return undefined;
  const name = text.slice(method.start, method.end);
  const args = argumentsOf(call);
  for (const framework of frameworks) {
    const chain = chainOf(callee, text, framework);
    if (Object.hasOwn(framework.verbs, name) && args.length >= (chain === undefined ? 2 : 1)) {
      return { call, method, arguments: args, chain };
    }
    const mounts = framework.mounts.includes(name) && args.length > 0;
    const param = framework.params.includes(name) && args.length === 2 && isFunctionLike(args[1]);
    if (mounts || param) return { call, method, arguments: args, chain: undefined };
  }
  return undefined;
}

function isFunctionLike(node: CodeNode | undefined): boolean {
  const value = unwrap(node);
  return isFunction(value) || value?.type === 'identifier' || value?.type === 'member_expression';
}

/** Follows `.route('/x').get(a).post(b)` back to the call of `route`. */
function chainOf(member: CodeNode, text: string, framework: Framework): CodeNode | undefined {
  let at: CodeNode | undefined = member;
  while (at?.type === 'member_expression') {
    const call: CodeNode | undefined = unwrap(field(at, 'object'));
    if (call?.type !== 'call_expression') return undefined;
    at = unwrap(field(call, 'function'));
    const name = field(at, 'property');
    if (name === undefined) return undefined;
    const called = text.slice(name.start, name.end);
    if (called === framework.chain && argumentsOf(call).length === 1) return call;
    if (!Object.hasOwn(framework.verbs, called)) return undefined;
  }
  return undefined;
}
