import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, walk } from '../../syntax/code-read.js';
import { calleeName, calleeText } from './called-name.js';
import type { Reading } from './expression.js';
import { handedBy, type Roles } from './passage.js';

/** Calls that wait for another one, or take what goes wrong in it. */
const WAITS = /^(?:resolve|try|then|catch|finally|call|apply)$/;
const LOGS = /^(?:console|log|logger)\./;
const CHANGES = /assignment_expression$|^update_expression$|^delete_expression$/;
const NO_HOLDERS: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * Whether all that a function does with a request is to hand it to one other function, and to hand on what goes wrong
 * there: `(req, res, next) => Promise.resolve(handle(req, res, next)).catch(next)`.
 */
export function onlyHands(
  body: CodeNode,
  calls: readonly CodeNode[],
  roles: Roles | undefined,
  reading: Reading,
): boolean {
  if (roles === undefined || roles.onError) return false;
  let handed = 0;
  for (const call of calls) {
    const text = calleeText(call, reading);
    if (handedBy(call, roles, NO_HOLDERS, reading) !== undefined) handed += 1;
    else if (text === roles.next ? argumentsOf(call).length === 0 : !isBeside(call, text, reading))
      return false;
  }
  return handed === 1 && ![...walk(body)].some(({ type }) => CHANGES.test(type));
}

function isBeside(call: CodeNode, text: string, reading: Reading): boolean {
  return WAITS.test(calleeName(call, reading)) || LOGS.test(text);
}
