import { UNKNOWN } from '../model/types.js';
import { type Baseline, baselineKey } from '../rule/baseline.js';
import type { Finding } from '../rule/finding.js';
import type { ProblemView } from '../rule/problem-view.js';
import type { Rule } from '../rule/rule.js';
import { judge, suppressionsOf } from '../rule/suppressions.js';
import type { Document } from '../text/document.js';
import type { Range } from '../text/span.js';
import { nearest } from '../words/text.js';
import { Arrangement, arrange, movedBy } from './arrangement.js';
import type { Board } from './board.js';
import { isCode } from './code/read.js';
import type { FileSettings } from './config/resolve.js';
import type { Settings } from './config/settings.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { gatheredIn, narrowed } from './gathered.js';
import { Listing } from './listing.js';
import { type Block, type Entry, type Located, type Sighting, sightingOf } from './locate.js';
import type { RawFinding } from './outcome.js';
import { type Showing, Sightings } from './sightings.js';
import type { FindingsOf } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: Listing;
  readonly suppressed: readonly Finding[];
  /** How many the baseline knows. */
  readonly baselined: number;
}

/** What was seen in a file under the settings that it has, and in which order it stands. */
interface Watched {
  readonly settings: FileSettings;
  readonly sightings: Sightings;
  readonly arrangement: Arrangement;
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
      suppressed: reading?.suppressed ?? NONE,
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
    if (settings.excluded) return { revision, kept: listing([]), suppressed: NONE, baselined: 0 };
    const { sightings, arrangement } = this.#watch(document, settings);
    const all = listing(arrangement.blocks(document, sightings.refresh()));
    const { open, suppressed } = this.#silence(file, all, settings);
    const known = this.#known.get(document.uri);
    if (known === undefined) return { revision, kept: open, suppressed, baselined: 0 };
    const kept = listing(only(open, ({ finding }) => !known.has(baselineKey(finding))));
    return { revision, kept, suppressed, baselined: open.length - kept.length };
  }

  /** What allow comments cover, and the rest with what is wrong with the comments. */
  #silence(
    file: FileState,
    all: Listing,
    settings: FileSettings,
  ): Pick<Reading, 'suppressed'> & { readonly open: Listing } {
    const { document } = file;
    const listing = (blocks: readonly Block[]) => new Listing(document, blocks, this.files);
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return { open: all, suppressed: NONE };
    const rules = this.index.all.map(({ id }) => id);
    const ran = this.index.all
      .filter((rule) => settings.levelOf(rule) !== 'off' && this.about.judged(rule, document.uri))
      .map(({ id }) => id);
    const gathered = gatheredIn(all.all);
    const each = gathered.flatMap((one) => one.each.flatMap((finding) => finding ?? []));
    const { suppressed, problems } = judge([...all.findings, ...each], suppressions, {
      today: this.#today,
      rules,
      meant: (name) => nearest(name, rules),
      ran,
      complete: this.board.pendingIn(document.uri) === 0,
      others: () => this.#unselected(document, settings),
    });
    const narrow = gathered.flatMap((one) => narrowed(one, suppressed) ?? []);
    const changed = new Set(narrow.map(({ finding }) => finding));
    const open = only(all, ({ finding }) => !suppressed.has(finding) && !changed.has(finding));
    const rest = this.#shown(
      document,
      narrow.flatMap((one) => one.rest ?? []),
      settings,
    );
    const about = arrange(document, [...this.#problems(document, problems, settings), ...rest]);
    const whole = new Map(narrow.flatMap(({ finding, rest, reason }) => (rest ? [] : [[finding, reason]])));
    const entries = [...open, ...about].flatMap(atStart).sort((a, b) => a.start - b.start);
    return {
      open: listing([{ begin: 0, entries }]),
      suppressed: all.findings.flatMap((finding): readonly Finding[] => {
        const allowed = suppressed.get(finding) ?? whole.get(finding);
        return allowed === undefined ? [] : [{ ...finding, allowed }];
      }),
    };
  }

  /** What the rules that are not off saw. */
  #watch(document: Document, settings: FileSettings): Watched {
    const before = this.#watched.get(document.uri);
    // Settings that are another value are another object.
    if (before?.settings === settings) return before;
    const sightings = this.#look(document, showingIn(settings));
    const made = { settings, sightings, arrangement: new Arrangement() };
    this.#watched.set(document.uri, made);
    return made;
  }

  /** What the rules that are off saw. */
  #unselected(document: Document, settings: FileSettings): readonly Finding[] {
    const sightings = this.#look(document, (rule) => (settings.levelOf(rule) === 'off' ? 'own' : undefined));
    const blocks = arrange(document, [...sightings.refresh().values()].flat());
    return new Listing(document, blocks, this.files).findings;
  }

  #look(document: Document, showing: Showing): Sightings {
    return new Sightings(this.board, document.uri, isCode(document), showing);
  }

  #problems(
    document: Document,
    problems: readonly ProblemView[],
    settings: FileSettings,
  ): readonly Sighting[] {
    const asks = {
      node: () => undefined,
      regex: () => undefined,
      today: () => UNKNOWN,
      options: (rule: Rule) => settings.optionsOf(rule),
      listed: () => settings.listed,
      speaks: (_: Rule, other: Rule) => settings.levelOf(other) !== 'off',
    };
    const run = new Run(this.index, asks, () => {}, { broken: false });
    for (const problem of problems) {
      run.each('problem', problem.at, undefined, (rule: Rule, ctx) => rule.check.problem?.(problem, ctx));
    }
    return this.#shown(document, run.outcome().findings, settings);
  }

  #shown(document: Document, findings: readonly RawFinding[], settings: FileSettings): readonly Sighting[] {
    const showing = showingIn(settings);
    return findings.flatMap((raw) => {
      const level = showing(raw.rule);
      return level === undefined ? [] : [sightingOf(raw, level, isCode(document))];
    });
  }
}

const NONE: readonly Finding[] = [];

function showingIn(settings: FileSettings): Showing {
  return (rule) => {
    const level = settings.levelOf(rule);
    return level === 'off' ? undefined : level;
  };
}

/** The blocks of a listing with some of its entries. */
function only(listing: Listing, wants: (located: Located) => boolean): readonly Block[] {
  let index = 0;
  return listing.blocks.map(({ begin, entries }) => ({
    begin,
    entries: entries.filter(() => {
      const located = listing.all[index++];
      return located !== undefined && wants(located);
    }),
  }));
}

/** Entries with offsets in the whole text. */
function atStart({ begin, entries }: Block): readonly Entry[] {
  return entries.map((entry) => movedBy(entry, begin));
}
