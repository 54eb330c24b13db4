import type { MapNode, Node, Plain, SequenceNode } from '../node.js';

/** Everything that is to happen to the entries of one map. */
export interface MapWork {
  readonly set: Map<string, { readonly to: Plain; readonly after: string | undefined }>;
  /** Old key to new key. */
  readonly rename: Map<string, string>;
  readonly remove: Set<string>;
}

/** Everything that is to happen to the items of one sequence. */
export interface SequenceWork {
  readonly append: Plain[];
  readonly replace: Map<number, Plain>;
  readonly remove: Set<number>;
}

/** Structural changes of one document, one piece of work for each container. */
export interface Work {
  readonly maps: Map<MapNode, MapWork>;
  readonly sequences: Map<SequenceNode, SequenceWork>;
}

export function emptyWork(): Work {
  return { maps: new Map(), sequences: new Map() };
}

export function mapWork(work: Work, map: MapNode): MapWork {
  const known = work.maps.get(map);
  if (known !== undefined) return known;
  const made: MapWork = { set: new Map(), rename: new Map(), remove: new Set() };
  work.maps.set(map, made);
  return made;
}

export function sequenceWork(work: Work, sequence: SequenceNode): SequenceWork {
  const known = work.sequences.get(sequence);
  if (known !== undefined) return known;
  const made: SequenceWork = { append: [], replace: new Map(), remove: new Set() };
  work.sequences.set(sequence, made);
  return made;
}

/** Whether some container above the node, or the node itself, is removed or replaced as a whole. */
export function isGone(work: Work, node: Node): boolean {
  let at = node;
  while (at.parent !== undefined) {
    const parent = at.parent;
    if (parent.kind === 'map') {
      const done = work.maps.get(parent);
      const held = at;
      const key = done && parent.entries.find((entry) => entry.value === held)?.key.value;
      if (done && (done.remove.has(String(key)) || done.set.has(String(key)))) return true;
    } else {
      const done = work.sequences.get(parent);
      const index = done ? parent.items.indexOf(at) : -1;
      if (done && (done.remove.has(index) || done.replace.has(index))) return true;
    }
    at = parent;
  }
  return false;
}
