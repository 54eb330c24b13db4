import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine, FileEdit } from '../../server/core/engine/types.js';
import { known, UNKNOWN } from '../../server/core/model/types.js';
import { type Finding, SEVERITIES, type Severity } from '../../server/core/rule/finding.js';
import type { FixWords, Rule } from '../../server/core/rule/rule.js';
import { applyEdits } from '../../server/core/syntax/edit/plan.js';
import type { Node } from '../../server/core/syntax/node.js';
import { documentTree, unitTree } from '../../server/core/syntax/tree.js';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';
import type { StructureChecker } from '../../server/host/structure.js';
import { type CorpusFile, corpus } from '../support/shared.js';

/** One document in an engine of its own, which can be put back as it was. */
export interface Bench {
  readonly name: string;
  readonly uri: string;
  readonly engine: Engine;
  readonly text: string;
  findings(): readonly Finding[];
  current(): Document;
  /** Makes the edits, in whatever files they are, and lets the engine settle. */
  apply(edits: readonly FileEdit[]): void;
  /** Puts every file back. */
  reset(): void;
}

const FOREVER = () => false;

/**
 * All rules, once for each fix that a rule can offer at most: in the n-th list, the n-th fix of every rule is called
 * safe and the others are not, so that the engine makes that one wherever it makes all safe ones.
 */
export function variants(): readonly {
  readonly rules: readonly Rule[];
  readonly fixing: readonly string[];
}[] {
  const most = Math.max(...RULES.map(({ fixes }) => Object.keys(fixes ?? {}).length));
  return Array.from({ length: most }, (_, nth) => ({
    rules: RULES.map((rule) => withSafe(rule, nth)),
    fixing: RULES.filter(({ fixes }) => Object.keys(fixes ?? {}).length > nth).map(({ id }) => id),
  }));
}

