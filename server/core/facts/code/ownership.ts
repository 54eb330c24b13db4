import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import type { Framework } from '../frameworks/framework.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { nameOfParam } from './handler-roles.js';
import { paramsOf } from './params.js';
import type { Roles } from './passage.js';
import { CALLER_KEYS } from './signs.js';
import { namesOf } from './steps.js';

const EQUALITIES = /^[=!]==?$/;
const NOTHING = /^(?:null|undefined|true|false|-?\d+|(['"`]).*\1)$/s;
/** What is compared with a session against forged requests belongs to nobody. */
const FORGERY = /csrf|xsrf|nonce/i;
/** Calls that write down what they are handed. */
const TELLS = /\b(?:console|log(?:ger)?|audit\w*|track\w*)\b|\.(?:log|info|warn|error|debug|trace)$/i;

/**
 * Whether middleware finds an object by what the caller sent and by who is calling, or compares its owner with that:
 * `find(req.params.id, req.user.id)`. What it refuses is then not the caller's.
 */
export function decidesByOwner(
  body: CodeNode,
  roles: Roles | undefined,
  frameworks: readonly Framework[],
  reading: Reading,
): boolean {
  if (roles?.request === undefined || roles.next === undefined) return false;
  const request = roles.request.replaceAll('$', '\\$');
  const members = frameworks.flatMap((framework) => framework.identity).join('|');
  const caller = new RegExp(
    `\\b${request}\\s*[?!]?\\.\\s*(?:${members})\\b|\\blocals\\s*[?!]?\\.\\s*(?:${CALLER_KEYS})\\b`,
  );
  const sent = new RegExp(`\\b${request}\\s*\\.\\s*params\\b`);
  const readsCaller = readerOf(body, caller, reading);
  const readsSent = readerOf(body, sent, reading, parameterValue(body, roles.next, reading));
  for (const node of walk(body)) {
    if (node.type === 'binary_expression' && isComparison(node, readsCaller, reading)) return true;
    if (node.type !== 'call_expression') continue;
    const callee = unwrap(field(node, 'function'));
    const name = callee === undefined ? '' : textOf(callee, reading);
    const args = argumentsOf(node);
    if (/\.equals$/.test(name) && args.some(readsCaller)) return true;
    if (!TELLS.test(name) && args.some(readsCaller) && args.some(readsSent)) return true;
  }
  return false;
}

/** What the function of a path parameter takes behind `next`: its value. */
function parameterValue(body: CodeNode, next: string, { text }: Reading): readonly string[] {
  const names = body.parent === undefined ? [] : paramsOf(body.parent).map((one) => nameOfParam(one, text));
  const value = names[names.indexOf(next) + 1];
  return names.includes(next) && value !== undefined ? [value] : [];
}

/** Whether a node reads something that the pattern finds, or one of the names declared by it. */
function readerOf(
  body: CodeNode,
  pattern: RegExp,
  reading: Reading,
  given: readonly string[] = [],
): (node: CodeNode) => boolean {
  const names = new Set(given);
  const reads = (node: CodeNode): boolean => {
    if (pattern.test(textOf(node, reading))) return true;
    if (names.size === 0) return false;
    return [...walk(node)].some(
      (one) => /^(?:shorthand_property_)?identifier$/.test(one.type) && names.has(textOf(one, reading)),
    );
  };
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? unwrap(field(node, 'value')) : undefined;
    if (value === undefined || !/^(?:identifier|member_expression)$/.test(value.type) || !reads(value))
      continue;
    for (const name of namesOf(bindingOf(field(node, 'name'), reading))) names.add(name);
  }
  return reads;
}

/** Of the caller with something that is not written there: `owner === undefined` asks whether there is one. */
function isComparison(node: CodeNode, readsCaller: (node: CodeNode) => boolean, reading: Reading): boolean {
  if (!EQUALITIES.test(field(node, 'operator')?.type ?? '')) return false;
  const sides = [field(node, 'left'), field(node, 'right')].filter((side) => side !== undefined);
  return sides.some(readsCaller) && sides.every((side) => !isNoOwner(textOf(side, reading)));
}

function isNoOwner(text: string): boolean {
  return NOTHING.test(text) || FORGERY.test(text);
}
