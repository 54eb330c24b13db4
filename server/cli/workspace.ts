import path from 'node:path';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../core/engine/engine.js';
import type { Engine, Selection } from '../core/engine/types.js';
import { FRAMEWORKS } from '../core/facts/frameworks/index.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import type { ReportedFile } from '../core/report/check-json.js';
import { skippedLine } from '../core/report/text.js';
import type { Baseline } from '../core/rule/baseline.js';
import type { Finding } from '../core/rule/finding.js';
import { isDocument, type LanguageId } from '../core/text/leaf.js';
import { createDocument } from '../core/text/open.js';
import { isCodeTooLong } from '../host/candidates.js';
import { type Files, isInside, REASONS } from '../host/files.js';
import { loadParser } from '../host/grammars.js';
import { languageOf } from '../host/languages.js';
import { checkStructure, openWorld, settle, type World } from '../host/settle.js';
import { STRUCTURE_LIMIT, STRUCTURE_RULE } from '../host/structure.js';
import { pathOfUri } from '../host/uris.js';
import { type Found, searchFolder } from '../host/walk.js';
import { layoutOf, outermost, type packageFolder } from '../host/workspace.js';
import { lookInto, refersByUri, type Search, type Target, targetOf } from './targets.js';

export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** Everything that the command line was pointed at, checked. */
export interface Workspace {
  readonly engine: Engine;
  readonly world: World;
  readonly cwd: string;
  /** Uris that the paths named or found, sorted by file name. */
  readonly named: readonly string[];
  /** The same, and files that documents refer to, where a folder or a glob names them: what a command may write. */
  readonly ours: readonly string[];
  readonly skipped: readonly Skipped[];
  /** What each path of the command line gave. */
  readonly searches: readonly Search[];
  /** Uris of files that are only what the others are judged with: nobody asked about them. */
  readonly context: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly selection: Selection;
  readonly today: string;
  readonly structure: 'on' | 'off' | 'auto';
  readonly baseline?: Baseline | undefined;
  /** The engine's, which see. */
  readonly shownOnly?: boolean;
}

/** How many files are looked at beside the named ones, in a package and where nothing says that there is one. */
const MOST_BESIDE = 20_000;
const MOST_AROUND = 1_000;

export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { cwd, paths, selection, today, shownOnly = false } = options;
  const targets = paths.map((given) => targetOf(cwd, given));
  const { files, searches, packages } = lookInto(targets, cwd);
  // Most runs read no code, or one language of it.
  const parser = await loadParser([]);
  const world = openWorld(files, (language) => parser.load([language]));
  const engine = createEngine({ rules: RULES, frameworks: FRAMEWORKS, parser, threats: THREATS, shownOnly });
  engine.select(selection);
  engine.baseline(options.baseline);
  engine.today(today);
  // By name, since a file that a search has met may be referred to as well.
  const skipped = new Map<string, string>();
  const found = searches.flatMap((one) => one.found);
  await parser.load(languagesOf(found));
  const named = openFound(found, { cwd, engine, world, skipped });
  engine.layout(layoutOf(files, named));
  engine.searched();
  await settle(engine, world);
  for (const [file, reason] of world.skipped) skipped.set(nameOf(cwd, file), reason);
  const own = new Set([...named, ...engine.changed(0)]);
  const folders = targets.filter(({ kind }) => kind === 'folder').map(({ path: folder }) => folder);
  const documents = wantsDocuments(engine, named, targets);
  const beside = besides({ files, named: own, folders, documents }, packages);
  await parser.load(languagesOf(beside));
  for (const { uri, language, text } of beside) engine.open(createDocument(uri, language, 1, text));
  engine.layout(layoutOf(files, [...named, ...beside.map(({ uri }) => uri)]));
  await settle(engine, world);
  await checkStructure(engine, structured(engine, named, options.structure));
  const close = () => world.regex.close();
  const inside = new Set(engine.changed(0).filter((uri) => targets.some((target) => isNamedBy(target, uri))));
  const context = new Set(engine.changed(0).filter((uri) => !own.has(uri) && !inside.has(uri)));
  return {
    ours: [...new Set([...named, ...inside])].sort(),
    context,
    engine,
    world,
    cwd,
    named: [...named].sort(),
    skipped: sorted(skipped),
    searches,
    close,
  };
}

