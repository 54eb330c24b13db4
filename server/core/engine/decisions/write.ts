import { conflicts } from '../../facts/config/conflicts.js';
import {
  ANSWER_FIELDS,
  type AnswerField,
  DECISIONS_VERSION,
  type DecisionStatus,
  decisionsOf,
  idOf,
  LONGEST_DECISIONS,
} from '../../facts/config/decisions.js';
import type { Change, FileEdit } from '../../syntax/edit/change.js';
import { applyEdits, planEdits } from '../../syntax/edit/plan.js';
import { isMap, type MapNode, type Plain } from '../../syntax/node.js';
import { documentTree, leafTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { createDocument } from '../../text/open.js';

/** An answer as it is to be written. */
export interface Decision {
  readonly id: string;
  readonly kind: string;
  readonly scope: string;
  readonly status: DecisionStatus;
  readonly by: string;
  /** 'YYYY-MM-DD'. */
  readonly at: string;
  readonly fields: Readonly<Partial<Record<AnswerField, string>>>;
}

export type Written =
  | { readonly kind: 'edits'; readonly edits: readonly FileEdit[] }
  /** There is no such file, or nothing in it: its whole text. */
  | { readonly kind: 'text'; readonly text: string }
  /** The file holds what cannot be read, so that nobody could tell what an edit would do. */
  | { readonly kind: 'unreadable' };

const UNREADABLE: Written = { kind: 'unreadable' };

/** What a new file begins with. */
const HEAD = `# What was decided about the threats to the API beside this file. Kept when its threats are looked for again.
version: ${DECISIONS_VERSION}
`;

/**
 * Writes an answer into the text that keeps them: beside the others, or in the place of an earlier one about the same
 * threat, of which all that is no answer stays. Nothing else changes.
 */
export function writeDecision(document: Document | undefined, uri: string, decision: Decision): Written {
  if (!document || document.text().trim() === '') return { kind: 'text', text: newText(uri, decision) };
  if (!isReadable(document)) return UNREADABLE;
  const root = documentTree(document);
  if (root === undefined) return { kind: 'edits', edits: [behind(document, newText(uri, decision))] };
  const edits = isMap(root) ? planned(document, changesTo(root, decision)) : undefined;
  return edits ? { kind: 'edits', edits } : UNREADABLE;
}

/** Of a file that holds nothing but comments. */
function behind({ uri, version, length }: Document, text: string): FileEdit {
  return { uri, version, range: { start: length, end: length }, text: `\n${text}` };
}

function newText(uri: string, decision: Decision): string {
  const empty = createDocument(uri, 'yaml', 1, HEAD);
  const root = documentTree(empty);
  const edits = isMap(root) ? planned(empty, changesTo(root, decision)) : undefined;
  return applyEdits(HEAD, edits ?? []);
}

function planned(
  document: Document,
  changes: readonly Change[] | undefined,
): readonly FileEdit[] | undefined {
  return changes && planEdits(changes, { document: (uri) => (uri === document.uri ? document : undefined) });
}

/** Whether the text can be read to its end. */
function isReadable(document: Document): boolean {
  if (document.length > LONGEST_DECISIONS || conflicts(document).length > 0) return false;
  return document.leaves.every((leaf) => leafTree(leaf).problems.length === 0);
}

function changesTo(root: MapNode, decision: Decision): readonly Change[] | undefined {
  const decisions = decisionsOf(root);
  if (!decisions) {
    const there = root.get('decisions');
    const isEmpty = there === undefined || (there.kind === 'scalar' && there.value === null);
    return isEmpty ? [{ set: root, key: 'decisions', to: { [decision.id]: plainOf(decision) } }] : undefined;
  }
  const same = decisions.entries.filter(({ key }) => idOf(key) === decision.id);
  const [entry] = same;
  if (!entry) return [{ set: decisions, key: decision.id, to: plainOf(decision) }];
  if (same.length > 1) return undefined;
  return isMap(entry.value)
    ? changed(entry.value, plainOf(decision))
    : [{ replace: entry.value, by: plainOf(decision) }];
}

/** Only what differs; fields that another answer asked for go. */
function changed(node: MapNode, to: Readonly<Record<string, string>>): readonly Change[] {
  const sets = Object.entries(to).flatMap(([key, text]): readonly Change[] => {
    const before = node.get(key);
    return before?.kind === 'scalar' && before.value === text ? [] : [{ set: node, key, to: text }];
  });
  const removes = ANSWER_FIELDS.flatMap((key): readonly Change[] => {
    const before = to[key] === undefined ? node.get(key) : undefined;
    return before ? [{ remove: before }] : [];
  });
  return [...sets, ...removes];
}

function plainOf({
  kind,
  scope,
  status,
  by,
  at,
  fields,
}: Decision): Readonly<Record<string, string>> & Plain {
  const given = ANSWER_FIELDS.flatMap((field): readonly (readonly [string, string])[] => {
    const text = fields[field];
    return text === undefined ? [] : [[field, text]];
  });
  return { kind, scope, status, ...Object.fromEntries(given), by, at };
}
