import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { withoutPackages } from './bare-names.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { isTold } from './log-calls.js';
import { CALLER_MARKS, CALLER_TYPES, JAVA_PRINCIPAL } from './signs.js';
import type { Expr } from './types.js';

/** Names of parameters that hold who is calling. */
const CALLER =
  /user|caller|account|member|principal|viewer|identity|auth|claims|token|session|customer|owner|^me$/i;

/** Whom a dependency of Python gives: `Depends(current_user)`. */
const GIVEN = /\b(?:Depends|Security)\(\s*(?:\w+\.)*(\w+)/;
/** A session of a database, as Python writes it. */
const DATABASE =
  /\b(?:Async)?Session\b|\b(?:Depends|Security)\(\s*(?:\w+\.)*(?:get_|\w*(?:db|local|maker|factory))/i;

/** Whom what is kept for one request gives: `store.getStore().userId`, `current_user_id()`, `ctx.userId()`. */
const KEPT = new RegExp(
  [
    String.raw`\bgetStore\(\)\s*\)?[?!]?\.\s*(?:get\(\s*['"])?\w*(?:PERSON)`,
    String.raw`\{[^{}]{0,200}(?:PERSON)[^{}]{0,200}\}\s*=\s*[\w.]{0,60}\bgetStore\(\)`,
    String.raw`\b(?:get_?)?(?:current|logged_?in|signed_?in|authenticated)_?(?:PERSON)(?:_?id)?(?:_?(?:var|ctx))?(?:\(|\.get\(|\.id\b)`,
    String.raw`\b\w*(?:ctx|context|cls)\w*\.(?:get_?|current_?)*(?:PERSON)(?:_?id)?\(`,
    String.raw`\b\w*(?:ctx|context|cls)\w*\.get\(\s*['"](?:PERSON)`,
    String.raw`\brequest\.(?:state\.(?:PERSON)|user|auth)\b`,
  ]
    .join('|')
    .replaceAll('PERSON', 'user|account|member|principal|person|customer|tenant|caller|uid'),
  'i',
);

/**
 * Whether a function finds out who is calling: it reads a dependency of Python with such a name, a parameter of Java
 * whose type or annotation says so, what Spring keeps, or what else is kept for one request. What is only written to a
 * log is not read.
 */
export function asksCaller(
  needs: readonly (readonly [number, Expr])[],
  params: readonly CodeNode[],
  body: CodeNode | undefined,
  reading: Reading,
): boolean {
  if (body === undefined) return false;
  if (reading.language !== 'java' && KEPT.test(textOf(body, reading))) return true;
  const handed = handedTo(needs, params, reading).flatMap((param) => {
    const name = bindingOf(param, reading);
    return typeof name === 'string' ? [name] : [];
  });
  return (handed.length > 0 || reading.language === 'java') && reads(body, new Set(handed), reading);
}

function handedTo(
  needs: readonly (readonly [number, Expr])[],
  params: readonly CodeNode[],
  reading: Reading,
): readonly CodeNode[] {
  if (reading.language === 'java') return params.filter((param) => isHanded(param, reading));
  if (reading.language !== 'python') return [];
  return needs.flatMap(([i]) => {
    const param = params[i];
    return param !== undefined && isGiven(param, reading) ? [param] : [];
  });
}

/** `user: User = Depends(signed_in)`, `who: Annotated[dict, Depends(current_user)]`. */
function isGiven(param: CodeNode, reading: Reading): boolean {
  const text = textOf(param, reading);
  const own = bindingOf(param, reading);
  const names = [own, GIVEN.exec(text)?.[1]].filter((name) => typeof name === 'string');
  return names.some((name) => CALLER.test(name) && !(/session/i.test(name) && DATABASE.test(text)));
}

/** `Principal me`, `@AuthenticationPrincipal User me`. */
function isHanded(param: CodeNode, reading: Reading): boolean {
  const type = field(param, 'type');
  if (type !== undefined && CALLER_TYPES.test(withoutPackages(textOf(type, reading)))) return true;
  return decoratorsOf(param).some((one) => {
    const callee = one.type === 'call_expression' ? (unwrap(field(one, 'function')) ?? one) : one;
    return CALLER_MARKS.test(withoutPackages(textOf(callee, reading)));
  });
}

function reads(body: CodeNode, names: ReadonlySet<string>, reading: Reading): boolean {
  for (const node of walk(body, (inner) => isTold(inner, reading))) {
    if (!/identifier$/.test(node.type)) continue;
    const name = textOf(node, reading);
    if (node.type === 'identifier' && names.has(name)) return true;
    if (reading.language === 'java' && JAVA_PRINCIPAL.test(name)) return true;
  }
  return false;
}
