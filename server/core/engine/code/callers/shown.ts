import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import { calledName } from '../names/called-name.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

/** Calls that answer, and hand on to the caller what they are given. */
const ANSWERS = /^(?:json|jsonp|send|end|render|write|ok|body|jsonify|entity)$/;
/** Calls that put values into an object, as classes do. */
const HOLDS = /^(?:of|ofEntries|entry|put|dict|\w+Response)$/;
/** Names of what tells a caller what of an object is theirs. */
const FLAG =
  /^(?:mine|owned|own|is_?(?:mine|own\w*|author|creator|me|self|liked|editable)|can_?\w+|editable|deletable)$/i;
/** Calls that count, keep or write down, and hold nobody back. */
const ASIDE =
  /^(?:log|info|warn|error|debug|trace|print|println|save|inc|increment\w*|incr|bump\w*|touch\w*|mark\w*|track\w*|audit\w*|record\w*|notify\w*|emit|publish|flush|commit)$/i;
const LOGS = /^(?:console|log|logger|logging)\b/i;
const WRITES = /\.(?:delete\w*|remove\w*|destroy|save|update\w*|replace\w*)\s*\(/i;

/**
 * Whether what an expression answers only stands in the answer, or decides what is counted or written down:
 * `{ mine: note.owner === user.id }`, `if (note.owner !== user.id) note.views += 1`.
 */
export function isOnlyShown(node: CodeNode, scopes: Scopes): boolean {
  const outer = conditionAround(node);
  const holder = outer.parent;
  if (holder === undefined) return false;
  if (holder.type === 'if_statement' && outer.field === 'condition') return decidesNothing(holder, scopes);
  if (holder.type === 'variable_declarator' && outer.field === 'value') return isNameShown(holder, scopes);
  return isShown(outer, scopes);
}

/** The condition that an expression is a part of. */
export function conditionAround(node: CodeNode): CodeNode {
  let outer = node;
  while (outer.parent !== undefined && /^(?:binary|unary|parenthesized)_expression$/.test(outer.parent.type))
    outer = outer.parent;
  return outer;
}

/** Whether an expression becomes a part of an object that is answered. */
function isShown(from: CodeNode, scopes: Scopes): boolean {
  let isPart = false;
  for (let at = from.parent; at !== undefined; at = at.parent) {
    if (/^(?:pair|keyword_argument|object)$/.test(at.type)) isPart = true;
    else if (at.type === 'call_expression' || at.type === 'new_expression') {
      const name = calledName(at, scopes);
      if (ANSWERS.test(name)) return isPart;
      const isMade = at.type === 'new_expression' || isPart;
      if (!HOLDS.test(name) && !(isMade && /^[A-Z]/.test(name))) return false;
      isPart = true;
    } else if (at.type === 'variable_declarator') return isPart && isFlag(from, scopes);
    else if (at.type === 'return_statement' || isFunction(at)) return isPart;
    else if (!/^(?:arguments|array|await_expression|parenthesized_expression)$/.test(at.type)) return false;
  }
  return false;
}

function isFlag({ parent }: CodeNode, scopes: Scopes): boolean {
  const key = field(parent, 'key') ?? field(parent, 'name');
  return key !== undefined && FLAG.test(scopes.textOf(key).replace(/^['"]|['"]$/g, ''));
}

/** Whether a name is read only where it is answered. */
function isNameShown(declarator: CodeNode, scopes: Scopes): boolean {
  const name = field(declarator, 'name');
  const home = homeOf(declarator, scopes);
  if (name?.type !== 'identifier' || home === undefined) return false;
  const text = scopes.textOf(name);
  const uses = [...walk(home)].filter(
    (one) =>
      /^(?:identifier|shorthand_property_identifier)$/.test(one.type) &&
      one.start > declarator.end &&
      one.field !== 'key' &&
      scopes.textOf(one) === text,
  );
  return uses.length > 0 && uses.every((one) => isShown(one, scopes));
}

/** Whether what stands behind a condition holds nobody back, and takes nothing out of the answer. */
function decidesNothing(chooses: CodeNode, scopes: Scopes): boolean {
  const then = field(chooses, 'consequence');
  if (then === undefined || field(chooses, 'alternative') !== undefined) return false;
  const statements = then.type === 'statement_block' ? named(then) : [then];
  if (statements.every((one) => isAside(one, scopes))) return true;
  return isGoneOn(chooses, then, scopes);
}

function isAside(statement: CodeNode, scopes: Scopes): boolean {
  const node = statement.type === 'expression_statement' ? unwrap(named(statement)[0]) : undefined;
  if (node === undefined) return false;
  if (/^(?:update_expression|augmented_assignment_expression)$/.test(node.type))
    return [...walk(node)].some(({ type }) => type === 'member_expression');
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  if (callee === undefined) return false;
  const text = scopes.textOf(callee);
  return LOGS.test(text) || ASIDE.test(lastName(text)) || setsStatus(node, scopes);
}

/** `res.status(403);` alone answers nothing. */
function setsStatus(call: CodeNode, scopes: Scopes): boolean {
  return calledName(call, scopes) === 'status' && argumentsOf(call).length === 1;
}

/** Whether a refusal does not end the handler, which goes on to change something: a `return` is missing. */
function isGoneOn(chooses: CodeNode, then: CodeNode, scopes: Scopes): boolean {
  if (scopes.language === 'python' || scopes.language === 'java') return false;
  const statements = then.type === 'statement_block' ? named(then) : [then];
  if (!statements.every((one) => isAnswer(one, scopes))) return false;
  const block = chooses.parent;
  return named(block).some((one) => one.start > chooses.end && WRITES.test(scopes.textOf(one)));
}

function isAnswer(statement: CodeNode, scopes: Scopes): boolean {
  const node = statement.type === 'expression_statement' ? unwrap(named(statement)[0]) : undefined;
  return (
    node?.type === 'call_expression' && /^(?:json|send|end|sendStatus|status)$/.test(calledName(node, scopes))
  );
}
