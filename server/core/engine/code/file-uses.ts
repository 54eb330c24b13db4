import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { statementsOf } from '../../syntax/code-statements.js';
import { append } from '../../text/multimap.js';
import { type NameUses, usesIn } from './name-uses.js';

type Use = keyof NameUses;
type ByName = Map<string, readonly CodeNode[]>;

/** What all statements of a file do to names, in the order of the text. */
interface FileUses {
  readonly statements: readonly CodeNode[];
  readonly lists: Readonly<Record<Use, ByName>>;
}

const USES: readonly Use[] = ['assigned', 'appended', 'called'];
const NONE: readonly CodeNode[] = [];

const known = new WeakMap<CodeRoot, FileUses>();

/** Everything in a file that does this to a name. `text` is that of the file. */
export function usesAnywhere(root: CodeRoot, text: string, use: Use, name: string): readonly CodeNode[] {
  const uses = known.get(root) ?? collected(root, text);
  known.set(root, uses);
  return uses.lists[use].get(name) ?? NONE;
}

/** Takes over what is known of the tree of the text before, which is of no use afterwards. */
export function continueUses(root: CodeRoot, text: string, before: CodeRoot): void {
  const uses = known.get(before);
  if (uses === undefined) return;
  known.delete(before);
  const statements = nodesOf(root);
  const changed = [...without(uses.statements, statements), ...without(statements, uses.statements)];
  for (const use of USES) {
    const names = new Set(changed.flatMap((node) => [...usesIn(node, text)[use].keys()]));
    for (const name of names) renew(uses.lists[use], name, statements, use, text);
  }
  known.set(root, { statements, lists: uses.lists });
}

function renew(lists: ByName, name: string, statements: readonly CodeNode[], use: Use, text: string): void {
  const found = statements.flatMap((node) => usesIn(node, text)[use].get(name) ?? NONE);
  if (found.length === 0) lists.delete(name);
  else lists.set(name, found);
}

function without(nodes: readonly CodeNode[], others: readonly CodeNode[]): readonly CodeNode[] {
  const left = new Set(others);
  return nodes.filter((node) => !left.has(node));
}

function collected(root: CodeRoot, text: string): FileUses {
  const statements = nodesOf(root);
  return {
    statements,
    lists: {
      assigned: listed(statements, 'assigned', text),
      appended: listed(statements, 'appended', text),
      called: listed(statements, 'called', text),
    },
  };
}

function listed(statements: readonly CodeNode[], use: Use, text: string): ByName {
  const all = new Map<string, CodeNode[]>();
  for (const statement of statements)
    for (const [name, nodes] of usesIn(statement, text)[use])
      for (const node of nodes) append(all, name, node);
  return new Map(all);
}

function nodesOf(root: CodeRoot): readonly CodeNode[] {
  return statementsOf(root).map(({ node }) => node);
}
