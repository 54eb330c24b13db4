import { functionsOf } from '../../facts/code/function-nodes.js';
import { type Site, type Sites, sitesOf } from '../../facts/code/sites.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { type Statement, statementAround, statementsOf } from '../../syntax/code-statements.js';
import type { Leaf } from '../../text/leaf.js';
import { append } from '../../text/multimap.js';

/** What stands in each statement of a file. */
export interface Contents {
  readonly root: CodeRoot;
  readonly leaf: Leaf;
  readonly statements: readonly Statement[];
  /** Those that are what they hold, one behind the other: without what is left of a function that is opened. */
  readonly whole: readonly Statement[];
  /** All registrations, by their numbers. */
  readonly sites: Sites;
  /** Registrations with their numbers, in order. */
  readonly registrations: ReadonlyMap<CodeNode, readonly (readonly [Site, number])[]>;
  /** Functions that the facts tell of with their numbers, in the order of the text. */
  readonly functions: ReadonlyMap<CodeNode, readonly (readonly [CodeNode, number])[]>;
}

export function contentsOf(root: CodeRoot, leaf: Leaf): Contents {
  const sites = sitesOf(root, leaf.text, FRAMEWORKS);
  const functions = [...functionsOf(root)].sort(([a], [b]) => a.start - b.start);
  const statements = statementsOf(root);
  return {
    root,
    leaf,
    statements,
    whole: statements.filter(({ frame }) => frame === undefined),
    sites,
    registrations: byStatement(
      [...sites].map(([ordinal, site]) => [site, ordinal] as const),
      ([{ call }]) => call,
      root,
    ),
    functions: byStatement(functions, ([node]) => node, root),
  };
}

function byStatement<T>(
  items: readonly T[],
  nodeOf: (item: T) => CodeNode,
  root: CodeRoot,
): ReadonlyMap<CodeNode, readonly T[]> {
  const groups = new Map<CodeNode, T[]>();
  for (const item of items) {
    const statement = statementAround(nodeOf(item), root);
    if (statement === undefined) continue;
    append(groups, statement, item);
  }
  return groups;
}
