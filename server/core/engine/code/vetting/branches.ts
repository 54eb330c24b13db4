import type { CodeNode } from '../../../syntax/code.js';
import { field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { writesResponse } from '../responses.js';

/** What a condition chooses between. */
export interface Branches {
  readonly yes: CodeNode | undefined;
  readonly no: readonly CodeNode[];
  /** What comes behind both begins here. */
  readonly end: number;
}

const REFUSES =
  /\b[45]\d\d\b|status|error|exception|fail|reject|den(?:y|ied)|forbid|invalid|abort|bad_?request|\bnext\(/i;
const CONFLICT = /\b409\b|conflict|exists|taken|duplicate|already|cached?\b/i;
const FORBIDS = /block|den(?:y|ied)|forbid|black|reserved|illegal|unsafe|private|internal|danger|malicious/i;
const GIVES_UP =
  /fail|abort|throw|reject|den(?:y|ied)|error|exit|forbid|refuse|bad_?request|invalid|status|panic/i;

/** What is chosen by a condition; undefined where the node is none. `a && b` chooses `b`. */
export function branchesOf(condition: CodeNode, parent: CodeNode): Branches | undefined {
  if (condition.field === 'left' && parent.type === 'binary_expression') return logical(parent);
  if (condition.field !== 'condition') return undefined;
  const yes = field(parent, 'consequence') ?? field(parent, 'body');
  const own = parent.children.filter((child) => child.field === 'alternative');
  // Of `elif` of Python the other branches stand beside it.
  const beside = parent.type === 'else_clause' ? (parent.parent?.children ?? []) : [];
  const later = beside.filter((child) => child.field === 'alternative' && child.start >= parent.end);
  return { yes, no: [...own, ...later], end: later.at(-1)?.end ?? parent.end };
}

/** `a && b` and `a || b`, which as a statement of its own may leave. */
function logical(node: CodeNode): Branches | undefined {
  const operator = field(node, 'operator')?.type;
  const right = field(node, 'right');
  const end = node.parent?.type === 'expression_statement' ? node.end : Number.POSITIVE_INFINITY;
  if (operator === '&&') return { yes: right, no: [], end };
  return operator === '||' && right !== undefined ? { yes: undefined, no: [right], end } : undefined;
}

/** The conditions in its function on which it depends whether a node is reached, the nearest first. */
export function conditionsAround(node: CodeNode): readonly CodeNode[] {
  const found: CodeNode[] = [];
  for (let at = node; at.parent !== undefined && !isFunction(at); at = at.parent) {
    const condition = decidingOn(at, at.parent);
    if (condition !== undefined && condition !== at) found.push(condition);
  }
  return found;
}

/** Whether something is taken in the place of the condition, where that gives nothing: `a` of `a || b`. */
export function isInstead({ field: side, parent }: CodeNode): boolean {
  return side === 'left' && parent !== undefined && field(parent, 'operator')?.type === '||';
}

/** What decides whether a part of something is reached: `a` of `a && b`, the condition of a branch. */
function decidingOn(part: CodeNode, whole: CodeNode): CodeNode | undefined {
  if (whole.type === 'binary_expression') {
    const isShort = /^(?:&&|\|\|)$/.test(field(whole, 'operator')?.type ?? '');
    return isShort && part.field === 'right' ? field(whole, 'left') : undefined;
  }
  return /^(?:if_statement|ternary_expression|else_clause)$/.test(whole.type)
    ? field(whole, 'condition')
    : undefined;
}

/** Whether what follows a branch is not reached from it, or only with another value under the name. */
export function leaves(branch: CodeNode | undefined, value: string, scopes: Scopes): boolean {
  if (branch === undefined) return false;
  switch (branch.type) {
    case 'return_statement':
    case 'throw_statement':
    case 'continue_statement':
    case 'break_statement':
      return true;
    case 'statement_block':
    case 'else_clause':
    case 'try_statement':
      return named(branch).some((child) => leaves(child, value, scopes));
    case 'if_statement':
      return (
        leaves(field(branch, 'consequence'), value, scopes) &&
        leaves(field(branch, 'alternative'), value, scopes)
      );
    case 'expression_statement':
      return leaves(named(branch)[0], value, scopes);
    case 'assignment_expression': {
      const left = field(branch, 'left');
      return left !== undefined && scopes.textOf(left) === value;
    }
    case 'call_expression': {
      const callee = unwrap(field(branch, 'function'));
      return callee !== undefined && GIVES_UP.test(scopes.textOf(callee)) && !writesResponse(branch, scopes);
    }
    default:
      return false;
  }
}

/** Whether a branch refuses the request, and is not taken for some other reason; `asked`: what led to it. */
export function refuses(branch: CodeNode, asked: CodeNode, scopes: Scopes): boolean {
  const text = scopes.textOf(branch);
  if (FORBIDS.test(scopes.textOf(asked))) return true;
  if (CONFLICT.test(text)) return false;
  const throws = [...walk(branch, isFunction)].some(({ type }) => type === 'throw_statement');
  return throws || REFUSES.test(text);
}
