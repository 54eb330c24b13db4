import type { CodeNode } from '../code.js';

/** A node of the common tree while it is put together; its parent is known once that is made. */
export interface Draft extends CodeNode {
  start: number;
  end: number;
  field: string | undefined;
  parent: CodeNode | undefined;
  readonly children: readonly Draft[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly broken?: boolean;
}

/** A node that covers a stretch of the text. */
export function draft(type: string, at: Stretch, children: readonly Draft[] = [], field?: string): Draft {
  const broken = at.broken === true || children.some((child) => child.broken);
  const made: Draft = {
    type,
    start: at.start,
    end: at.end,
    field,
    parent: undefined,
    children,
    broken,
  };
  for (const child of children) child.parent = made;
  return made;
}

/** The node in a field of the parent that it is about to get. */
export function into(field: string | undefined, node: Draft): Draft {
  node.field = field;
  return node;
}

/** From where the first begins to where the last ends. */
export function across(first: Stretch, last: Stretch): Stretch {
  return { start: first.start, end: last.end };
}

/** Comments in front of a block stand in it: Python's grammar leaves the first ones of a body outside. */
export function enclosing(children: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  let waiting: Draft[] = [];
  for (const child of children) {
    if (child.type === 'comment') waiting.push(child);
    else {
      const block = child.type === 'statement_block' || child.type === 'class_body';
      if (!block) kept.push(...waiting, child);
      else if (waiting.length === 0) kept.push(child);
      else
        kept.push(
          draft(child.type, across(waiting[0] ?? child, child), [...waiting, ...child.children], child.field),
        );
      waiting = [];
    }
  }
  return [...kept, ...waiting];
}
