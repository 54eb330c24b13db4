import { UNKNOWN } from '../model/types.js';
import { type Baseline, baselineKey } from '../rule/baseline.js';
import type { Finding } from '../rule/finding.js';
import type { ProblemView } from '../rule/problem-view.js';
import type { Rule } from '../rule/rule.js';
import type { Silencer } from '../rule/silencer.js';
import { type Suppression, suppressionsOf } from '../rule/suppressions.js';
import { toPointer } from '../syntax/pointer.js';
import type { Document } from '../text/document.js';
import type { Range } from '../text/span.js';
import { nearest } from '../words/text.js';
import { Arrangement, arrange, type Groups, withEntries } from './arrangement.js';
import type { Board } from './board.js';
import { isCode } from './code/read.js';
import type { FileSettings } from './config/resolve.js';
import type { Settings } from './config/settings.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { narrow } from './gathered.js';
import { Listing } from './listing.js';
import {
  type Block,
  type Entry,
  fingerprintOf,
  type Located,
  located,
  type Sighting,
  sightingOf,
} from './locate.js';
import type { RawFinding } from './outcome.js';
import { Sieve } from './sieve.js';
import { type Showing, Sightings } from './sightings.js';
import { Silence } from './silence.js';
import type { FindingsOf } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: Listing;
  suppressed(): readonly Finding[];
  /** How many the baseline knows. */
  readonly baselined: number;
}

/** What was seen in a file under the settings that it has, in which order it stands, and what is taken out of that. */
interface Watched {
  readonly settings: FileSettings;
  readonly sightings: Sightings;
  /** What the rules that are off saw. */
  readonly hidden: Sightings;
  readonly arrangement: Arrangement;
  readonly silence: Silence;
  /** Takes out what the baseline knows. */
  readonly accepted: Sieve<true> | undefined;
}

export interface ReadingsSetting {
  readonly settings: Settings;
  /** Whether the rule has been able to say all that it will say about the file. */
  judged(rule: Rule, uri: string): boolean;
}

/** Turns what the board holds into what hosts see; kept until something about the file differs. */
export class Readings {
  #today = '';
  #known: Baseline['findings'] = new Map();
  readonly #cache = new Map<string, Reading>();
  readonly #watched = new Map<string, Watched>();

  constructor(
    private readonly files: ReadonlyMap<string, FileState>,
    private readonly board: Board,
    private readonly index: RuleIndex,
    private readonly about: ReadingsSetting,
  ) {}

  set today(date: string) {
    this.#today = date;
    this.#cache.clear();
  }

  set known(findings: Baseline['findings']) {
    this.#known = findings;
    this.#cache.clear();
    this.#watched.clear();
  }

  findings(uri: string): FindingsOf {
    const reading = this.#read(uri);
    return {
      revision: reading?.revision ?? 0,
      total: reading?.kept.length ?? 0,
      get findings() {
        return reading?.kept.findings ?? NONE;
      },
      get suppressed() {
        return reading?.suppressed() ?? NONE;
      },
      baselined: reading?.baselined ?? 0,
      pending: this.board.pendingIn(uri),
    };
  }

  mostImportant(uri: string, most: number, near: number | undefined): readonly Finding[] {
    return this.#read(uri)?.kept.mostImportant(most, near) ?? NONE;
  }

  at(uri: string, range: Range): readonly Finding[] {
    return this.#read(uri)?.kept.at(range) ?? NONE;
  }

  /** With the raw findings, for fixes. */
  located(uri: string): readonly Located[] {
    return this.#read(uri)?.kept.all ?? [];
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#cache.delete(uri);
    this.#watched.delete(uri);
  }

