import type { TextChange } from '../../text/document.js';
import { child, type MapNode, type Node, type SequenceNode } from '../node.js';
import { pathOf } from '../tree.js';
import { writeBlockMap } from './block.js';
import type { Change, EditEnv, FileEdit } from './change.js';
import { codeOps } from './code.js';
import { Collector } from './collect.js';
import { commentOp } from './comment.js';
import { writeFlowMap, writeFlowSequence } from './flow.js';
import type { FileWork } from './held.js';
import { writeBlockSequence } from './sequence.js';
import { type Op, stretchOf, textOp } from './sheet.js';
import { provesCode, provesTree } from './verify.js';
import { isGone } from './work.js';

/**
 * The text edits that make the changes, all of them or none: undefined when one is stale, contradicts another, lies in
 * text that an alias repeats elsewhere, or when the edited text would not read as asked. Edits of a file are in order
 * and do not overlap; their ranges are offsets of the file's current version.
 */
export function planEdits(changes: readonly Change[], env: EditEnv): readonly FileEdit[] | undefined {
  const drafts = draftEdits(changes, env, new Collector(env));
  if (drafts === undefined) return undefined;
  const edits: FileEdit[] = [];
  for (const { file, ops: ordered } of drafts) {
    const made = ordered.map(({ start, end, text }) => ({
      uri: file.document.uri,
      version: file.document.version,
      range: { start, end },
      text,
    }));
    if (made.length > 0 && !proves(file, made, env)) return undefined;
    edits.push(...made);
  }
  return edits;
}

/** The edits by file, in order, before they are proven; undefined where the changes cannot be written. */
export function draftEdits(
  changes: readonly Change[],
  env: EditEnv,
  collector: Collector,
): readonly { readonly file: FileWork; readonly ops: readonly Op[] }[] | undefined {
  if (!changes.every((change) => collector.add(change)) || !collector.finish()) return undefined;
  const drafts: { readonly file: FileWork; readonly ops: readonly Op[] }[] = [];
  for (const file of collector.files.values()) {
    const ops = opsOf(file, env);
    const ordered = ops && inOrder(ops);
    if (ordered === undefined) return undefined;
    drafts.push({ file, ops: ordered });
  }
  return drafts;
}

/**
 * As many of the groups as can be made together, each whole or not at all; what is left out meets a group before it or
 * cannot be made.
 */
export function planGroups(groups: readonly (readonly Change[])[], env: EditEnv): readonly FileEdit[] {
  let taken: readonly (readonly Change[])[] = [];
  let edits: readonly FileEdit[] = [];
  const todo: (readonly (readonly Change[])[])[] = [groups];
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    if (next.length === 0) continue;
    const together = [...taken, ...next];
    const planned = planEdits(together.flat(), env);
    if (planned !== undefined) {
      taken = together;
      edits = planned;
    } else if (next.length > 1) {
      const half = next.length >> 1;
      todo.unshift(next.slice(0, half), next.slice(half));
    }
  }
  return edits;
}

/** The text with the edits of this file made. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  let made = '';
  let from = 0;
  for (const { range, text: by } of edits) {
    made += text.slice(from, range.start) + by;
    from = range.end;
  }
  return made + text.slice(from);
}

function opsOf(file: FileWork, env: EditEnv): readonly Op[] | undefined {
  const { document, sheet, work, texts } = file;
  const ops: Op[] = [];
  if (document.units.some(({ kind }) => kind === 'code')) return codeOps(sheet, texts, env.parser);
  const containers: readonly (MapNode | SequenceNode)[] = [...work.maps.keys(), ...work.sequences.keys()];
  for (const container of containers) {
    const path = pathOf(container);
    const chain = chainTo(file.root, path);
    const made = isGone(work, chain, path) ? undefined : writeContainer(file, container, path.length);
    if (made === undefined) return undefined;
    ops.push(...made);
  }
  for (const change of texts) {
    const op =
      'comment' in change
        ? commentOp(sheet, file.root, change.comment, change.text)
        : stretchOp(file, change);
    if (op === undefined) return undefined;
    ops.push(op);
  }
  return ops;
}

function writeContainer(
  file: FileWork,
  container: MapNode | SequenceNode,
  depth: number,
): readonly Op[] | undefined {
  const { sheet, work } = file;
  if (container.kind === 'map') {
    const done = work.maps.get(container);
    if (done === undefined) return undefined;
    return container.style === 'flow'
      ? writeFlowMap(sheet, container, done, depth)
      : writeBlockMap(sheet, container, done, depth);
  }
  const done = work.sequences.get(container);
  if (done === undefined) return undefined;
  return container.style === 'flow'
    ? writeFlowSequence(sheet, container, done, depth)
    : writeBlockSequence(sheet, container, done, depth);
}

/** A stretch of a document's text, as a comment is one. */
function stretchOp({ sheet }: FileWork, change: FileWork['texts'][number]): Op | undefined {
  if (!('by' in change)) return undefined;
  const stretch = stretchOf(sheet, change.text);
  return stretch && textOp(sheet.text, stretch, change.by);
}

function chainTo(root: Node | undefined, path: ReturnType<typeof pathOf>): readonly Node[] {
  const chain: Node[] = [];
  let at = root;
  for (const step of path) {
    if (at === undefined) break;
    chain.push(at);
    at = child(at, at.kind === 'sequence' ? Number(step) : step);
  }
  return at === undefined ? chain : [...chain, at];
}

/** In the order of the text; touching ones become one. Undefined when two overlap. */
function inOrder(ops: readonly Op[]): readonly Op[] | undefined {
  const sorted = ops
    .filter(({ start, end, text }) => start !== end || text !== '')
    .map((op, index) => ({ op, index }))
    .sort(
      (a, b) =>
        a.op.start - b.op.start || a.op.end - b.op.end || b.op.depth - a.op.depth || a.index - b.index,
    );
  const made: Op[] = [];
  for (const { op } of sorted) {
    const last = made.at(-1);
    if (last === undefined || op.start > last.end) made.push(op);
    else if (op.start < last.end) return undefined;
    else made[made.length - 1] = { ...last, end: op.end, text: last.text + op.text };
  }
  return made;
}

function proves(file: FileWork, edits: readonly FileEdit[], env: EditEnv): boolean {
  const changes: TextChange[] = edits.toReversed().map(({ range, text }) => ({ range, text }));
  const { document } = file;
  if (document.units.some(({ kind }) => kind === 'code')) {
    return provesCode(document.language, document.text(), applyEdits(document.text(), edits), env.parser);
  }
  return provesTree(document, document.edit(document.version + 1, changes), file.root, file.work);
}
