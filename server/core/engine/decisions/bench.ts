import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/problem-view.js';
import type { Document } from '../../text/document.js';
import type { Board } from '../board.js';
import { checkProblems, claimsTask, type Setting } from '../check.js';
import { NOTHING } from '../outcome.js';
import type { DocumentEvidence } from '../types.js';
import { claimProblems, concerned, documentOf, rulesOf, sameProblems } from './claims.js';

export interface BenchSetting {
  readonly setting: Setting;
  readonly board: Board;
  readonly templates: readonly ThreatTemplate[];
  /** With what these rules said. */
  evidence(uri: string, rules: ReadonlySet<string>): DocumentEvidence | undefined;
}

/** What a file of decisions was judged by. */
interface Basis {
  readonly document: Document;
  readonly excluded: boolean;
  readonly said: number;
  readonly generation: number;
}

/**
 * Holds what people decided against what rules found. Invariant: after `judge`, what stands on the board about decisions
 * is what they and the rules say now.
 */
export class Bench {
  readonly #basis = new Map<string, Basis>();
  readonly #known = new Map<string, readonly ProblemView[]>();

  constructor(private readonly about: BenchSetting) {}

  /** To be called when rules have nothing more to say. Where they say what they said, nothing is done. */
  judge(): void {
    const { setting, templates } = this.about;
    if (templates.length === 0) return;
    for (const [uri, { decisions, document }] of setting.files) {
      if (!decisions || this.#isJudged(uri, document)) continue;
      this.#settle(uri, setting.settings.excludes(uri) ? [] : this.#problems(uri));
      this.#basis.set(uri, this.#basisOf(uri, document));
    }
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#basis.delete(uri);
    if (this.#known.delete(uri)) this.about.board.drop(claimsTask(uri).id);
  }

  #isJudged(uri: string, document: Document): boolean {
    const before = this.#basis.get(uri);
    const now = this.#basisOf(uri, document);
    return (
      before?.document === now.document &&
      before.excluded === now.excluded &&
      before.said === now.said &&
      before.generation === now.generation
    );
  }

  #basisOf(uri: string, document: Document): Basis {
    const { board, setting } = this.about;
    const excluded = setting.settings.excludes(uri);
    return { document, excluded, said: board.said, generation: setting.joined.generation };
  }

  #settle(uri: string, problems: readonly ProblemView[]): void {
    const { board, setting } = this.about;
    if (sameProblems(problems, this.#known.get(uri) ?? [])) return;
    this.#known.set(uri, problems);
    const task = claimsTask(uri);
    board.settle(task, problems.length === 0 ? NOTHING : checkProblems(task, problems, setting));
  }

  #problems(uri: string): readonly ProblemView[] {
    const { files, index } = this.about.setting;
    const file = files.get(uri);
    const document = documentOf(uri, (one) => files.get(one)?.kind === 'openapi');
    if (!file?.decisions || document === undefined) return [];
    const templates = concerned(file.decisions, this.about.templates);
    const evidence = this.about.evidence(document, rulesOf(templates));
    if (!evidence?.document.complete) return [];
    const disproving = new Set(index.all.filter(({ weight }) => weight === 'exposure').map(({ id }) => id));
    return claimProblems(file.document, file.decisions, evidence, {
      templates,
      library: this.about.templates,
      disproves: (rule) => disproving.has(rule),
    });
  }
}
