import type { Finding, Severity } from '../rule/finding.js';
import { fill, type Report, type Rule } from '../rule/rule.js';
import { toPointer } from '../syntax/pointer.js';
import type { Document } from '../text/document.js';
import type { Place, Range } from '../text/span.js';
import { stepsToUnit } from '../text/units.js';
import { hash } from './hash.js';
import { rankOf, type Tally, tallyOf } from './important.js';
import type { RawFinding, Seen } from './outcome.js';
import { rangeOfSeen, seenAt } from './seen.js';

/** Open documents by uri. */
export type Documents = ReadonlyMap<string, { readonly document: Document }>;

/** A finding that hosts see, with the raw one whose fixes and path it came from. */
export interface Located {
  readonly raw: RawFinding;
  readonly finding: Finding;
}

/** A raw finding with what is computed of it once, however often its place moves. */
export interface Sighting {
  /** What was said last; whatever is computed here is the same for all that were said. */
  raw: RawFinding;
  /** What hosts see of it wherever it stands; made when first asked for, since most are never shown. */
  readonly fixed: Omit<Finding, 'place' | 'related' | 'fingerprint'>;
  /** Id of the unit that its path leads to, if there is one of that id. */
  readonly address: string;
  /** What makes it the same one after an edit elsewhere; undefined when that is its text. */
  readonly identity: string | undefined;
  /** How much it matters; see `rankOf`. */
  readonly rank: number;
  /** Of the first with its identity; made when first asked for. */
  fingerprint?: string;
}

/** A sighting at its place. Offsets count from the begin of the block that it is in. */
export interface Entry {
  readonly sighting: Sighting;
  readonly start: number;
  readonly end: number;
  readonly identity: string;
  /** How many of the file have the same identity and stand before it. */
  readonly ordinal: number;
}

/** Entries that move together, unique, in the order of the text. */
export interface Block {
  /** Offset in the whole text. */
  readonly begin: number;
  readonly entries: readonly Entry[];
  readonly tally: Tally;
}

export function blockOf(begin: number, entries: readonly Entry[]): Block {
  return { begin, entries, tally: tallyOf(entries, rankIn) };
}

export function rankIn({ sighting }: Entry): number {
  return sighting.rank;
}

/** `level`: how severe the settings of the file have it; 'own': as it was said. */
export function sightingOf(raw: RawFinding, level: Severity | 'own', inCode: boolean): Sighting {
  const { rule, report, seen } = raw;
  const severity = level === 'own' ? (report.severity ?? rule.severity) : level;
  const path = inCode ? undefined : seen.path;
  const pointer = path && toPointer(path);
  const address = path ? toPointer(stepsToUnit(path)) : '';
  return new Seeing(raw, severity, pointer, address);
}

class Seeing implements Sighting {
  readonly identity: string | undefined;
  readonly rank: number;
  fingerprint?: string;
  #fixed: Fixed | undefined;

  constructor(
    public raw: RawFinding,
    private readonly severity: Severity,
    private readonly pointer: string | undefined,
    readonly address: string,
  ) {
    this.identity = pointer === undefined ? undefined : identityOf(raw, pointer);
    this.rank = rankOf({ severity, weight: raw.rule.weight });
  }

  get fixed(): Fixed {
    this.#fixed ??= fixedOf(this.raw, this.severity, this.pointer);
    return this.#fixed;
  }
}

function fixedOf(
  { rule, report, endpoint, compared }: RawFinding,
  severity: Severity,
  pointer?: string,
): Fixed {
  return {
    rule: rule.id,
    severity,
    profile: rule.profile,
    weight: rule.weight,
    message: wordsOf(rule, report),
    ...(pointer === undefined ? {} : { pointer }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(compared === undefined ? {} : { compared }),
    fixes: (report.fixes ?? []).map(({ fix, data }) => ({
      title: fill(rule.fixes?.[fix]?.title ?? fix, data),
      safety: rule.fixes?.[fix]?.safety ?? 'review',
    })),
  };
}

/** What hosts see of an entry of one version. */
export function located(document: Document, begin: number, entry: Entry, documents: Documents): Located {
  const { raw, fixed } = entry.sighting;
  const range = { start: begin + entry.start, end: begin + entry.end };
  const place = { uri: document.uri, version: document.version, range };
  const related = raw.report.related ? relatedOf(raw, documents) : NONE;
  return { raw, finding: toFinding(fixed, place, related, fingerprintOf(entry)) };
}

const NONE: Finding['related'] = [];

function relatedOf({ rule, report }: RawFinding, documents: Documents): Finding['related'] {
  return (report.related ?? []).flatMap((related) => {
    const place = placeOf(seenAt(related.at), documents);
    return place ? [{ message: wordsOf(rule, related), place }] : [];
  });
}

/** The words behind a key of the rule's messages, filled in; words of their own stand for themselves. */
function wordsOf({ messages }: Rule, { message, data }: Pick<Report, 'message' | 'data'>): string {
  return fill(messages[message] ?? message, data);
}

type Fixed = Sighting['fixed'];
type Draft = { -readonly [K in keyof Finding]: Finding[K] };

/** Written out, since thousands are made at once. */
function toFinding(fixed: Fixed, place: Place, related: Finding['related'], fingerprint: string): Finding {
  const { rule, severity, profile, weight, message, pointer, endpoint, compared, fixes } = fixed;
  const made: Draft = { rule, severity, profile, weight, message, place, related, fixes, fingerprint };
  if (pointer !== undefined) made.pointer = pointer;
  if (endpoint !== undefined) made.endpoint = endpoint;
  if (compared !== undefined) made.compared = compared;
  return made;
}

/** Unique in its file. */
export function fingerprintOf({ sighting, identity, ordinal }: Entry): string {
  if (ordinal > 0 || identity !== sighting.identity) return hash(`${identity}\n${ordinal}`);
  sighting.fingerprint ??= hash(`${identity}\n0`);
  return sighting.fingerprint;
}

/** No offsets, no lines, no wording. */
function identityOf(raw: RawFinding, place: string): string {
  return `${raw.rule.id}\n${raw.endpoint ?? ''}\n${place}`;
}

/** The identity of what stands at a range: what has no path is told apart by its text. */
export function identityAt(document: Document, { raw, identity }: Sighting, range: Range): string {
  return identity ?? identityOf(raw, wordsAt(document, raw, range));
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
