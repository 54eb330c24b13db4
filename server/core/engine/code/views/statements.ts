import type { CodeSpot } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import { isFunction } from '../../../syntax/code-read.js';
import type { Leaf } from '../../../text/leaf.js';
import { openingOf } from '../memory/openings.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { spotOf } from '../spots.js';

/**
 * The statement around a node that another can stand in front of: it opens a line of a block. Undefined in a function
 * whose body is an expression, and where two statements share a line.
 */
export function statementAround(node: CodeNode, leaf: Leaf, scopes: Scopes): CodeSpot | undefined {
  const found = statementOf(node, leaf.text);
  // In front of a statement of the file another one may stand on its line.
  const home = functionOf(node);
  if (home === undefined || openingOf(home) !== undefined)
    scopes.inquiry?.plain(
      `opens ${node.start}-${node.end}`,
      found !== undefined,
      ({ contents }) => statementOf(node, contents.leaf.text) !== undefined,
    );
  return found && spotOf(found, leaf);
}

/** The statement of a body, and not of a block inside of it, that a node stands in. */
export function statementIn(body: CodeNode, node: CodeNode, leaf: Leaf): CodeSpot | undefined {
  const found = body.children.find(({ start, end }) => start <= node.start && node.end <= end);
  const fits = body.type === 'statement_block' && found !== undefined && opensLine(leaf.text, found.start);
  return fits ? spotOf(found, leaf) : undefined;
}

/** The node of that statement. */
export function statementOf(node: CodeNode, text: string): CodeNode | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    if (/^(?:statement_block|program)$/.test(at.parent.type))
      return opensLine(text, at.start) ? at : undefined;
    if (isFunction(at)) return undefined;
  }
  return undefined;
}

function opensLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}

/** Types of what chooses between parts of an expression. */
const CHOOSES = /^(?:ternary|binary|conditional)_expression$/;
const HOLDS = /^(?:if|for|for_in|enhanced_for|while|do|labeled)_statement$|^else_clause$/;

/**
 * What is run under a condition in the statement around a node, where no block holds it: a statement that is a branch; 'part'
 * where it is a part of an expression or of a switch, or cannot be told from what stands beside it.
 */
export function branchAround(node: CodeNode, leaf: Leaf): CodeSpot | 'part' | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (/^(?:statement_block|program)$/.test(parent.type) || isFunction(at)) return undefined;
    if (/^switch_/.test(parent.type)) return 'part';
    if (CHOOSES.test(parent.type) && at !== node && at.field !== 'left' && at.field !== 'condition')
      return 'part';
    const isBranch = HOLDS.test(parent.type) && /^(?:consequence|alternative|body)$/.test(at.field ?? 'body');
    if (isBranch && at.type !== 'else_clause') return spotOf(at, leaf);
  }
  return undefined;
}