/** Documents that are described as OpenAPI; `PORTCULLIS_FIXES=all` takes those above 1 MB too. */
export function documents(): readonly CorpusFile[] {
  const limit = process.env.PORTCULLIS_FIXES === 'all' ? Number.POSITIVE_INFINITY : 1_000_000;
  return corpus(limit).filter(({ text }) => /^[\s{]*"?(?:openapi|swagger)"?\s*:/m.test(text));
}

export function benchOf(file: CorpusFile, rules: readonly Rule[]): Bench {
  const engine = createEngine({ rules });
  engine.today('2026-01-15');
  engine.select({ profile: 'strict' });
  const uri = pathToFileURL(file.path).href;
  engine.open(createDocument(uri, languageOf(file.path), 1, file.text));
  settle(engine);
  const originals = new Map<string, string>();
  const write = (at: string, text: string) => {
    const document = engine.document(at);
    if (document === undefined || document.text() === text) return;
    originals.set(at, originals.get(at) ?? document.text());
    engine.edit(document.edit(document.version + 1, [{ range: { start: 0, end: document.length }, text }]));
  };
  return {
    name: file.name,
    uri,
    engine,
    text: file.text,
    findings: () => engine.findings(uri).findings,
    current: () => engine.document(uri) ?? createDocument(uri, languageOf(file.path), 0, ''),
    apply(edits) {
      for (const at of new Set(edits.map((edit) => edit.uri))) {
        const own = edits.filter((edit) => edit.uri === at);
        write(at, applyEdits(engine.document(at)?.text() ?? '', own));
      }
      settle(engine);
    },
    reset() {
      for (const [at, text] of originals) write(at, text);
      settle(engine);
    },
  };
}

/** What the text loses or gains in the wrong way; empty when it is as sound as before. */
export function damage(before: Document, after: Document, edits: readonly FileEdit[]): readonly string[] {
  const faults: string[] = [];
  if (problems(after) > problems(before)) faults.push('gains a syntax error');
  if (reads(before) && !reads(after)) faults.push('is not read by others any more');
  const left = keysOf(after, []);
  for (const [key, count] of keysOf(before, edits)) {
    if ((left.get(key) ?? 0) < count) faults.push(`loses the key ${key}`);
  }
  return faults;
}

/**
 * Findings that were not there before, as severe as those that were fixed or more. A fix for one rule may take away a
 * worse finding of another as well: to ask for credentials everywhere closes reads and writes alike.
 */
export function worse(
  before: readonly Finding[],
  after: readonly Finding[],
  fixed: Severity,
): readonly string[] {
  const [all, left] = [tally(before), tally(after)];
  const gone = before.filter((one) => (left.get(kind(one)) ?? 0) < (all.get(kind(one)) ?? 0));
  const limit = Math.min(
    ...[fixed, ...gone.map(({ severity }) => severity)].map((one) => SEVERITIES.indexOf(one)),
  );
  const severe = (list: readonly Finding[]) =>
    list.filter(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  // One finding may speak for several places; when the first of them is mended, it stands at the next.
  const moved = (rule: string) =>
    before.some((one) => one.rule === rule && one.related.length > 0) &&
    countOf(after, rule) <= countOf(before, rule);
  // The same fault in other words: what is sent to an address matters more once callers have to prove themselves.
  const reworded = (finding: Finding) =>
    gone.some(
      ({ pointer, severity }) =>
        pointer !== undefined && pointer === finding.pointer && severity === finding.severity,
    );
  const had = tally(severe(before));
  const has = tally(severe(after));
  // A removed item moves those behind it: a finding is new when there are more of its kind.
  return severe(after)
    .filter((one) => !known.has(one.fingerprint) && (has.get(kind(one)) ?? 0) > (had.get(kind(one)) ?? 0))
    .filter((one) => !moved(one.rule) && !reworded(one))
    .map((one) => `${one.rule} at ${one.pointer ?? ''}: ${one.message}`);
}

/** Whether swagger-parser accepts the document. */
export async function isSound(checker: StructureChecker, uri: string): Promise<boolean> {
  const verdict = await checker.check(uri);
  return verdict.known && Array.isArray(verdict.value) && verdict.value.length === 0;
}

function withSafe(rule: Rule, nth: number): Rule {
  const words = Object.entries(rule.fixes ?? {}).map(([key, said], index): [string, FixWords] => {
    return [key, { ...said, safety: index === nth ? 'safe' : 'review' }];
  });
  return { ...rule, fixes: Object.fromEntries(words) };
}

function settle(engine: Engine): void {
  for (;;) {
    while (engine.work(FOREVER));
    const wants = engine.wants();
    if (wants.length === 0) return;
    for (const want of wants) {
      if (want.kind !== 'file') {
        engine.answer(want, UNKNOWN);
        continue;
      }
      const text = textOf(want.uri);
      if (text === undefined) engine.answer(want, known('missing'));
      else engine.open(createDocument(want.uri, languageOf(want.uri), 1, text));
    }
  }
}

function textOf(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

function languageOf(path: string): 'json' | 'yaml' {
  return path.endsWith('.json') ? 'json' : 'yaml';
}

function problems(document: Document): number {
  return document.units.reduce((sum, unit) => sum + unitTree(document, unit).problems.length, 0);
}

function reads(document: Document): boolean {
  try {
    if (document.language === 'json') JSON.parse(document.text());
    else load(document.text());
    return true;
  } catch {
    return false;
  }
}

/** How often each key stands at each depth, those inside replaced stretches left out. */
function keysOf(document: Document, edits: readonly FileEdit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const ranges = edits
    .filter(({ uri, range }) => uri === document.uri && range.end > range.start)
    .map(({ range }) => range);
  const seen = new Set<Node>();
  const visit = (node: Node, depth: number): void => {
    if (node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item, depth + 1);
      return;
    }
    for (const { key, value } of node.entries) {
      const at = document.offsetOf(key.leaf) + key.start;
      if (ranges.some(({ start, end }) => start <= at && at < end)) continue;
      const name = `${depth} ${String(key.value)}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      visit(value, depth + 1);
    }
  };
  const root = documentTree(document);
  if (root !== undefined) visit(root, 0);
  return counts;
}

function kind({ rule, message }: Finding): string {
  return `${rule} ${message}`;
}

function countOf(findings: readonly Finding[], rule: string): number {
  return findings.filter((one) => one.rule === rule).length;
}

function tally(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(kind(one), (counts.get(kind(one)) ?? 0) + 1);
  return counts;
}
