import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { isTold } from './heeded.js';
import type { Expr } from './types.js';

/** What an answer is put together of: it shows a value and decides nothing by it. */
const SHOWN: ReadonlySet<string> = new Set([
  'object',
  'pair',
  'array',
  'template_string',
  'template_substitution',
  'member_expression',
]);

/**
 * Parameters of Python that ask for something which the function never looks at: it is written to a log at most, or,
 * by a handler, sent back. What another function gives back, whoever asks that may look at.
 */
export function ignoredOf(
  needs: readonly (readonly [number, Expr])[],
  params: readonly CodeNode[],
  body: CodeNode | undefined,
  handler: boolean,
  reading: Reading,
): readonly number[] {
  if (needs.length === 0 || body === undefined || reading.language !== 'python') return [];
  const read = new Set<string>();
  for (const node of walk(body, (inner) => isTold(inner, reading)))
    if (node.type === 'identifier' && !(handler && isShown(node))) read.add(textOf(node, reading));
  const ignored = needs.flatMap(([i]) => {
    const param = params[i];
    const name = param && bindingOf(param, reading);
    return typeof name === 'string' && !read.has(name) ? [i] : [];
  });
  return [...new Set(ignored)];
}

/** Types of the request itself. */
const REQUESTS = /(?:^|\.)(?:Request|HTTPConnection|WebSocket)$/;

/** Types of what a container makes out of sight, which may ask the request for anything: `FromDishka[Orders]`. */
const INJECTED = /^(?:\w+\.)?(?:From[A-Z]\w*|Inject(?:ed)?|Provided?)\[/;

/**
 * Whether a function of Python hands all of the request to another one, which may look at whatever it holds, or is handed
 * what was made of it out of sight.
 */
export function handsRequestOn(
  params: readonly CodeNode[],
  body: CodeNode | undefined,
  reading: Reading,
): boolean {
  if (body === undefined || reading.language !== 'python') return false;
  const types = params.map((param) => field(param, 'type'));
  if (types.some((type) => type !== undefined && INJECTED.test(textOf(type, reading)))) return true;
  const names = params.flatMap((param) => {
    const type = field(param, 'type');
    const name = bindingOf(param, reading);
    const isRequest = type !== undefined && REQUESTS.test(textOf(type, reading));
    return isRequest && typeof name === 'string' ? [name] : [];
  });
  if (names.length === 0) return false;
  return [...walk(body)].some(
    (node) =>
      node.type === 'call_expression' &&
      argumentsOf(node).some((one) => one.type === 'identifier' && names.includes(textOf(one, reading))),
  );
}

/** Whether the answer shows it as it is. */
function isShown(node: CodeNode): boolean {
  let at = node.parent;
  while (at !== undefined && (SHOWN.has(at.type) || unwrap(at) !== at)) at = at.parent;
  return at?.type === 'return_statement';
}
