import type { Finding } from '../rule/finding.js';
import type { Rule } from '../rule/rule.js';
import { judge, suppressionsOf } from '../rule/suppressions.js';
import type { ProblemView } from '../rule/views.js';
import type { Document } from '../text/document.js';
import type { Board } from './board.js';
import { isCode } from './code/read.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { type Located, locate, type Sighting, sightingOf } from './locate.js';
import { selects } from './selection.js';
import { Sightings } from './sightings.js';
import type { FindingsOf, Selection } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: readonly Located[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

const NO_READING: Reading = { revision: 0, kept: [], findings: [], suppressed: [] };

/** Turns what the board holds into what hosts see; kept until something about the file differs. */
export class Readings {
  #today = '';
  #selection: Selection = { profile: 'recommended' };
  readonly #cache = new Map<string, Reading>();
  readonly #sightings = new Map<string, Sightings>();

  constructor(
    private readonly files: ReadonlyMap<string, FileState>,
    private readonly board: Board,
    private readonly index: RuleIndex,
    private readonly judged: (rule: Rule, uri: string) => boolean,
  ) {}

  set today(date: string) {
    this.#today = date;
    this.#cache.clear();
  }

  set selection(selection: Selection) {
    this.#selection = selection;
    this.#cache.clear();
    this.#sightings.clear();
  }

  findings(uri: string): FindingsOf {
    const { revision, findings, suppressed } = this.read(uri);
    return {
      revision,
      findings,
      suppressed,
      pending: this.board.pendingIn(uri),
    };
  }

  /** With the raw findings, for fixes. */
  read(uri: string): Reading {
    const file = this.files.get(uri);
    if (!file) return NO_READING;
    const revision = this.board.revisionOf(uri);
    const known = this.#cache.get(uri);
    if (known?.revision === revision) return known;
    const made = this.#make(file, revision);
    this.#cache.set(uri, made);
    return made;
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#cache.delete(uri);
    this.#sightings.delete(uri);
  }

  #make(file: FileState, revision: number): Reading {
    const { document } = file;
    const sightings = this.#seenIn(document);
    const all = locate(document, sightings.refresh(), this.files, (list) => sightings.sorted(list));
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return readingOf(revision, all, []);
    const ran = this.index.all
      .filter((rule) => selects(this.#selection, rule) && this.judged(rule, document.uri))
      .map(({ id }) => id);
    const verdict = judge(
      all.map(({ finding }) => finding),
      suppressions,
      {
        today: this.#today,
        ran,
        complete: this.board.pendingIn(document.uri) === 0,
        others: () => this.#unselected(document),
      },
    );
    const silenced = new Set(verdict.suppressed);
    const problems = locate(document, this.#problems(document, verdict.problems), this.files);
    const open = all.filter(({ finding }) => !silenced.has(finding));
    const kept = [...open, ...problems].sort(
      (a, b) => a.finding.place.range.start - b.finding.place.range.start,
    );
    return readingOf(revision, kept, verdict.suppressed);
  }

  /** What the rules that are asked for saw. */
  #seenIn(document: Document): Sightings {
    const { uri } = document;
    const wanted = (rule: Rule) => selects(this.#selection, rule);
    const sightings = this.#sightings.get(uri) ?? new Sightings(this.board, uri, isCode(document), wanted);
    this.#sightings.set(uri, sightings);
    return sightings;
  }

  #unselected(document: Document): readonly Finding[] {
    const unwanted = (rule: Rule) => !selects(this.#selection, rule);
    const sightings = new Sightings(this.board, document.uri, isCode(document), unwanted);
    return locate(document, sightings.refresh(), this.files).map(({ finding }) => finding);
  }

  #problems(document: Document, problems: readonly ProblemView[]): readonly Sighting[] {
    const asks = { node: () => undefined, regex: () => undefined };
    const run = new Run(this.index, asks, () => {}, false);
    for (const problem of problems) {
      run.each('problem', problem.at, undefined, (rule: Rule, ctx) => rule.check.problem?.(problem, ctx));
    }
    return run
      .outcome()
      .findings.filter(({ rule }) => selects(this.#selection, rule))
      .map((raw) => sightingOf(raw, isCode(document)));
  }
}

function readingOf(revision: number, kept: readonly Located[], suppressed: readonly Finding[]): Reading {
  return { revision, kept, findings: kept.map(({ finding }) => finding), suppressed };
}
