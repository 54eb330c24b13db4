import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { formalNames, isFormal } from './formal-refusals.js';
import { isTold } from './log-calls.js';
import type { Expr, FunctionFact } from './types.js';

/** What an answer is put together of: it shows a value and decides nothing by it. */
const SHOWN: ReadonlySet<string> = new Set([
  'object',
  'pair',
  'array',
  'template_string',
  'template_substitution',
  'member_expression',
]);

type Ignored = Pick<FunctionFact, 'ignores' | 'returns' | 'formal'>;

/**
 * Parameters of Python that ask for something which the function never looks at: whether it is there is all that is
 * asked, it is written to a log at most, or, by a handler, sent back. What another function gives back, whoever asks that
 * may look at.
 */
export function ignoredOf(
  needs: readonly (readonly [number, Expr])[],
  params: readonly CodeNode[],
  body: CodeNode | undefined,
  handler: boolean,
  reading: Reading,
): Ignored {
  if (needs.length === 0 || body === undefined || reading.language !== 'python') return {};
  const read = new Set<string>();
  const given = new Set<string>();
  for (const node of walk(body, (inner) => isTold(inner, reading))) {
    if (node.type !== 'identifier' || isFormal(node, reading)) continue;
    const shown = isShown(node);
    if (shown && !handler) given.add(textOf(node, reading));
    if (!shown) read.add(textOf(node, reading));
  }
  const places = (has: (name: string) => boolean) => placesOf(needs, params, has, reading);
  const unread = places((name) => !read.has(name));
  if (unread.length === 0) return {};
  const formal = formalNames(body, reading);
  return {
    ...listed(
      'ignores',
      places((name) => !read.has(name) && !given.has(name)),
    ),
    ...listed(
      'returns',
      places((name) => !read.has(name) && given.has(name)),
    ),
    // What a function goes on to look at may be what it refuses for.
    ...listed(
      'formal',
      [...formal].every((name) => !read.has(name)) ? places((name) => formal.has(name)) : [],
    ),
  };
}

function listed(key: keyof Ignored, places: readonly number[]): Ignored {
  return places.length === 0 ? {} : { [key]: places };
}

/** Parameters that ask for something, by their names. */
function placesOf(
  needs: readonly (readonly [number, Expr])[],
  params: readonly CodeNode[],
  has: (name: string) => boolean,
  reading: Reading,
): readonly number[] {
  const found = needs.flatMap(([i]) => {
    const param = params[i];
    const name = param && bindingOf(param, reading);
    return typeof name === 'string' && has(name) ? [i] : [];
  });
  return [...new Set(found)];
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
