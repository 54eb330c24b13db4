import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap, walk } from '../../../syntax/code-read.js';
import { append } from '../../../text/multimap.js';

type ByName = ReadonlyMap<string, readonly CodeNode[]>;

/** What a statement does to names: what it assigns, to them and to their members, what it appends to lists and builders, what it calls. */
export interface NameUses {
  readonly assigned: ByName;
  readonly filled: ByName;
  readonly appended: ByName;
  readonly called: ByName;
}

const known = new WeakMap<CodeNode, NameUses>();

/** The uses of names in a statement, each in the order of the text; `text` is that of the file, `nodes` all that it holds. */
export function usesIn(
  statement: CodeNode,
  text: string,
  nodes: Iterable<CodeNode> = walk(statement),
): NameUses {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const uses = {
    assigned: new Map<string, CodeNode[]>(),
    filled: new Map<string, CodeNode[]>(),
    appended: new Map<string, CodeNode[]>(),
    called: new Map<string, CodeNode[]>(),
  };
  for (const node of nodes) {
    if (node.type === 'assignment_expression' || node.type === 'augmented_assignment_expression') {
      const left = unwrap(field(node, 'left'));
      add(uses.assigned, left, node, text);
      add(uses.filled, holderOf(left), node, text);
    }
    if (node.type !== 'call_expression') continue;
    const callee = unwrap(field(node, 'function'));
    add(uses.called, callee, node, text);
    add(uses.appended, builderOf(node, text), node, text);
  }
  // Of calls in one chain the first ends first: `sql.append(a).append(b)`.
  for (const calls of uses.appended.values()) calls.sort((a, b) => a.end - b.end);
  known.set(statement, uses);
  return uses;
}

/** Names that a statement is known to do something to; undefined where nobody has asked. */
export function usedNames(statement: CodeNode): readonly string[] | undefined {
  const uses = known.get(statement);
  return uses && Object.values(uses).flatMap((names: ByName) => [...names.keys()]);
}

/** The name at the root of a member. */
function holderOf(member: CodeNode | undefined): CodeNode | undefined {
  const object = unwrap(field(member, 'object'));
  return object !== undefined && field(object, 'object') !== undefined ? holderOf(object) : object;
}

/** The name to which a call appends, through those in front of it. */
function builderOf(call: CodeNode, text: string): CodeNode | undefined {
  const callee = unwrap(field(call, 'function'));
  const method = field(callee, 'property');
  if (method === undefined || !/^(?:append|push|add)$/.test(text.slice(method.start, method.end)))
    return undefined;
  const object = unwrap(field(callee, 'object'));
  return object?.type === 'call_expression' ? builderOf(object, text) : object;
}

function add(
  groups: Map<string, CodeNode[]>,
  target: CodeNode | undefined,
  node: CodeNode,
  text: string,
): void {
  if (target?.type !== 'identifier') return;
  const name = text.slice(target.start, target.end);
  append(groups, name, node);
}
