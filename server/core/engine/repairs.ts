import type { Change } from '../rule/change.js';
import type { Finding } from '../rule/finding.js';
import { isAboutAllowances, suppressionsOf, writeExtension, writeSuppression } from '../rule/suppressions.js';
import type { CodeParser } from '../syntax/code.js';
import type { EditEnv, FileEdit } from '../syntax/edit/change.js';
import { feasibility, mayRefuse } from '../syntax/edit/feasible.js';
import { planEdits, planGroups } from '../syntax/edit/plan.js';
import type { Document } from '../text/document.js';
import { matchesRule } from '../text/glob.js';
import type { PathStep } from '../text/span.js';
import { isCode } from './code/read.js';
import type { FileState } from './files.js';
import type { Located } from './locate.js';
import type { Readings } from './readings.js';
import { spotAtPath } from './seen.js';
import type { Engine } from './types.js';

/** Whether a document says after the edits that the rule is allowed at a path; code is believed. */
function silences(
  document: Document,
  edits: readonly FileEdit[],
  path: readonly PathStep[] | undefined,
  rule: string,
): boolean {
  if (path === undefined) return true;
  const changes = edits.toReversed().map(({ range, text }) => ({ range, text }));
  const after = document.edit(document.version + 1, changes);
  return suppressionsOf(after).some(
    (one) =>
      one.glob === rule && one.path?.every((step, index) => String(step) === String(path[index])) === true,
  );
}

/** Makes edits when somebody asks for them, against the current version only. */
export class Repairs {
  constructor(
    private readonly files: ReadonlyMap<string, FileState>,
    private readonly readings: Readings,
    private readonly parser: CodeParser | undefined,
    /** Looks again at what was only taken over from an earlier text. */
    private readonly renew: (uri: string) => void,
  ) {}

  fix(uri: string, version: number, fingerprint: string, index: number): readonly FileEdit[] | 'stale' {
    const offer = this.#find(uri, version, fingerprint)?.raw.report.fixes?.[index];
    return (offer && this.#plan(offer.changes())) ?? 'stale';
  }

  /** Where fixes cannot be written together, those that do not meet: the next round takes the rest. */
  fixAll(
    uri: string,
    version: number,
    { rules, review = false, within }: Parameters<Engine['fixAll']>[2] = {},
  ): readonly FileEdit[] | 'stale' {
    if (!this.#isReady(uri, version)) return 'stale';
    const changes = this.readings.located(uri).flatMap((located): readonly (readonly Change[])[] => {
      const wanted = !rules || rules.some((glob) => matchesRule(glob, located.finding.rule));
      const safe = located.finding.fixes.findIndex(({ safety }) => safety === 'safe');
      const offer = wanted ? located.raw.report.fixes?.[review ? Math.max(0, safe) : safe] : undefined;
      return offer ? [offer.changes()] : [];
    });
    const edits = planGroups(changes, this.#env());
    // To plan each by itself takes long: only where one reaches too far.
    if (within === undefined || edits.every((edit) => within(edit.uri))) return edits;
    const isWithin = (group: readonly Change[]) =>
      this.#plan(group)?.every((edit) => within(edit.uri)) === true;
    return planGroups(changes.filter(isWithin), this.#env());
  }

  /**
   * Tells which fixes of the file's findings can be made where they stand, as far as that can be said without writing
   * them; of the current version only.
   */
  feasible(uri: string): (finding: Finding, index: number) => boolean {
    const document = this.files.get(uri)?.document;
    if (!document || !mayRefuse(document)) return () => true;
    const kept = this.readings.located(uri);
    const offers = new Map(kept.map(({ raw, finding }) => [finding.fingerprint, raw.report.fixes]));
    const canMake = feasibility(this.#env());
    return ({ fingerprint }, index) => {
      const offer = offers.get(fingerprint)?.[index];
      return offer !== undefined && canMake(offer.changes());
    };
  }

  suppress(uri: string, version: number, fingerprint: string, reason: string): readonly FileEdit[] | 'stale' {
    const located = this.#find(uri, version, fingerprint);
    const file = this.files.get(uri);
    if (!located || !file || isAboutAllowances(located.finding.rule)) return 'stale';
    const { seen } = located.raw;
    const { path, spot } = seen;
    const place = isCode(file.document)
      ? { path: undefined, spot: spot ?? (path && spotAtPath(file.document, path, seen.key)) }
      : { path, spot };
    const { rule } = located.finding;
    const changes = writeSuppression(file.document, place, rule, reason);
    const edits = changes && this.#plan(changes);
    if (edits && silences(file.document, edits, place.path, rule)) return edits;
    // A comment covers what begins first on its line: between brackets that may be something else.
    const mayExtend = path !== undefined && (file.kind === 'openapi' || file.kind === 'fragment');
    const extension = mayExtend ? writeExtension(file.document, path, rule, reason) : undefined;
    return (extension && this.#plan(extension)) ?? 'stale';
  }

  #plan(changes: readonly Change[]): readonly FileEdit[] | undefined {
    return planEdits(changes, this.#env());
  }

  #env(): EditEnv {
    const { parser } = this;
    return { document: (uri) => this.files.get(uri)?.document, ...(parser ? { parser } : {}) };
  }

  #find(uri: string, version: number, fingerprint: string): Located | undefined {
    if (!this.#isReady(uri, version)) return undefined;
    return this.readings.located(uri).find(({ finding }) => finding.fingerprint === fingerprint);
  }

  #isReady(uri: string, version: number): boolean {
    if (this.files.get(uri)?.document.version !== version) return false;
    this.renew(uri);
    return true;
  }
}
