import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/views.js';
import type { Board } from '../board.js';
import { checkProblems, claimsTask, type Setting } from '../check.js';
import { NOTHING } from '../outcome.js';
import type { Readings } from '../readings.js';
import type { DocumentEvidence } from '../types.js';
import { type ClaimsSetting, claimProblems, documentOf, sameProblems } from './claims.js';

export interface BenchSetting {
  readonly setting: Setting;
  readonly board: Board;
  readonly readings: Readings;
  readonly templates: readonly ThreatTemplate[];
  evidence(uri: string): DocumentEvidence | undefined;
}

/**
 * Holds what people decided against what rules found. Invariant: between two calls of `judge` that change nothing on the
 * board, what stands there about decisions is what they and the rules say now.
 */
export class Bench {
  /** Of the board, when all was judged. */
  #revision = -1;
  readonly #known = new Map<string, readonly ProblemView[]>();

  constructor(private readonly about: BenchSetting) {}

  /** To be called when rules have nothing more to say: what they say last is what counts. */
  judge(): void {
    const { board, setting, templates } = this.about;
    if (templates.length === 0 || this.#revision === board.revision) return;
    for (const [uri, { decisions }] of setting.files) {
      if (decisions) this.#settle(uri, setting.settings.excludes(uri) ? [] : this.#problems(uri));
    }
    this.#revision = board.revision;
  }

  /** The file is closed. */
  forget(uri: string): void {
    if (this.#known.delete(uri)) this.about.board.drop(claimsTask(uri).id);
  }

  #settle(uri: string, problems: readonly ProblemView[]): void {
    const { board, setting } = this.about;
    if (sameProblems(problems, this.#known.get(uri) ?? [])) return;
    this.#known.set(uri, problems);
    const task = claimsTask(uri);
    board.settle(task, problems.length === 0 ? NOTHING : checkProblems(task, problems, setting));
  }

  #problems(uri: string): readonly ProblemView[] {
    const { files } = this.about.setting;
    const file = files.get(uri);
    const document = documentOf(uri, (one) => files.get(one)?.kind === 'openapi');
    const evidence = document === undefined ? undefined : this.about.evidence(document);
    if (!file?.decisions || !evidence?.document.complete) return [];
    return claimProblems(file.document, file.decisions, evidence, this.#claims());
  }

  #claims(): ClaimsSetting {
    const { setting, readings, templates } = this.about;
    const disproving = new Set(
      setting.index.all.filter(({ weight }) => weight === 'exposure').map(({ id }) => id),
    );
    return {
      templates,
      disproves: (rule) => disproving.has(rule),
      isAllowed: (rule, { uri, range }) =>
        readings
          .read(uri)
          .suppressed.some(
            ({ finding }) =>
              finding.rule === rule &&
              finding.place.range.start === range.start &&
              finding.place.range.end === range.end,
          ),
      document: (uri) => setting.files.get(uri)?.document,
    };
  }
}
