import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { nodesOf, type Statement, statementsOf } from '../../../syntax/code-statements.js';
import { append } from '../../../text/multimap.js';
import { type NameUses, usesIn } from './name-uses.js';

type Use = keyof NameUses;
type ByName = Map<string, readonly CodeNode[]>;

/** What all statements of a file do to names, in the order of the text. */
interface FileUses {
  readonly statements: readonly Statement[];
  readonly lists: Readonly<Record<Use, ByName>>;
}

const USES: readonly Use[] = ['assigned', 'filled', 'appended', 'called'];
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
  const statements = statementsOf(root);
  const gone = without(uses.statements, statements);
  const added = without(statements, uses.statements);
  for (const use of USES) {
    const usesOf = (one: Statement) => usesOfStatement(one, text)[use];
    const names = new Set([...gone, ...added].flatMap((one) => [...usesOf(one).keys()]));
    for (const name of names) {
      const lost = new Set(gone.flatMap((one) => usesOf(one).get(name) ?? NONE));
      const list = (uses.lists[use].get(name) ?? NONE).filter((one) => !lost.has(one));
      for (const one of added) putIn(list, usesOf(one).get(name) ?? NONE);
      if (list.length > 0) uses.lists[use].set(name, list);
      else uses.lists[use].delete(name);
    }
  }
  known.set(root, { statements, lists: uses.lists });
}

/** Puts what stands in a statement in front of all that stands behind that. */
function putIn(list: CodeNode[], nodes: readonly CodeNode[]): void {
  const first = Math.min(...nodes.map(({ start }) => start));
  const behind = list.findIndex(({ start }) => start > first);
  list.splice(behind < 0 ? list.length : behind, 0, ...nodes);
}

function without(statements: readonly Statement[], others: readonly Statement[]): readonly Statement[] {
  const left = new Set(others.map(({ node }) => node));
  return statements.filter(({ node }) => !left.has(node));
}

function collected(root: CodeRoot, text: string): FileUses {
  const statements = statementsOf(root);
  return {
    statements,
    lists: {
      assigned: listed(statements, 'assigned', text),
      filled: listed(statements, 'filled', text),
      appended: listed(statements, 'appended', text),
      called: listed(statements, 'called', text),
    },
  };
}

function listed(statements: readonly Statement[], use: Use, text: string): ByName {
  const all = new Map<string, CodeNode[]>();
  for (const statement of statements)
    for (const [name, nodes] of usesOfStatement(statement, text)[use])
      for (const node of nodes) append(all, name, node);
  return new Map(all);
}

function usesOfStatement(statement: Statement, text: string): NameUses {
  return usesIn(statement.node, text, nodesOf(statement));
}