/**
 * Whether documents are looked for beside what was named: it is code, may be a part of a document, as may all that stands
 * in a folder without one, or refers to what goes by a URI of its own.
 */
function wantsDocuments(engine: Engine, named: ReadonlySet<string>, targets: readonly Target[]): boolean {
  const uris = [...named];
  const documents = uris.filter((uri) => engine.kindOf(uri) === 'openapi');
  return (
    uris.some((uri) => !isDocument(languageAt(uri)) || engine.kindOf(uri) === 'other') ||
    documents.some((uri) => refersByUri(engine.document(uri)?.text() ?? '')) ||
    targets.some((target) => target.kind !== 'file' && !documents.some((uri) => isNamedBy(target, uri)))
  );
}

function isNamedBy(target: Target, uri: string): boolean {
  const file = pathOfUri(uri);
  return file !== undefined && target.names(file);
}

/** Opens what was found, each file once; gives the uris. */
function openFound(
  all: readonly Found[],
  {
    cwd,
    engine,
    world,
    skipped,
  }: Pick<Workspace, 'cwd' | 'engine' | 'world'> & { readonly skipped: Map<string, string> },
): ReadonlySet<string> {
  const named = new Set<string>();
  for (const found of all) {
    if (found.kind === 'skipped') skipped.set(nameOf(cwd, found.path), found.reason);
    else if (!named.has(found.uri)) {
      named.add(found.uri);
      if (found.bom) world.marked.add(found.uri);
      engine.open(createDocument(found.uri, found.language, 1, found.text));
    }
  }
  return named;
}

function languagesOf(files: readonly Found[]): ReadonlySet<LanguageId> {
  return new Set(files.flatMap((found) => (found.kind === 'text' ? found.language : [])));
}

/** Whether there was something to read and none of it could be. */
export function isAllSkipped({ named, skipped }: Workspace): boolean {
  // Nobody is to mend what a tool has written.
  return named.length === 0 && skipped.some(({ reason }) => reason !== REASONS.generated);
}

/** Lines for a person about files that were left out. */
export function skippedLines(skipped: readonly Skipped[]): string {
  return skipped.map(({ file, reason }) => `${skippedLine(file, reason)}\n`).join('');
}

/** Documents whose structure somebody wants to hear of; above the limit that takes long. */
function structured(
  engine: Engine,
  uris: Iterable<string>,
  when: WorkspaceOptions['structure'],
): readonly string[] {
  if (when === 'off') return [];
  const documents = [...uris].filter(
    (uri) => engine.kindOf(uri) === 'openapi' && engine.shows(STRUCTURE_RULE, uri),
  );
  if (when === 'on') return documents;
  return documents.filter((uri) => (engine.document(uri)?.length ?? 0) <= STRUCTURE_LIMIT);
}

/** A file of the report, with what the engine calls it. */
interface Reported extends ReportedFile {
  readonly uri: string;
}

/**
 * Files that belong to the API at hand, with what was found in them: documents, code that registers routes, and
 * files of our own that have something wrong. What a configuration leaves out does not belong.
 */
export function reported(workspace: Workspace): readonly Reported[] {
  const { engine, cwd } = workspace;
  return reportedUris(workspace).flatMap((uri) => {
    const document = engine.document(uri);
    if (!document) return [];
    const positionAt = (offset: number) => document.positionAt(offset);
    return [{ uri, name: nameOfUri(cwd, uri), findings: withFeasible(engine, uri), positionAt }];
  });
}

