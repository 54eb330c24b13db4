import type { Becomes } from '../../../rule/call-around.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, named, unwrap, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import { isInside } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { writesResponse } from '../responses.js';

const MAX_NAMES = 2;
/** What logs and counts, by what it is called on and by its own name. */
const TELLS_ON =
  /(?:^|[._])(?:console|log|logs|logger|logging|metrics?|stats|statsd|counters?|telemetry|tracer|sentry|audit)\b/i;
const TELLS = /^(?:log|info|warn|warning|debug|trace|inc|increment|print|println|printf)$/;

/**
 * What becomes of the answer of a call. `use`: where the value is used that was asked about, when that is in the same
 * function; what a condition keeps there is not only told.
 */
export function becomesOf(call: CodeNode, use: CodeNode | undefined, scopes: Scopes, names = 0): Becomes {
  let at = call;
  for (let { parent } = at; parent !== undefined; at = parent, parent = at.parent) {
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'unary_expression':
      case 'await_expression':
      case 'pair':
      case 'object':
      case 'template_substitution':
      case 'template_string':
        break;
      case 'binary_expression':
        if (at.field === 'left' && parent.parent?.type === 'expression_statement')
          return isIdle([field(parent, 'right')], use, scopes) ? 'told' : 'asked';
        break;
      case 'if_statement':
        if (at.field !== 'condition') return 'used';
        return isIdle(branches(parent), use, scopes) ? 'told' : 'asked';
      case 'while_statement':
      case 'ternary_expression':
      case 'assert_statement':
        return at.field === 'condition' || parent.type === 'assert_statement' ? 'asked' : 'used';
      case 'return_statement':
        return 'asked';
      case 'arguments':
        return parent.parent !== undefined && logs(parent.parent, scopes) ? 'told' : 'used';
      case 'variable_declarator':
        return ofName(field(parent, 'name'), parent, { use, scopes, names });
      default:
        return 'used';
    }
  }
  return 'used';
}

interface Asking {
  readonly use: CodeNode | undefined;
  readonly scopes: Scopes;
  readonly names: number;
}

/** Of an answer that was given a name: what becomes of that wherever it is read. */
function ofName(name: CodeNode | undefined, declared: CodeNode, { use, scopes, names }: Asking): Becomes {
  const home = homeOf(declared, scopes);
  if (name?.type !== 'identifier' || home === undefined || names >= MAX_NAMES) return 'used';
  const text = scopes.textOf(name);
  let found: Becomes = 'told';
  for (const one of walk(home)) {
    if (!/identifier/.test(one.type) || one.start < declared.end || scopes.textOf(one) !== text) continue;
    if (one.field === 'property' || one.field === 'key') continue;
    const becomes = becomesOf(one, use, scopes, names + 1);
    if (becomes === 'asked') return becomes;
    if (becomes === 'used') found = becomes;
  }
  return found;
}

function branches(node: CodeNode): readonly (CodeNode | undefined)[] {
  return [field(node, 'consequence'), ...node.children.filter((child) => child.field === 'alternative')];
}

/** Whether whatever is chosen only tells, and all goes on as before. */
function isIdle(
  chosen: readonly (CodeNode | undefined)[],
  use: CodeNode | undefined,
  scopes: Scopes,
): boolean {
  return chosen.every((branch) => {
    if (branch === undefined || (use !== undefined && isInside(use, branch))) return false;
    const all = /^(?:statement_block|else_clause)$/.test(branch.type) ? named(branch) : [branch];
    return all.every((one) =>
      /^(?:statement_block|else_clause)$/.test(one.type)
        ? isIdle([one], use, scopes)
        : one.type === 'comment' || isTelling(one, scopes),
    );
  });
}

/** A statement after which all goes on: it logs or counts, or writes to the response of Express. */
function isTelling(statement: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(statement.type === 'expression_statement' ? named(statement)[0] : statement);
  return node?.type === 'call_expression' && (logs(node, scopes) || writesResponse(node, scopes));
}

function logs(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  const name = callee === undefined ? '' : scopes.textOf(callee);
  return TELLS.test(lastName(name)) || TELLS_ON.test(name);
}
