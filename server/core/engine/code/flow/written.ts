import type { CodeNode } from '../../../syntax/code.js';
import type { Scopes } from '../names/scopes.js';
import { wayTo } from '../names/ways.js';
import { type Flow, one } from './pieces.js';

/** A text that is written down elsewhere, in a module that is imported or in a class. */
export function writtenFlow(node: CodeNode, scopes: Scopes): Flow | undefined {
  const way = wayTo(node, scopes);
  const path = way?.path.filter((name) => name !== '()') ?? [];
  const written = way && scopes.written(way.module, path);
  if (written === undefined || written.schema !== undefined) return undefined;
  return written.fallback
    ? { ...one(node, 'unknown', 'name'), written }
    : { ...one(node, 'constant', 'name', written.text), written };
}