export function reportedUris({ engine, named, context }: Workspace): readonly string[] {
  const implemented = engine.model().endpoints.flatMap((entry) => entry.implemented);
  const routed = new Set(implemented.map(({ at }) => at.uri));
  return [...new Set([...named, ...engine.changed(0)])].filter((uri) => {
    const kind = engine.kindOf(uri);
    if (engine.excludes(uri) || context.has(uri)) return false;
    const { findings, suppressed, baselined } = engine.findings(uri);
    // What is allowed or known is counted, and so is the file that it stands in.
    const isSilent = findings.length + suppressed.length + baselined === 0;
    // Code that is too long to be read is of no kind, and has that wrong.
    if (kind === 'other') return !isSilent;
    if (isOurs(kind)) return !isSilent || named.includes(uri);
    return kind !== 'code' || !isSilent || routed.has(uri);
  });
}

/** The findings of a file, with the fixes that can be made where they stand. */
function withFeasible(engine: Engine, uri: string): readonly Finding[] {
  const isFeasible = engine.feasible(uri);
  return engine.findings(uri).findings.map((finding) => {
    const fixes = finding.fixes.filter((_, index) => isFeasible(finding, index));
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  });
}

/** Files that say something to us rather than to callers. */
export function isOurs(kind: ReturnType<Engine['kindOf']>): boolean {
  return kind === 'config' || kind === 'decisions';
}

/** What a report calls a file: its path from the working directory; the URI when it names no file. */
export function nameOfUri(cwd: string, uri: string): string {
  return nameOf(cwd, pathOfUri(uri) ?? uri);
}

/** Relative to the working directory, with '/'. */
export function nameOf(cwd: string, file: string): string {
  return path.relative(cwd, file).split(path.sep).join('/');
}

function sorted(reasons: ReadonlyMap<string, string>): readonly Skipped[] {
  const skipped = [...reasons].map(([file, reason]) => ({ file, reason }));
  return skipped.sort((a, b) => (a.file < b.file ? -1 : 1));
}

type Package = ReturnType<typeof packageFolder>;

interface Named {
  readonly files: Files;
  readonly named: ReadonlySet<string>;
  /** Folders that were searched already. */
  readonly folders: readonly string[];
  /** Some of the named is code, or may be a part of a document. */
  readonly documents: boolean;
}

/**
 * Code that stands beside the named files in their packages, without which a route has lost its mounts and guards, and
 * the documents that describe what is code, or that refer to what is part of one.
 */
function besides(
  { files, named, folders, documents }: Named,
  packages: readonly Package[],
): readonly Extract<Found, { readonly kind: 'text' }>[] {
  const most = new Map(
    packages.map(({ folder, isCertain }) => [folder, isCertain ? MOST_BESIDE : MOST_AROUND]),
  );
  const fresh = outermost([...most.keys()]).filter((folder) => !isUnder(folders, folder));
  const search = (wanted: (language: LanguageId) => boolean) =>
    fresh
      .flatMap((folder) => {
        const found = searchFolder(files, folder, (file) => isWanted(file, wanted));
        return searched(found, most.get(folder) ?? MOST_AROUND);
      })
      .filter((one) => one.kind === 'text')
      // Code of that length was made by a tool; to read it takes longer than what was asked.
      .filter(({ uri, language, text }) => !named.has(uri) && !isCodeTooLong(language, text));
  const code = search((language) => !isDocument(language));
  return documents ? [...code, ...search(isDocument)] : code;
}

function languageAt(uri: string): LanguageId {
  return languageOf(pathOfUri(uri) ?? '') ?? 'yaml';
}

/** Nothing where there is no end of it: a home folder, a disk. */
function searched(found: Iterable<Found | undefined>, most: number): readonly Found[] {
  const kept: Found[] = [];
  let seen = 0;
  for (const one of found) {
    if (++seen > most) return [];
    if (one) kept.push(one);
  }
  return kept;
}

function isWanted(file: string, wanted: (language: LanguageId) => boolean): boolean {
  const language = languageOf(file);
  return language !== undefined && wanted(language);
}

function isUnder(folders: readonly string[], file: string | undefined): boolean {
  return file !== undefined && folders.some((folder) => isInside(folder, file));
}
