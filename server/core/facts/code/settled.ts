import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap, walk } from '../../syntax/code-read.js';
import type { Roles } from './passage.js';

type Around = { readonly text: string };

/** The callback that a strategy of Passport is handed: `passport.authenticate('jwt', (err, user) => { ... })(req, res, next)`. */
export function strategyCallback(call: CodeNode, { text }: Around): CodeNode | undefined {
  const made = unwrap(field(call, 'function'));
  const callee = made?.type === 'call_expression' ? unwrap(field(made, 'function')) : undefined;
  if (made === undefined || callee === undefined) return undefined;
  if (!/(?:^|\.)authenticate$/.test(text.slice(callee.start, callee.end))) return undefined;
  const last = argumentsOf(made).at(-1);
  return isFunction(last) ? last : undefined;
}

/**
 * What runs at the end of a promise whose faults are caught on the way: `check(t).then(keep).catch(() => {}).finally(next)`.
 * Undefined where something else on the way may answer or hand on the request.
 */
export function settledBy(
  call: CodeNode,
  roles: Roles,
  checks: RegExp,
  around: Around,
): CodeNode | undefined {
  const wordOf = (node: CodeNode) => around.text.slice(node.start, node.end);
  const callee = unwrap(field(call, 'function'));
  const method = field(callee, 'property');
  const end = method === undefined ? '' : wordOf(method);
  if (end !== 'finally' && end !== 'then') return undefined;
  const ends = [roles.next, roles.response];
  let caught = end === 'finally';
  for (let at = unwrap(field(callee, 'object')); at?.type === 'call_expression'; ) {
    const inner = unwrap(field(at, 'function'));
    const link = field(inner, 'property');
    const name = link === undefined ? '' : wordOf(link);
    if (!/^(?:then|catch|finally)$/.test(name))
      return caught && inner !== undefined && checks.test(wordOf(link ?? inner))
        ? argumentsOf(call)[0]
        : undefined;
    const args = argumentsOf(at);
    if (name === 'catch' || args.length > 1) caught = true;
    const isQuiet = args.every((one) =>
      [...walk(one)].every(
        (part) =>
          part.type !== 'throw_statement' && !(part.type === 'identifier' && ends.includes(wordOf(part))),
      ),
    );
    if (!isQuiet) return undefined;
    at = unwrap(field(inner, 'object'));
  }
  return undefined;
}
