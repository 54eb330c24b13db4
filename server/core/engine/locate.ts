import type { Finding } from '../rule/finding.js';
import { toPointer } from '../syntax/pointer.js';
import type { Document } from '../text/document.js';
import { byText } from '../text/order.js';
import type { Place, Range } from '../text/span.js';
import { hash } from './hash.js';
import type { RawFinding, Seen } from './outcome.js';
import { rangeOfSeen } from './seen.js';

/** Open documents by uri. */
export type Documents = ReadonlyMap<string, { readonly document: Document }>;

/** A finding that hosts see, with the raw one whose fixes and path it came from. */
export interface Located {
  readonly raw: RawFinding;
  readonly finding: Finding;
}

/** A raw finding with what is computed of it once, however often its place moves. */
export interface Sighting {
  readonly raw: RawFinding;
  /** Undefined in code, and for what is no node. */
  readonly pointer: string | undefined;
  /** What makes it the same one after an edit elsewhere; undefined when that is its text. */
  readonly identity: string | undefined;
  /** Of the first with its identity; made when first asked for. */
  fingerprint?: string;
}

export function sightingOf(raw: RawFinding, inCode: boolean): Sighting {
  const pointer = raw.seen.path && !inCode ? toPointer(raw.seen.path) : undefined;
  return { raw, pointer, identity: pointer === undefined ? undefined : identityOf(raw, pointer) };
}

/** Resolves raw findings of one file against its current version; sorted, unique, with fingerprints. */
export function locate(
  document: Document,
  sightings: Iterable<Sighting>,
  documents: Documents,
): readonly Located[] {
  const placed: Placed[] = [];
  for (const sighting of sightings) {
    const range = rangeOfSeen(document, sighting.raw.seen);
    if (range) placed.push({ sighting, range });
  }
  placed.sort(
    (a, b) => compare(a, b) || byText(a.sighting.raw.endpoint ?? '', b.sighting.raw.endpoint ?? ''),
  );
  const ordinals = new Map<string, number>();
  return placed.flatMap((item, index) => {
    if (same(item, placed[index - 1])) return [];
    const { raw } = item.sighting;
    const identity = item.sighting.identity ?? identityOf(raw, wordsAt(document, raw, item.range));
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    const fingerprint =
      ordinal > 0 ? hash(`${identity}\n${ordinal}`) : (item.sighting.fingerprint ?? hash(`${identity}\n0`));
    if (ordinal === 0 && item.sighting.identity !== undefined) item.sighting.fingerprint = fingerprint;
    return [{ raw, finding: toFinding(document, item, fingerprint, documents) }];
  });
}

interface Placed {
  readonly sighting: Sighting;
  readonly range: Range;
}

function compare(a: Placed, b: Placed): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    byText(a.sighting.raw.rule.id, b.sighting.raw.rule.id) ||
    byText(a.sighting.raw.message, b.sighting.raw.message)
  );
}

/** A component that two documents refer to is seen twice and reported once. */
function same(a: Placed, b: Placed | undefined): boolean {
  return b !== undefined && compare(a, b) === 0;
}

/** No offsets, no lines, no wording. */
function identityOf(raw: RawFinding, place: string): string {
  return `${raw.rule.id}\n${raw.endpoint ?? ''}\n${place}`;
}

function wordsAt(document: Document, { seen: { spot } }: RawFinding, range: Range): string {
  const isInLeaf = spot !== undefined && spot.leaf === spot.endLeaf && document.offsetOf(spot.leaf) >= 0;
  const text = isInLeaf
    ? spot.leaf.text.slice(spot.start, spot.end)
    : document.text().slice(range.start, range.end);
  return text.replace(/\s+/g, ' ');
}

function toFinding(
  document: Document,
  { sighting: { raw, pointer }, range }: Placed,
  fingerprint: string,
  documents: Documents,
): Finding {
  const { rule } = raw;
  return {
    rule: rule.id,
    severity: raw.severity,
    profile: rule.profile,
    weight: rule.weight,
    message: raw.message,
    place: { uri: document.uri, version: document.version, range },
    ...(pointer === undefined ? {} : { pointer }),
    ...(raw.endpoint === undefined ? {} : { endpoint: raw.endpoint }),
    related: raw.related.flatMap((item) => {
      const place = placeOf(item.seen, documents);
      return place ? [{ message: item.message, place }] : [];
    }),
    fixes: raw.offers.map(({ title, offer }) => ({
      title,
      safety: rule.fixes?.[offer.fix]?.safety ?? 'review',
    })),
    fingerprint,
  };
}

/** Where something was seen, in the current version of its file; undefined when either is gone. */
export function placeOf(seen: Seen, documents: Documents): Place | undefined {
  const document = documents.get(seen.uri)?.document;
  const range = document && rangeOfSeen(document, seen);
  return range && document ? { uri: seen.uri, version: document.version, range } : undefined;
}
