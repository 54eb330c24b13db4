import { isMap, type MapNode, type Node, type ScalarNode } from '../../syntax/node.js';
import { documentTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { conflicts, unmarked } from './conflicts.js';

/** What may be decided about a threat. */
export const DECISION_STATUSES = [
  'open',
  'mitigated',
  'mitigated-elsewhere',
  'accepted',
  'transferred',
  'not-applicable',
  'needs-review',
] as const;
export type DecisionStatus = (typeof DECISION_STATUSES)[number];

/** What an answer may ask for beyond its status, and beyond who gave it and when. */
export const ANSWER_FIELDS = [
  'where',
  'component',
  'party',
  'reference',
  'ticket',
  'reason',
  'approver',
  'review',
] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];

/** More than anybody decides; what is beyond is not read, so that no file can make the engine slow. */
export const MOST_DECISIONS = 5000;
/** UTF-16 units of a whole file. */
export const LONGEST_DECISIONS = 1_048_576;

/** Versions of the file's form. */
export const DECISIONS_VERSION = 1;

/** Keys of the file beside its version and its decisions. What other versions keep there is left alone. */
export const OTHER_KEYS = ['api', 'library', 'context', 'facts', 'custom', 'retired'] as const;

/** Of the id of a card, as a regular expression. */
export const ID_PATTERN = '^[0-9a-f]{12}$';

/** What a person decided about one threat, as far as it can be understood; no offsets. */
export interface DecisionFact {
  /** Of the card: 12 hex digits. */
  readonly id: string;
  /** The template's, for readers: 'e.bola-write'. */
  readonly kind?: string;
  /** What the card speaks of, for readers: 'orders', 'getOrder', 'api'. */
  readonly scope?: string;
  readonly status: DecisionStatus;
  readonly by?: string;
  /** 'YYYY-MM-DD'. */
  readonly at?: string;
  readonly fields: Readonly<Partial<Record<AnswerField, string>>>;
}

/** By id; an id that is given twice says nothing. */
export type DecisionFacts = ReadonlyMap<string, DecisionFact>;

/** How the names of files of decisions end. */
export const DECISIONS_SUFFIX = '.threats.yaml';
const DOCUMENT = /\.(?:ya?ml|json)$/i;
const DOCUMENTS = ['.yaml', '.yml', '.json'];

/** Whether the file keeps decisions, by its name. */
export function isDecisions(uri: string): boolean {
  return uri.endsWith(DECISIONS_SUFFIX);
}

/** The file that keeps what is decided about a document: `openapi.threats.yaml` beside `openapi.yaml`. */
export function decisionsBeside(document: string): string {
  return document.replace(DOCUMENT, '') + DECISIONS_SUFFIX;
}

/** The documents that a file of decisions may be about. */
export function documentsBeside(decisions: string): readonly string[] {
  return DOCUMENTS.map((ending) => decisions.slice(0, -DECISIONS_SUFFIX.length) + ending);
}

/**
 * What the file decides. Both sides of a merge conflict are read, so that a decision which only one of them has still
 * counts, and one which both have counts for neither.
 */
export function decisionFacts(document: Document): DecisionFacts {
  const facts = new Map<string, DecisionFact>();
  if (document.length > LONGEST_DECISIONS) return facts;
  const text = conflicts(document).length > 0 ? unmarked(document) : document;
  const seen = new Set<string>();
  for (const { key, value } of decisionsOf(documentTree(text))?.entries.slice(0, MOST_DECISIONS) ?? []) {
    const id = idOf(key);
    const fact = isMap(value) ? decisionOf(id, value) : undefined;
    if (seen.has(id)) facts.delete(id);
    else if (fact) facts.set(id, fact);
    seen.add(id);
  }
  return facts;
}

/** The map of all decisions. */
export function decisionsOf(root: Node | undefined): MapNode | undefined {
  const node = isMap(root) ? root.get('decisions') : undefined;
  return isMap(node) ? node : undefined;
}

/** The id that a decision stands under, as written: '12e456789012' is a number to YAML. */
export function idOf(key: ScalarNode): string {
  return typeof key.value === 'number' ? written(key) : String(key.value);
}

/** A text, or a number that stands for one, as written; undefined for anything else. */
export function textIn(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return undefined;
  const text = typeof node.value === 'number' ? written(node) : node.value.trim();
  return text === '' ? undefined : text;
}

/** A day of the calendar, 'YYYY-MM-DD'. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function written({ leaf, start, end }: ScalarNode): string {
  return leaf.text.slice(start, end);
}

function decisionOf(id: string, node: MapNode): DecisionFact | undefined {
  const said = textIn(node.get('status'));
  const status = DECISION_STATUSES.find((name) => name === said);
  if (status === undefined) return undefined;
  const fields: Partial<Record<AnswerField, string>> = {};
  for (const field of ANSWER_FIELDS) {
    const text = textIn(node.get(field));
    if (text !== undefined) fields[field] = text;
  }
  return {
    id,
    ...some('kind', node),
    ...some('scope', node),
    status,
    ...some('by', node),
    ...some('at', node),
    fields,
  };
}

function some<K extends 'kind' | 'scope' | 'by' | 'at'>(key: K, node: MapNode): Partial<Record<K, string>> {
  const text = textIn(node.get(key));
  const found: Partial<Record<K, string>> = {};
  if (text !== undefined) found[key] = text;
  return found;
}
