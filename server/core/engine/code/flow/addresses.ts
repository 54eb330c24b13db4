import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { typeName } from '../names/stated-types.js';
import { lastName } from '../names/values.js';
import { javaAddress } from './java-addresses.js';
import { ledInPython } from './led-addresses.js';
import type { Flow } from './pieces.js';
import { concatenated, type Trace } from './texts.js';

const JOINS = /^(?:(?:urllib\.)?parse\.)?urljoin$/;
/** What a server was asked for begins with a slash, so that the base stays. */
const ROOTED = /\breq(?:uest)?\.(?:url|originalUrl|path)$/;

/** An address of Java as it is made: `URI.create(base)`, and what an address of it is read from. */
const MADE = /^(?:new\s*)?(?:java\.net\.)?(?:URI\.create|URI)\(/;

/** An address that is read from a base, which an address that is complete takes the place of: `new URL(sent, BASE)`. */
export function addressFlow(
  node: CodeNode,
  name: string,
  args: readonly CodeNode[],
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  const made = javaAddress(node, name, args, scopes, trace) ?? ledInPython(node, name, args, scopes, trace);
  if (made !== undefined) return made;
  const [base, sent, ...more] = readFrom(node, name, args, scopes);
  if (base === undefined || sent === undefined || more.length > 0) return undefined;
  const flow = trace(sent);
  const [head = flow] = flow.parts;
  if (head.origin === 'request' && !ROOTED.test(scopes.textOf(head.node))) return { ...flow, node };
  return concatenated(node, [base, sent], trace);
}

/** The base and what is read from it. */
function readFrom(
  node: CodeNode,
  name: string,
  args: readonly CodeNode[],
  scopes: Scopes,
): readonly CodeNode[] {
  if (JOINS.test(name)) return args;
  const isJava = scopes.language === 'java';
  if (name === 'URL') return isJava ? args : args.toReversed();
  const base =
    isJava && lastName(name) === 'resolve' ? field(unwrap(field(node, 'function')), 'object') : undefined;
  return base !== undefined && isAddress(base, scopes) ? [base, ...args] : [];
}

/** Paths of files have the method as well. */
function isAddress(base: CodeNode, scopes: Scopes): boolean {
  return typeName(base, scopes) === 'URI' || MADE.test(scopes.textOf(base));
}
