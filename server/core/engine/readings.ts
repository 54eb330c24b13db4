import { UNKNOWN } from '../model/types.js';
import { type Baseline, baselineKey } from '../rule/baseline.js';
import type { Rule } from '../rule/rule.js';
import { judge, suppressionsOf } from '../rule/suppressions.js';
import type { ProblemView } from '../rule/views.js';
import type { Board } from './board.js';
import type { FileSettings } from './config/resolve.js';
import type { Settings } from './config/settings.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { type Located, locate } from './locate.js';
import type { FindingsOf } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: readonly Located[];
  readonly suppressed: readonly Located[];
  /** How many the baseline knows. */
  readonly baselined: number;
}

export interface ReadingsSetting {
  readonly settings: Settings;
  /** Whether the rule has been able to say all that it will say about the file. */
  judged(rule: Rule, uri: string): boolean;
}

const NO_READING: Reading = { revision: 0, kept: [], suppressed: [], baselined: 0 };

/** Turns what the board holds into what hosts see; kept until something about the file differs. */
export class Readings {
  #today = '';
  #known: Baseline['findings'] = new Map();
  readonly #cache = new Map<string, Reading>();

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
  }

  findings(uri: string): FindingsOf {
    const { revision, kept, suppressed, baselined } = this.read(uri);
    return {
      revision,
      findings: kept.map(({ finding }) => finding),
      suppressed: suppressed.map(({ finding }) => finding),
      baselined,
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
    const made = this.#withoutKnown(uri, this.#make(file, revision));
    this.#cache.set(uri, made);
    return made;
  }

  #withoutKnown(uri: string, reading: Reading): Reading {
    const known = this.#known.get(uri);
    if (known === undefined) return reading;
    const kept = reading.kept.filter(({ finding }) => !known.has(baselineKey(finding)));
    return { ...reading, kept, baselined: reading.kept.length - kept.length };
  }

  #make(file: FileState, revision: number): Reading {
    const { document } = file;
    const settings = this.about.settings.of(document.uri);
    if (settings.excluded) return { ...NO_READING, revision };
    const all = locate(document, this.board.findingsIn(document.uri), this.files);
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return { ...NO_READING, revision, kept: shown(all, settings) };
    const ran = this.index.all
      .filter((rule) => settings.levelOf(rule) !== 'off' && this.about.judged(rule, document.uri))
      .map(({ id }) => id);
    const verdict = judge(
      all.map(({ finding }) => finding),
      suppressions,
      { today: this.#today, ran, complete: this.board.pendingIn(document.uri) === 0 },
    );
    const silenced = new Set(verdict.suppressed);
    const problems = locate(document, this.#problems(verdict.problems, settings), this.files);
    const open = all.filter(({ finding }) => !silenced.has(finding));
    const kept = [...open, ...problems].sort(
      (a, b) => a.finding.place.range.start - b.finding.place.range.start,
    );
    return {
      ...NO_READING,
      revision,
      kept: shown(kept, settings),
      suppressed: shown(
        all.filter(({ finding }) => silenced.has(finding)),
        settings,
      ),
    };
  }

  #problems(problems: readonly ProblemView[], settings: FileSettings) {
    const asks = {
      node: () => undefined,
      regex: () => undefined,
      today: () => UNKNOWN,
      options: (rule: Rule) => settings.optionsOf(rule),
      listed: () => settings.listed,
    };
    const run = new Run(this.index, asks, () => {}, { broken: false });
    for (const problem of problems) {
      run.each('problem', problem.at, undefined, (rule: Rule, ctx) => rule.check.problem?.(problem, ctx));
    }
    return run.outcome().findings;
  }
}

/** Without what is off, and as severe as the settings have it. */
function shown(items: readonly Located[], settings: FileSettings): readonly Located[] {
  return items.flatMap((item): readonly Located[] => {
    const level = settings.levelOf(item.raw.rule);
    if (level === 'off') return [];
    return [level === 'own' ? item : { ...item, finding: { ...item.finding, severity: level } }];
  });
}