  #read(uri: string): Reading | undefined {
    const file = this.files.get(uri);
    if (!file) return undefined;
    const revision = this.board.revisionOf(uri);
    const known = this.#cache.get(uri);
    if (known?.revision === revision) return known;
    const made = this.#make(file, revision);
    this.#cache.set(uri, made);
    return made;
  }

  #make(file: FileState, revision: number): Reading {
    const { document } = file;
    const settings = this.about.settings.of(document.uri);
    const listing = (blocks: readonly Block[]) => new Listing(document, blocks, this.files);
    if (settings.excluded) return { revision, kept: listing([]), suppressed: () => NONE, baselined: 0 };
    const watched = this.#watch(document, settings);
    const all = watched.arrangement.blocks(document, watched.sightings.refresh());
    const { open, suppressed } = this.#silence(file, all, watched);
    const { left = open, taken = [] } = watched.accepted?.sift(open) ?? {};
    return { revision, kept: listing(left), suppressed, baselined: taken.length };
  }

  /** What allow comments cover, and the rest with what is wrong with the comments. */
  #silence(
    file: FileState,
    all: readonly Block[],
    watched: Watched,
  ): Pick<Reading, 'suppressed'> & { readonly open: readonly Block[] } {
    const { document } = file;
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return { open: all, suppressed: () => NONE };
    const rules = this.index.all.map(({ id }) => id);
    const day = { today: this.#today, rules, meant: (name: string) => nearest(name, rules) };
    const { left: open, taken, used: covering, silencer } = watched.silence.over(all, suppressions, day);
    const { left, narrowed } = narrow(open, silencer, document.uri);
    const used = new Set([...covering, ...narrowed.flatMap(({ by }) => by)]);
    const problems = silencer.problems(this.#unused(document, silencer, used, watched));
    const said = [
      ...this.#problems(problems, watched.settings),
      ...narrowed.flatMap(({ rest }) => rest ?? []),
    ];
    const about = arrange(document, shown(document, said, watched.settings));
    const silenced = [...taken, ...narrowed.filter(({ rest }) => rest === undefined)];
    return {
      open: withEntries(left, about),
      suppressed: () =>
        silenced.map(({ begin, entry, by }) => ({
          ...located(document, begin, entry, this.files).finding,
          allowed: by[0]?.reason ?? '',
        })),
    };
  }

  /** Suppressions that silence nothing, not even what is not shown; before all rules have run, nothing is unused. */
  #unused(
    document: Document,
    silencer: Silencer,
    used: ReadonlySet<Suppression>,
    { settings, hidden }: Watched,
  ): ReadonlySet<Suppression> {
    if (this.board.pendingIn(document.uri) > 0) return new Set();
    const ran = this.index.all
      .filter((rule) => settings.levelOf(rule) !== 'off' && this.about.judged(rule, document.uri))
      .map(({ id }) => id);
    const idle = silencer.idle(used, ran);
    if (idle.length === 0) return new Set();
    const blocks = arrange(document, near(idle, hidden.refresh().groups));
    const unseen = new Silence().over(blocks, idle, silencer.day);
    const { narrowed } = narrow(unseen.left, unseen.silencer, document.uri);
    const useful = new Set([...unseen.used, ...narrowed.flatMap(({ by }) => by)]);
    return new Set(idle.filter((one) => !useful.has(one)));
  }

  /** What the rules that are not off saw. */
  #watch(document: Document, settings: FileSettings): Watched {
    const before = this.#watched.get(document.uri);
    // Settings that are another value are another object.
    if (before?.settings === settings) return before;
    const known = this.#known.get(document.uri);
    const isKnown = (entry: Entry) =>
      known?.has(baselineKey({ rule: entry.sighting.raw.rule.id, fingerprint: fingerprintOf(entry) }));
    const made: Watched = {
      settings,
      sightings: this.#look(document, showingIn(settings)),
      hidden: this.#look(document, (rule) => (settings.levelOf(rule) === 'off' ? 'own' : undefined)),
      arrangement: new Arrangement(),
      silence: new Silence(),
      accepted: known && new Sieve((entry) => isKnown(entry) || undefined),
    };
    this.#watched.set(document.uri, made);
    return made;
  }

  #look(document: Document, showing: Showing): Sightings {
    return new Sightings(this.board, document.uri, isCode(document), showing);
  }

  #problems(problems: readonly ProblemView[], settings: FileSettings): readonly RawFinding[] {
    const asks = {
      node: () => undefined,
      regex: () => undefined,
      today: () => UNKNOWN,
      options: (rule: Rule) => settings.optionsOf(rule),
      listed: () => settings.listed,
      speaks: (_: Rule, other: Rule) => settings.levelOf(other) !== 'off',
    };
    const run = new Run({ ...this.index }, asks, () => {}, { broken: false });
    for (const problem of problems) {
      run.each('problem', problem.at, undefined, (rule: Rule, ctx) => rule.check.problem?.(problem, ctx));
    }
    return run.outcome().findings;
  }
}

/** Of those, what the settings of the file show. */
function shown(
  document: Document,
  findings: readonly RawFinding[],
  settings: FileSettings,
): readonly Sighting[] {
  const showing = showingIn(settings);
  return findings.flatMap((raw) => {
    const level = showing(raw.rule);
    return level === undefined ? [] : [sightingOf(raw, level, isCode(document))];
  });
}

const NONE: readonly Finding[] = [];

function showingIn(settings: FileSettings): Showing {
  return (rule) => {
    const level = settings.levelOf(rule);
    return level === 'off' ? undefined : level;
  };
}

/** Sightings of units that suppressions stand in, or above. */
function near(suppressions: readonly Suppression[], groups: Groups): readonly Sighting[] {
  const places = suppressions.flatMap(({ path, covers }) => (path ? toPointer(path) : covers ? '' : []));
  const isNear = (address: string) =>
    places.some((place) => place.startsWith(address) || address.startsWith(place));
  return [...groups].flatMap(([address, group]) => (isNear(address) ? group : []));
}
