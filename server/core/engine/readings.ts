import { UNKNOWN } from '../model/types.js';
import type { Rule } from '../rule/rule.js';
import { judge, suppressionsOf } from '../rule/suppressions.js';
import type { ProblemView } from '../rule/views.js';
import type { Board } from './board.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { type Located, locate } from './locate.js';
import { selects } from './selection.js';
import type { FindingsOf, Selection } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: readonly Located[];
  readonly suppressed: readonly Located[];
}

const NO_READING: Reading = { revision: 0, kept: [], suppressed: [] };

/** Turns what the board holds into what hosts see; kept until something about the file differs. */
export class Readings {
  #today = '';
  #selection: Selection = { profile: 'recommended' };
  readonly #cache = new Map<string, Reading>();

  constructor(
    private readonly files: ReadonlyMap<string, FileState>,
    private readonly board: Board,
    private readonly index: RuleIndex,
  ) {}

  set today(date: string) {
    this.#today = date;
    this.#cache.clear();
  }

  set selection(selection: Selection) {
    this.#selection = selection;
    this.#cache.clear();
  }

  findings(uri: string): FindingsOf {
    const { revision, kept, suppressed } = this.read(uri);
    return {
      revision,
      findings: kept.map(({ finding }) => finding),
      suppressed: suppressed.map(({ finding }) => finding),
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

  #make(file: FileState, revision: number): Reading {
    const { document } = file;
    const all = locate(document, this.board.findingsIn(document.uri), this.files);
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return { revision, kept: this.#selected(all), suppressed: [] };
    const ran = this.index.all.filter((rule) => selects(this.#selection, rule)).map(({ id }) => id);
    const verdict = judge(
      all.map(({ finding }) => finding),
      suppressions,
      { today: this.#today, ran, complete: this.board.pendingIn(document.uri) === 0 },
    );
    const silenced = new Set(verdict.suppressed);
    const problems = locate(document, this.#problems(verdict.problems), this.files);
    const open = all.filter(({ finding }) => !silenced.has(finding));
    const kept = [...open, ...problems].sort(
      (a, b) => a.finding.place.range.start - b.finding.place.range.start,
    );
    return {
      revision,
      kept: this.#selected(kept),
      suppressed: this.#selected(all.filter(({ finding }) => silenced.has(finding))),
    };
  }

  #problems(problems: readonly ProblemView[]) {
    const asks = { node: () => undefined, regex: () => undefined, today: () => UNKNOWN };
    const run = new Run(this.index, asks, () => {}, false);
    for (const problem of problems) {
      run.each('problem', problem.at, undefined, (rule: Rule, ctx) => rule.check.problem?.(problem, ctx));
    }
    return run.outcome().findings;
  }

  #selected(items: readonly Located[]): readonly Located[] {
    return items.filter(({ raw }) => selects(this.#selection, raw.rule));
  }
}
