import { UNKNOWN } from '../model/types.js';
import { type Baseline, baselineKey } from '../rule/baseline.js';
import type { Finding } from '../rule/finding.js';
import type { ProblemView } from '../rule/problem-view.js';
import type { Rule } from '../rule/rule.js';
import { judge, suppressionsOf } from '../rule/suppressions.js';
import type { Document } from '../text/document.js';
import type { Board } from './board.js';
import { isCode } from './code/read.js';
import type { FileSettings } from './config/resolve.js';
import type { Settings } from './config/settings.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState } from './files.js';
import { type Located, locate, type Sighting, sightingOf } from './locate.js';
import { Sightings } from './sightings.js';
import type { FindingsOf } from './types.js';

/** Every finding of a file in its current version, split by whether an allow comment covers it. */
interface Reading {
  readonly revision: number;
  readonly kept: readonly Located[];
  readonly suppressed: readonly Located[];
  /** How many the baseline knows. */
  readonly baselined: number;
}

/** A reading with what hosts see of it: the same lists as long as it stands. */
interface Shown extends Reading {
  readonly findings: readonly Finding[];
  readonly silenced: readonly Finding[];
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
  readonly #cache = new Map<string, Shown>();
  readonly #sightings = new Map<string, { readonly settings: FileSettings; readonly sightings: Sightings }>();

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
    this.#sightings.clear();
  }

  findings(uri: string): FindingsOf {
    const { revision, findings, silenced, baselined } = this.read(uri);
    return { revision, findings, suppressed: silenced, baselined, pending: this.board.pendingIn(uri) };
  }

  /** With the raw findings, for fixes. */
  read(uri: string): Shown {
    const file = this.files.get(uri);
    if (!file) return NOTHING_SHOWN;
    const revision = this.board.revisionOf(uri);
    const known = this.#cache.get(uri);
    if (known?.revision === revision) return known;
    const made = withFindings(this.#withoutKnown(uri, this.#make(file, revision)));
    this.#cache.set(uri, made);
    return made;
  }

  #withoutKnown(uri: string, reading: Reading): Reading {
    const known = this.#known.get(uri);
    if (known === undefined) return reading;
    const kept = reading.kept.filter(({ finding }) => !known.has(baselineKey(finding)));
    return { ...reading, kept, baselined: reading.kept.length - kept.length };
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#cache.delete(uri);
    this.#sightings.delete(uri);
  }

  #make(file: FileState, revision: number): Reading {
    const { document } = file;
    const settings = this.about.settings.of(document.uri);
    if (settings.excluded) return { ...NO_READING, revision };
    const sightings = this.#seenIn(document, settings);
    const all = locate(document, sightings.refresh(), this.files, (list) => sightings.sorted(list));
    const suppressions = file.kind === 'other' ? [] : suppressionsOf(document, file.code?.root);
    if (suppressions.length === 0) return { ...NO_READING, revision, kept: shown(all, settings) };
    const ran = this.index.all
      .filter((rule) => settings.levelOf(rule) !== 'off' && this.about.judged(rule, document.uri))
      .map(({ id }) => id);
    const verdict = judge(
      all.map(({ finding }) => finding),
      suppressions,
      {
        today: this.#today,
        ran,
        complete: this.board.pendingIn(document.uri) === 0,
        others: () => this.#unselected(document, settings),
      },
    );
    const problems = locate(document, this.#problems(document, verdict.problems, settings), this.files);
    const open = all.filter(({ finding }) => !verdict.suppressed.has(finding));
    const kept = [...open, ...problems].sort(
      (a, b) => a.finding.place.range.start - b.finding.place.range.start,
    );
    const suppressed = all.flatMap(({ raw, finding }): readonly Located[] => {
      const allowed = verdict.suppressed.get(finding);
      return allowed === undefined ? [] : [{ raw, finding: { ...finding, allowed } }];
    });
    return {
      ...NO_READING,
      revision,
      kept: shown(kept, settings),
      suppressed: shown(suppressed, settings),
    };
  }

  /** What the rules that are not off saw. */
  #seenIn(document: Document, settings: FileSettings): Sightings {
    const { uri } = document;
    const before = this.#sightings.get(uri);
    // Settings that are another value are another object.
    const sightings = before?.settings === settings ? before.sightings : this.#look(document, settings, true);
    this.#sightings.set(uri, { settings, sightings });
    return sightings;
  }

  #unselected(document: Document, settings: FileSettings): readonly Finding[] {
    const sightings = this.#look(document, settings, false).refresh();
    return locate(document, sightings, this.files).map(({ finding }) => finding);
  }

  #look(document: Document, settings: FileSettings, wanted: boolean): Sightings {
    const wants = (rule: Rule) => (settings.levelOf(rule) !== 'off') === wanted;
    return new Sightings(this.board, document.uri, isCode(document), wants);
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
    return run
      .outcome()
      .findings.filter(({ rule }) => settings.levelOf(rule) !== 'off')
      .map((raw) => sightingOf(raw, isCode(document)));
  }
}

function withFindings(reading: Reading): Shown {
  const findings = reading.kept.map(({ finding }) => finding);
  return { ...reading, findings, silenced: reading.suppressed.map(({ finding }) => finding) };
}

const NOTHING_SHOWN = withFindings(NO_READING);

/** As severe as the settings have it. */
function shown(items: readonly Located[], settings: FileSettings): readonly Located[] {
  return items.map((item): Located => {
    const level = settings.levelOf(item.raw.rule);
    return level === 'own' || level === 'off'
      ? item
      : { ...item, finding: { ...item.finding, severity: level } };
  });
}
