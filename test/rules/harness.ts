import { checkSync } from 'recheck';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Answer, Engine, FileEdit, Want } from '../../server/core/engine/types.js';
import { type Known, known } from '../../server/core/facts/api.js';
import { BASELINE_FILE } from '../../server/core/facts/config/baseline.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import type { Baseline } from '../../server/core/rule/baseline.js';
import type { Finding } from '../../server/core/rule/finding.js';
import type { Example, Rule } from '../../server/core/rule/rule.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { isProperties, type LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { type Mark, readMarks } from './marks.js';
import { wrap } from './wrap.js';

const FOLDER = 'file:///workspace/';
/** More rounds than an example has findings. */
const ROUNDS = 20;

const EXTENSIONS: Readonly<Record<LanguageId, string>> = {
  yaml: 'yaml',
  json: 'json',
  javascript: 'js',
  typescript: 'ts',
  tsx: 'tsx',
  python: 'py',
  java: 'java',
  properties: 'properties',
  'properties-yaml': 'yml',
};

/** One file of a check, by name under the workspace folder. */
export interface Source {
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
}

let parser: CodeParser | undefined;

/** Loads the grammars, once; code is not read before. */
export async function prepare(): Promise<void> {
  parser ??= await loadParser(CODE_LANGUAGES);
}

/** What all rules find in these files, whatever the profile, with a regular expression judged and nothing else known. */
export function findingsOf(
  sources: readonly Source[],
  rules: readonly Rule[] = RULES,
  baseline: Example['baseline'] = undefined,
): Session {
  const engine = createEngine({ rules, parser, frameworks: FRAMEWORKS, threats: THREATS });
  engine.today('2026-01-15');
  engine.layout({ folders: [FOLDER], packages: [FOLDER] });
  engine.select({ profile: 'strict' });
  if (baseline) engine.baseline({ findings: new Map(), security: askedBefore(sources, baseline) });
  for (const { name, language, text } of sources) engine.open(createDocument(uriOf(name), language, 1, text));
  engine.searched();
  settle(engine);
  return {
    engine,
    in: (name) => engine.findings(uriOf(name)).findings,
    suppressed: (name) => engine.findings(uriOf(name)).suppressed,
  };
}

/** The baseline of an example is about its own text. */
function askedBefore(
  sources: readonly Source[],
  baseline: NonNullable<Example['baseline']>,
): Baseline['security'] {
  const uri = uriOf(sources[0]?.name ?? '');
  return new Map(
    Object.entries(baseline).map(([endpoint, list]) => [
      `${uri} ${endpoint}`,
      list.map((item) => ({ all: Object.entries(item).map(([scheme, scopes]) => ({ scheme, scopes })) })),
    ]),
  );
}

export interface Session {
  readonly engine: Engine;
  in(name: string): readonly Finding[];
  suppressed(name: string): readonly Finding[];
}

export function uriOf(name: string): string {
  return `${FOLDER}${name}`;
}

/** Every way in which an example does not do what it says; empty when it does. */
export function checkExample(rule: Rule, example: Example): readonly string[] {
  const complaints: string[] = [];
  if ('bad' in example) {
    const bad = filesOf(rule, example, example.bad);
    complaints.push(...compareMarks(rule, example, bad));
    const isFixed = example.fixed !== undefined || example.fixedFiles !== undefined;
    if (isFixed) complaints.push(...checkFix(rule, example, bad, example.fixed ?? example.bad));
  }
  if (example.good !== undefined) {
    const good = filesOf(rule, example, example.good);
    complaints.push(...clean(rule, example, good, 'good'));
  }
  return complaints;
}

interface Case {
  readonly source: Source;
  readonly marks: readonly Mark[];
}

/** The example's own text first, wrapped, then the other files that it comes with. */
function filesOf(rule: Rule, example: Example, text: string): readonly Case[] {
  const marked = readMarks(text);
  const wrapped = wrap(rule, example, marked.text);
  const own: Case = {
    source: {
      name: nameOf(example, wrapped.language),
      language: wrapped.language,
      text: wrapped.text,
    },
    marks: marked.marks.map((mark) => moved(mark, wrapped.lines, wrapped.columns)),
  };
  const others = Object.entries(example.files ?? {}).map(([name, content]): Case => {
    const other = readMarks(content);
    return { source: { name, language: languageOf(name) ?? 'yaml', text: other.text }, marks: other.marks };
  });
  return [own, ...others];
}

/** A configuration and a baseline are known by their names. */
export function nameOf(example: Example, language: LanguageId): string {
  if (example.as === 'baseline') return BASELINE_FILE;
  if (isProperties(language)) {
    const profile = example.profile === undefined ? '' : `-${example.profile}`;
    return `src/main/resources/application${profile}.${EXTENSIONS[language]}`;
  }
  return example.as === 'config' ? 'portcullis.yaml' : `example.${EXTENSIONS[language]}`;
}

function moved(mark: Mark, lines: number, columns: number): Mark {
  return {
    ...mark,
    line: mark.line + lines,
    start: mark.start + columns,
    end: mark.end === undefined ? undefined : mark.end + columns,
  };
}

interface Spotted {
  readonly line: number;
  readonly start: number;
  /** Undefined when it ends on another line. */
  readonly end: number | undefined;
  readonly message: string;
}

