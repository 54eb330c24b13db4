import { child, entryOf, entryOfKey, isMap, isNode, type Node } from '../node.js';
import type { Spot } from '../spot.js';
import { pathOf } from '../tree.js';
import { placedItems } from './sequence.js';
import { indentOf, lineStart, type Op, placedEntries, type Sheet, stretchOf } from './sheet.js';

/** A comment line above the entry or item that the spot is, indented as its line is; undefined in JSON and at the root. */
export function commentOp(sheet: Sheet, root: Node | undefined, spot: Spot, text: string): Op | undefined {
  const stretch = stretchOf(sheet, spot);
  if (sheet.json || stretch === undefined || spot === root || text.includes('\n')) return undefined;
  const anchor = isNode(spot) ? anchorOf(sheet, root, spot) : stretch.start;
  if (anchor === undefined || spot.leaf.syntax === 'json') return undefined;
  const start = lineStart(sheet.text, anchor);
  const at = start === 0 && sheet.text[0] === '\ufeff' ? 1 : start;
  const line = `${indentOf(sheet.text, anchor)}${text.startsWith('#') ? text : `# ${text}`}${sheet.style.eol}`;
  return { start: at, end: at, text: line, depth: 0 };
}

/**
 * Where the line of a node begins: at its key, at its dash, or with it. What holds the node is looked for in this version:
 * leaves, and the nodes in them, are shared with others, which may have taken them last.
 */
function anchorOf(sheet: Sheet, root: Node | undefined, node: Node): number | undefined {
  const entry = entryOf(node) ?? entryOfKey(node);
  const path = pathOf(entry?.value ?? node);
  const parent = path.slice(0, -1).reduce(child, root);
  if (isMap(parent)) {
    return placedEntries(sheet, parent)?.find((one) => one.entry.key === entry?.key)?.start;
  }
  if (parent?.kind === 'sequence' && parent.style === 'block') {
    return placedItems(sheet, parent)?.[Number(path.at(-1))]?.dash;
  }
  return parent && stretchOf(sheet, node)?.start;
}
