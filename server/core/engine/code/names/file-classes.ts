import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { field } from '../../../syntax/code-read.js';
import { computed } from '../../../text/multimap.js';

/** The classes and enumerations that stand in the program itself, by name; of two the first. */
export function classesIn(root: CodeRoot, text: string): ReadonlyMap<string, CodeNode> {
  const found = new Map<string, CodeNode>();
  for (const child of root.children) {
    const isClass = /^(?:class|enum|abstract_class)_declaration$/.test(child.type);
    const own = isClass ? field(child, 'name') : undefined;
    if (own !== undefined) computed(found, text.slice(own.start, own.end), () => child);
  }
  return found;
}