function compareMarks(rule: Rule, example: Example, cases: readonly Case[]): readonly string[] {
  const session = findingsOf(
    cases.map(({ source }) => source),
    RULES,
    example.baseline,
  );
  return cases.flatMap(({ source, marks }) => {
    const left = [...spotted(session, rule, source.name)];
    const missing: string[] = [];
    for (const mark of marks) {
      const at = left.findIndex((spot) => matches(mark, spot));
      if (at < 0) missing.push(`missing    ${source.name} ${show(mark)}`);
      else left.splice(at, 1);
    }
    return [...missing, ...left.map((spot) => `unexpected ${source.name} ${show(spot)}`)];
  });
}

function spotted(session: Session, rule: Rule, name: string): readonly Spotted[] {
  const document = session.engine.document(uriOf(name));
  if (document === undefined) return [];
  return session
    .in(name)
    .filter((finding) => finding.rule === rule.id)
    .map(({ place, message }) => {
      const start = document.positionAt(place.range.start);
      const end = document.positionAt(place.range.end);
      return {
        line: start.line,
        start: start.character,
        end: end.line === start.line ? end.character : undefined,
        message,
      };
    });
}

function matches(mark: Mark, spot: Spotted): boolean {
  return (
    mark.line === spot.line &&
    mark.start === spot.start &&
    (mark.end === undefined || mark.end === spot.end) &&
    (mark.message === undefined || mark.message === spot.message)
  );
}

function show({ line, start, end, message }: Mark | Spotted): string {
  return `line ${line + 1}, columns ${start + 1}-${end ?? ''}: ${message ?? '(any message)'}`;
}

/** Applies the fix to each finding in turn: the text is then as promised, quiet, and applying it again changes nothing. */
function checkFix(rule: Rule, example: Example, cases: readonly Case[], fixed: string): readonly string[] {
  let sources: readonly Source[] = cases.map(({ source }) => source);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = applyOne(rule, example, sources);
    if (typeof next === 'string') return [next];
    if (next === undefined) break;
    sources = next;
  }
  const files = { ...example.files, ...example.fixedFiles };
  const expected = filesOf(rule, { ...example, files }, fixed);
  const wrong = expected.flatMap(({ source: { text: want } }, index) => {
    const got = sources[index]?.text;
    return want === got ? [] : [`the fix gives\n${got}\nand not\n${want}`];
  });
  return [...wrong, ...clean(rule, example, expected, 'fixed')];
}

/** The files after one fix; undefined when nothing is left to fix; a complaint when the fix cannot be made. */
function applyOne(
  rule: Rule,
  example: Example,
  sources: readonly Source[],
): readonly Source[] | string | undefined {
  const session = findingsOf(sources, RULES, example.baseline);
  for (const { name } of sources) {
    for (const finding of session.in(name)) {
      if (finding.rule !== rule.id || finding.fixes.length === 0) continue;
      const index = fixIndex(rule, example, finding);
      if (index < 0)
        return `no fix "${example.fix}" at ${name}: ${finding.fixes.map(({ title }) => title).join(', ')}`;
      const edits = session.engine.fix(uriOf(name), 1, finding.fingerprint, index);
      if (edits === 'stale' || edits.length === 0) return `the fix of "${finding.message}" makes no edit`;
      return sources.map((source) => ({ ...source, text: applied(source, edits) }));
    }
  }
  return undefined;
}

function fixIndex(rule: Rule, example: Example, finding: Finding): number {
  if (example.fix === undefined) return 0;
  const title = rule.fixes?.[example.fix]?.title ?? '';
  const pattern = new RegExp(`^${title.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.*')}$`);
  return finding.fixes.findIndex((fix) => pattern.test(fix.title));
}

/** The text after edits, made from the end so that earlier offsets stay. */
export function applied(source: Source, edits: readonly FileEdit[]): string {
  return edits
    .filter(({ uri }) => uri === uriOf(source.name))
    .sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end)
    .reduce(
      (text, { range, text: by }) => text.slice(0, range.start) + by + text.slice(range.end),
      source.text,
    );
}

function clean(rule: Rule, example: Example, cases: readonly Case[], what: string): readonly string[] {
  const session = findingsOf(
    cases.map(({ source }) => source),
    RULES,
    example.baseline,
  );
  return cases.flatMap(({ source }) =>
    spotted(session, rule, source.name).map((spot) => `the ${what} text has ${show(spot)}`),
  );
}

function settle(engine: Engine): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    while (engine.work(() => false));
    const wants = engine.wants();
    if (wants.length === 0) return;
    for (const want of wants) engine.answer(want, answerTo(want, engine));
  }
}

function answerTo(want: Want, engine: Engine): Known<Answer> {
  if (want.kind === 'presence') return known(engine.document(want.uri) ? 'there' : 'missing');
  if (want.kind === 'file') return known(want.uri.startsWith(FOLDER) ? 'missing' : 'refused');
  if (want.kind === 'structure') return { known: false };
  const verdict = checkSync(want.pattern, '', { timeout: 5000 });
  return known({
    status: verdict.status,
    ...(verdict.status === 'vulnerable' ? { complexity: verdict.complexity.type } : {}),
    ...(verdict.status === 'vulnerable' && verdict.complexity.type === 'polynomial'
      ? { degree: verdict.complexity.degree }
      : {}),
  });
}
