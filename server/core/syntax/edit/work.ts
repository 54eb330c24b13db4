import type { PathStep } from '../../text/span.js';
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

/** Whether the node at the end of the chain, or a container above it, is removed or written anew. */
export function isGone(work: Work, chain: readonly Node[], path: readonly PathStep[]): boolean {
  return path.some((step, index) => {
    const holder = chain[index];
    if (holder?.kind === 'map') {
      const done = work.maps.get(holder);
      return done !== undefined && (done.remove.has(String(step)) || done.set.has(String(step)));
    }
    const done = holder?.kind === 'sequence' ? work.sequences.get(holder) : undefined;
    return done !== undefined && (done.remove.has(Number(step)) || done.replace.has(Number(step)));
  });
}
