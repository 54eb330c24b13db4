import type { Finding } from '../rule/finding.js';
import { toPointer } from '../syntax/pointer.js';
import type { Document } from '../text/document.js';
import { byText } from '../text/order.js';
import type { Place, Range } from '../text/span.js';
import { isCode } from './code/read.js';
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

/** Resolves raw findings of one file against its current version; sorted, unique, with fingerprints. */
export function locate(
  document: Document,
  raws: readonly RawFinding[],
  documents: Documents,
): readonly Located[] {
  const placed = raws.flatMap((raw) => {
    const range = rangeOfSeen(document, raw.seen);
    return range ? [{ raw, range }] : [];
  });
  placed.sort((a, b) => compare(a, b));
  const unique = placed.filter((item, index) => index === 0 || !same(item, placed[index - 1]));
  const ordinals = new Map<string, number>();
  return unique.map(({ raw, range }) => {
    const identity = identityOf(document, raw, range);
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    return { raw, finding: toFinding(document, raw, range, hash(`${identity}\n${ordinal}`), documents) };
  });
}

interface Placed {
  readonly raw: RawFinding;
  readonly range: Range;
}

function compare(a: Placed, b: Placed): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    byText(a.raw.rule.id, b.raw.rule.id) ||
    byText(a.raw.message, b.raw.message)
  );
}

/** A component that two documents refer to is seen twice and reported once. */
function same(a: Placed, b: Placed | undefined): boolean {
  return b !== undefined && compare(a, b) === 0;
}

/** What makes a finding the same one after an edit elsewhere: no offsets, no lines, no wording. */
function identityOf(document: Document, raw: RawFinding, range: Range): string {
  const place =
    raw.seen.path && !isCode(document)
      ? toPointer(raw.seen.path)
      : document.text().slice(range.start, range.end).replace(/\s+/g, ' ');
  return `${raw.rule.id}\n${raw.endpoint ?? ''}\n${place}`;
}

function toFinding(
  document: Document,
  raw: RawFinding,
  range: Range,
  fingerprint: string,
  documents: Documents,
): Finding {
  const { rule, seen } = raw;
  return {
    rule: rule.id,
    severity: raw.severity,
    profile: rule.profile,
    weight: rule.weight,
    message: raw.message,
    place: { uri: document.uri, version: document.version, range },
    ...(seen.path && !isCode(document) ? { pointer: toPointer(seen.path) } : {}),
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
