import { documentedKey } from '../model/drift.js';
import type { EndpointEntry } from '../model/types.js';
import type { EndpointView } from '../rule/endpoint-view.js';
import type { Finding } from '../rule/finding.js';
import type { Rule } from '../rule/rule.js';
import { toPointer } from '../syntax/pointer.js';
import { rangeOf } from '../syntax/tree.js';
import type { Anchor, Place, Range } from '../text/span.js';
import { isCode } from './code/read.js';
import { rootOf } from './code/roots.js';
import { chainPathAt, siteRangeAt } from './code/spots.js';
import { spotAtPath } from './seen.js';
import type { Engine } from './types.js';

/** How much of the engine is asked here. */
export type Readable = Pick<Engine, 'document' | 'findings' | 'compared'>;

/** Ids of the rules that hold a document against the code that serves it. */
export function driftRules(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.filter(({ check }) => check.endpoint).map(({ id }) => id));
}

/** Where an anchor stands now, at its key where it has one; undefined when it is gone. */
export function placeAt(engine: Readable, { uri, path }: Anchor): Place | undefined {
  const document = engine.document(uri);
  const spot = document && spotAtPath(document, path, true);
  return document && spot ? { uri, version: document.version, range: rangeOf(document, spot) } : undefined;
}

/** Where a route stands that shares its path with others of a chain: that path; undefined for every other. */
export function sharedPathAt(engine: Readable, { uri, path }: Anchor): Range | undefined {
  const document = engine.document(uri);
  const leaf = document?.leaves[0];
  const root = document && leaf && isCode(document) ? rootOf(leaf) : undefined;
  return root && leaf && chainPathAt(root, leaf.text, path);
}

/** Findings that concern an entry: about it, and those of no other comparison in its operations and what their path shares, in its registrations in code. */
export function findingsOn(engine: Readable, entry: EndpointEntry): readonly Finding[] {
  const { key, documented, implemented } = entry;
  const anchors = [...documented, ...implemented].map(({ at }) => at);
  return [...new Set(anchors.map(({ uri }) => uri))].flatMap((uri) => {
    const { findings } = engine.findings(uri);
    if (findings.length === 0) return [];
    const extents = anchors.filter((anchor) => anchor.uri === uri).map((anchor) => extentOf(engine, anchor));
    return findings.filter((finding) => {
      if (finding.compared !== undefined) return isOf(entry, engine.compared(finding.compared));
      if (finding.endpoint === key) return true;
      return !isOfAnother(finding) && extents.some((extent) => isWithin(finding, extent));
    });
  });
}

/** Whether it is the entry that was compared: one registration may serve several, and two documents may describe one each. */
function isOf({ key, documented, implemented }: EndpointEntry, view: EndpointView | undefined): boolean {
  if (view === undefined) return false;
  if (view.documented.length > 0)
    return view.key === key && documented.some(({ at }) => at.uri === view.document.uri);
  const routes = new Set(view.implemented.map(documentedKey));
  return implemented.some((route) => routes.has(documentedKey(route)));
}

/** An alias lets several operations of a document stand at one place; what a finding is about tells them apart. */
function isOfAnother({ endpoint, pointer }: Finding): boolean {
  return endpoint !== undefined && pointer !== undefined;
}

/** What belongs to an endpoint. */
interface Extent {
  /** Offset of what names it. */
  readonly start: number | undefined;
  /** JSON Pointers to the operation and to what its path item gives to all of its operations. */
  readonly pointers: readonly string[];
  /** Of code. */
  readonly range: Range | undefined;
}

function extentOf(engine: Readable, anchor: Anchor): Extent {
  const start = placeAt(engine, anchor)?.range.start;
  const document = engine.document(anchor.uri);
  const leaf = document?.leaves[0];
  if (document && leaf && isCode(document)) {
    const root = rootOf(leaf);
    return { start, pointers: [], range: root && siteRangeAt(root, leaf.text, anchor.path) };
  }
  const operation = toPointer(anchor.path);
  const item = toPointer(anchor.path.slice(0, -1));
  return { start, pointers: [operation, `${item}/parameters`, `${item}/servers`], range: undefined };
}

function isWithin({ pointer, place }: Finding, { start, pointers, range }: Extent): boolean {
  if (place.range.start === start) return true;
  if (range) return range.start <= place.range.start && place.range.end <= range.end;
  return pointer !== undefined && pointers.some((one) => pointer === one || pointer.startsWith(`${one}/`));
}
