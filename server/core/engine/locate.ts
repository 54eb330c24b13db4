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
  /** What hosts see of it wherever it stands. */
  readonly fixed: Omit<Finding, 'place' | 'related' | 'fingerprint'>;
  /** What makes it the same one after an edit elsewhere; undefined when that is its text. */
  readonly identity: string | undefined;
  /** Of the first with its identity; made when first asked for. */
  fingerprint?: string;
}

export function sightingOf(raw: RawFinding, inCode: boolean): Sighting {
  const { rule, endpoint, seen } = raw;
  const pointer = seen.path && !inCode ? toPointer(seen.path) : undefined;
  return {
    raw,
    fixed: {
      rule: rule.id,
      severity: raw.severity,
      profile: rule.profile,
      weight: rule.weight,
      message: raw.message,
      ...(pointer === undefined ? {} : { pointer }),
      ...(endpoint === undefined ? {} : { endpoint }),
      fixes: raw.offers.map(({ title, offer }) => ({
        title,
        safety: rule.fixes?.[offer.fix]?.safety ?? 'review',
      })),
    },
    identity: pointer === undefined ? undefined : identityOf(raw, pointer),
  };
}

/**
 * Resolves raw findings of one file against its current version; sorted, unique, with fingerprints. `sorted` hears the
 * order in which all that have a place stand.
 */
export function locate(
  document: Document,
  sightings: readonly Sighting[],
  documents: Documents,
  sorted?: (sightings: readonly Sighting[]) => void,
): readonly Located[] {
  const placed: Placed[] = [];
  for (const sighting of sightings) {
    const range = rangeOfSeen(document, sighting.raw.seen);
    if (range) placed.push({ sighting, range });
  }
  placed.sort(
    (a, b) => compare(a, b) || byText(a.sighting.raw.endpoint ?? '', b.sighting.raw.endpoint ?? ''),
  );
  if (placed.length === sightings.length) sorted?.(placed.map(({ sighting }) => sighting));
  const ordinals = new Map<string, number>();
  const located: Located[] = [];
  for (const [index, item] of placed.entries()) {
    if (same(item, placed[index - 1])) continue;
    const { raw, fixed } = item.sighting;
    const place = { uri: document.uri, version: document.version, range: item.range };
    const related = raw.related.length === 0 ? NONE : relatedOf(raw, documents);
    const fingerprint = fingerprintOf(document, item, ordinals);
    located.push({ raw, finding: toFinding(fixed, place, related, fingerprint) });
  }
  return located;
}

const NONE: Finding['related'] = [];

function relatedOf(raw: RawFinding, documents: Documents): Finding['related'] {
  return raw.related.flatMap(({ seen, message }) => {
    const place = placeOf(seen, documents);
    return place ? [{ message, place }] : [];
  });
}

type Fixed = Sighting['fixed'];
type Draft = { -readonly [K in keyof Finding]: Finding[K] };

/** Written out, since thousands are made for each key. */
function toFinding(fixed: Fixed, place: Place, related: Finding['related'], fingerprint: string): Finding {
  const { rule, severity, profile, weight, message, pointer, endpoint, fixes } = fixed;
  const made: Draft = { rule, severity, profile, weight, message, place, related, fixes, fingerprint };
  if (pointer !== undefined) made.pointer = pointer;
  if (endpoint !== undefined) made.endpoint = endpoint;
  return made;
}

function fingerprintOf(
  document: Document,
  { sighting, range }: Placed,
  ordinals: Map<string, number>,
): string {
  const { raw, identity: known, fingerprint } = sighting;
  const identity = known ?? identityOf(raw, wordsAt(document, raw, range));
  const ordinal = ordinals.get(identity) ?? 0;
  ordinals.set(identity, ordinal + 1);
  if (ordinal > 0) return hash(`${identity}\n${ordinal}`);
  const made = fingerprint ?? hash(`${identity}\n0`);
  if (known !== undefined) sighting.fingerprint = made;
  return made;
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

/** Where something was seen, in the current version of its file; undefined when either is gone. */
export function placeOf(seen: Seen, documents: Documents): Place | undefined {
  const document = documents.get(seen.uri)?.document;
  const range = document && rangeOfSeen(document, seen);
  return range && document ? { uri: seen.uri, version: document.version, range } : undefined;
}
