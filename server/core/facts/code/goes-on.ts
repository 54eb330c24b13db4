import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { calleeName, calleeText } from './called-name.js';
import type { Reading } from './expression.js';
import { isTold } from './log-calls.js';
import { RESPONDS, rootName } from './passage.js';

const ANSWERS = /^_?(?:res|resp|response|reply)$/;

/**
 * Whether a function of Express goes on behind an answer as if nothing had been refused:
 * `if (!req.user) res.status(401).end(); next();`. Not where anything there may leave the function.
 */
export function goesOn(node: CodeNode, reading: Reading): boolean {
  if (!isScript(reading.language)) return false;
  for (let at = node; at.parent !== undefined && !isFunction(at); at = at.parent) {
    const branch = branchAt(at);
    if (branch !== undefined) return onlyAnswers(at, reading) && doesMore(branch, reading);
  }
  return false;
}

/** The statement of which a node is the one branch that is taken where something is refused. */
function branchAt(at: CodeNode): CodeNode | undefined {
  const { parent } = at;
  if (parent?.type === 'if_statement')
    return at.field === 'consequence' && field(parent, 'alternative') === undefined ? parent : undefined;
  return parent?.type === 'catch_clause' && at.field === 'body' ? parent.parent : undefined;
}

/** Whether all that stands in a branch answers, or writes to a log. */
function onlyAnswers(branch: CodeNode, reading: Reading): boolean {
  const statements = branch.type === 'statement_block' ? named(branch) : [branch];
  let answers = false;
  for (const one of statements) {
    if (one.type === 'comment') continue;
    const call = one.type === 'expression_statement' ? unwrap(named(one)[0]) : undefined;
    if (call?.type !== 'call_expression') return false;
    if (isAnswer(call, reading)) answers = true;
    else if (!isTold(call, reading)) return false;
  }
  return answers;
}

function isAnswer(call: CodeNode, reading: Reading): boolean {
  if (calleeText(call, reading) === 'next') return argumentsOf(call).length > 0;
  const callee = unwrap(field(call, 'function'));
  const isOfAnswer = callee !== undefined && ANSWERS.test(rootName(callee, reading));
  return isOfAnswer && RESPONDS.test(calleeName(call, reading));
}

/** Whether something is done behind a statement in its block, which is not left at once. */
function doesMore(statement: CodeNode, reading: Reading): boolean {
  const { parent } = statement;
  if (parent?.type !== 'statement_block') return false;
  const [first, ...others] = named(parent).filter(
    ({ start, type }) => start >= statement.end && type !== 'comment',
  );
  if (first === undefined || (first.type === 'return_statement' && named(first).length === 0)) return false;
  return [first, ...others].some((one) =>
    [...walk(one)].some((inner) => inner.type === 'call_expression' && !isTold(inner, reading)),
  );
}
