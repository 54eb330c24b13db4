import { documentsBeside } from '../../facts/config/decisions.js';
import type { ThreatTemplate } from '../../model/threats/template.js';
import type { ProblemView } from '../../rule/problem-view.js';
import { silentRules } from '../../rule/rule.js';
import type { Document } from '../../text/document.js';
import type { Board } from '../board.js';
import { checkProblems, claimsTask, type Setting } from '../check.js';
import { NOTHING } from '../outcome.js';
import type { DocumentEvidence } from '../types.js';
import { claimProblems, concerned, rulesOf, sameProblems } from './claims.js';
import { aloneProblem } from './problems.js';

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
  readonly alone: boolean;
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
  #searched = false;

  constructor(private readonly about: BenchSetting) {}

  /** The host has looked for all files: a document that is missing now is not on its way. */
  searched(): void {
    this.#searched = true;
  }

  /** To be called when rules have nothing more to say. Where they say what they said, nothing is done. */
  judge(): void {
    const { setting, templates } = this.about;
    if (templates.length === 0) return;
    for (const [uri, { decisions, document }] of setting.files) {
      const basis = decisions && this.#basisOf(uri, document);
      if (!basis || this.#isJudged(uri, basis)) continue;
      this.#settle(uri, basis.excluded ? [] : this.#problems(uri, basis));
      this.#basis.set(uri, basis);
    }
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#basis.delete(uri);
    if (this.#known.delete(uri)) this.about.board.drop(claimsTask(uri).id);
  }

  #isJudged(uri: string, now: Basis): boolean {
    const before = this.#basis.get(uri);
    return (
      before?.document === now.document &&
      before.excluded === now.excluded &&
      before.alone === now.alone &&
      before.said === now.said &&
      before.generation === now.generation
    );
  }

  #basisOf(uri: string, document: Document): Basis {
    const { board, setting } = this.about;
    const excluded = setting.settings.excludes(uri);
    const alone = this.#searched && this.#isAlone(uri);
    return { document, excluded, alone, said: board.said, generation: setting.joined.generation };
  }

  /** Nothing that stands beside the decisions is a document that they may be about. */
  #isAlone(uri: string): boolean {
    const { files, joined } = this.about.setting;
    return documentsBeside(uri).every((one) => {
      const file = files.get(one);
      return file ? file.kind !== 'openapi' : joined.absent.peek(one) === 'missing';
    });
  }

  #settle(uri: string, problems: readonly ProblemView[]): void {
    const { board, setting } = this.about;
    if (sameProblems(problems, this.#known.get(uri) ?? [])) return;
    this.#known.set(uri, problems);
    const task = claimsTask(uri);
    board.settle(task, problems.length === 0 ? NOTHING : checkProblems(task, problems, setting));
  }

  #problems(uri: string, { alone }: Basis): readonly ProblemView[] {
    const { files, index } = this.about.setting;
    const file = files.get(uri);
    if (!file?.decisions) return [];
    if (alone) return file.decisions.size > 0 ? aloneProblem(file.document) : [];
    const documents = documentsBeside(uri).filter((one) => files.get(one)?.kind === 'openapi');
    if (documents.length === 0) return [];
    const templates = concerned(file.decisions, this.about.templates);
    const rules = rulesOf(templates);
    const forms = documents.flatMap((one) => this.about.evidence(one, rules) ?? []);
    if (forms.length < documents.length || !forms.every((form) => isWhole(form.document))) return [];
    const silent = silentRules(index.all);
    return claimProblems(file.document, file.decisions, forms, {
      templates,
      library: this.about.templates,
      disproves: (rule) => !silent.has(rule),
    });
  }
}

/** What is hidden for the moment may be what somebody decided about. */
function isWhole({ legible, operationsKnown, operationsRead }: DocumentEvidence['document']): boolean {
  return legible && operationsKnown && operationsRead;
}
