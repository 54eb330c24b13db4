import type { CodeNode } from '../../syntax/code.js';
import { javaAddress } from './java-addresses.js';
import type { Flow } from './pieces.js';
import type { Scopes } from './scopes.js';
import { concatenated, type Trace } from './texts.js';

const JOINS = /^(?:(?:urllib\.)?parse\.)?urljoin$/;
/** What a server was asked for begins with a slash, so that the base stays. */
const ROOTED = /\breq(?:uest)?\.(?:url|originalUrl|path)$/;

/** An address that is read from a base, which an address that is complete takes the place of: `new URL(sent, BASE)`. */
export function addressFlow(
  node: CodeNode,
  name: string,
  args: readonly CodeNode[],
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  const made = javaAddress(node, name, args, scopes, trace);
  if (made !== undefined) return made;
  const [base, sent] = JOINS.test(name) ? args : name === 'URL' ? args.toReversed() : [];
  if (base === undefined || sent === undefined || args.length !== 2 || scopes.language === 'java')
    return undefined;
  const flow = trace(sent);
  const [head = flow] = flow.parts;
  if (head.origin === 'request' && !ROOTED.test(scopes.textOf(head.node))) return { ...flow, node };
  return concatenated(node, [base, sent], trace);
}
