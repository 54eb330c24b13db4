import type { CodeNode } from '../../../syntax/code.js';
import { isFunction, named } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { faultIn, isChosen, type Told } from './faults.js';

/** An entry of an object literal, and what it tells of a fault whatever kind that is of. */
export interface Entry {
  readonly node: CodeNode;
  readonly told: Told | undefined;
}

/** The entries of the object literal in which a fault is told, in order; empty where it stands in none. */
export function entriesAround({ node }: Told, scopes: Scopes): readonly Entry[] {
  let at: CodeNode | undefined = node;
  while (at !== undefined && at.type !== 'object' && !isFunction(at)) at = at.parent;
  if (at?.type !== 'object') return [];
  const entries = named(at).filter(({ type }) => type !== 'comment');
  return entries.map((entry) => {
    const told = faultIn(entry, scopes);
    return { node: entry, told: told === undefined || isChosen(told, scopes) ? undefined : told };
  });
}
