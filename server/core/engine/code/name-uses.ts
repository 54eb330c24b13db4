import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap, walk } from '../../syntax/code-read.js';

type ByName = ReadonlyMap<string, readonly CodeNode[]>;

/** What a statement does to names: what it assigns, what it appends to lists and builders, what it calls. */
export interface NameUses {
  readonly assigned: ByName;
  readonly appended: ByName;
  readonly called: ByName;
}

const known = new WeakMap<CodeNode, NameUses>();

/** The uses of names in a statement, each in the order of the text; `text` is that of the file. */
export function usesIn(statement: CodeNode, text: string): NameUses {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const uses = { assigned: new Map(), appended: new Map(), called: new Map() };
  for (const node of walk(statement)) {
    if (node.type === 'assignment_expression' || node.type === 'augmented_assignment_expression')
      add(uses.assigned, unwrap(field(node, 'left')), node, text);
    if (node.type !== 'call_expression') continue;
    const callee = unwrap(field(node, 'function'));
    add(uses.called, callee, node, text);
    const method = field(callee, 'property');
    if (method !== undefined && /^(?:append|push|add)$/.test(text.slice(method.start, method.end)))
      add(uses.appended, unwrap(field(callee, 'object')), node, text);
  }
  known.set(statement, uses);
  return uses;
}

function add(
  groups: Map<string, CodeNode[]>,
  target: CodeNode | undefined,
  node: CodeNode,
  text: string,
): void {
  if (target?.type !== 'identifier') return;
  const name = text.slice(target.start, target.end);
  const group = groups.get(name);
  if (group) group.push(node);
  else groups.set(name, [node]);
}
