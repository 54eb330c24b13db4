import path from 'node:path';
import { Option } from 'commander';
import type { FileKind } from '../core/engine/types.js';
import type { Endpoint } from '../core/model/types.js';
import { checkJson } from '../core/report/check-json.js';
import { SEVERITIES, type Severity } from '../core/rule/finding.js';
import { fill } from '../core/rule/rule.js';
import { isDocument } from '../core/text/leaf.js';
import { baselineOf } from './baseline.js';
import { type Cli, OPTIONS } from './command.js';
import { FORMATS, type Format, render } from './formats.js';
import type { Io } from './io.js';
import { asideTest, leftOut } from './left-out.js';
import { isAllSkipped, isOurs, openWorkspace, reported, reportedUris, type Workspace } from './workspace.js';

export interface CheckOptions {
  /** Undefined: as the configuration says. */
  readonly profile?: 'recommended' | 'strict';
  readonly rule?: readonly string[];
  readonly format: Format;
  readonly failOn: Severity | 'never';
  readonly structure?: 'on' | 'off';
  readonly baseline?: string;
  readonly output?: string;
  readonly today: string;
}

/** Kinds of files that rules look at: how many there are does not depend on the rules that are asked for. */
const READ: ReadonlySet<FileKind> = new Set(['openapi', 'fragment', 'code', 'properties']);

const WORDS = {
  about: 'print the findings of documents, route code and folders',
  path: 'files, folders or globs; of a path that is left out the reason is said, and one that names nothing exits with 2',
  failOn: 'exit with 1 at findings of this severity or a worse one',
  structure: 'the structure check; off above 2 MB unless it is on',
  baseline: 'leave out what this file knows, and report security that is weaker than in it',
  output: 'write the report there instead of to the terminal',
  patterns: 'Of {count} patterns it was not found out in time how they behave on hostile text.',
  nothing: 'No API description and no route was found.',
  part: 'If this is part of a document, name the document or a folder that holds both.',
};

export function checkCommand({ command, io, done }: Cli): void {
  command('check', WORDS.about)
    .argument('<path...>', WORDS.path)
    .addOption(OPTIONS.profile())
    .addOption(OPTIONS.rule())
    .addOption(OPTIONS.format(...FORMATS))
    .addOption(OPTIONS.failOn(WORDS.failOn))
    .addOption(new Option('--structure <when>', WORDS.structure).choices(['on', 'off']))
    .option('--baseline <file>', WORDS.baseline)
    .option('--output <file>', WORDS.output)
    .addOption(OPTIONS.today(io))
    .action(async (paths, options) => done(await check(paths, options, io)));
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const opened = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: {
      ...(options.profile ? { profile: options.profile } : {}),
      ...(options.rule ? { rules: options.rule } : {}),
    },
    today: options.today,
    structure: options.structure ?? 'auto',
    baseline: options.baseline === undefined ? undefined : baselineOf(io.cwd, options.baseline),
    shownOnly: true,
  });
  const held = options.baseline !== undefined;
  const left = leftOut(opened);
  const workspace = { ...opened, skipped: [...opened.skipped, ...left] };
  const report = reportOf(workspace, held);
  const text = render(options.format, report, workspace);
  const { undecided } = workspace.world.regex;
  await workspace.close();
  if (undecided > 0) io.err(`${fill(WORDS.patterns, { count: undecided })}\n`);
  if (options.output === undefined) io.out(text);
  else io.write(path.resolve(io.cwd, options.output), text);
  if (report.findings.length === 0 && !holdsApi(workspace)) {
    if (isAllSkipped(opened)) return 2;
    const isPart = workspace.named.some((uri) => mayBePart(workspace, uri));
    if (left.length === 0) io.err(`${isPart ? `${WORDS.nothing} ${WORDS.part}` : WORDS.nothing}\n`);
    return 0;
  }
  const limit = options.failOn === 'never' ? -1 : SEVERITIES.indexOf(options.failOn);
  return report.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? 1 : 0;
}

function holdsApi(workspace: Workspace): boolean {
  return reportedUris(workspace).some((uri) => !isOurs(workspace.engine.kindOf(uri)));
}

/** Whether nobody knows what a document is there for. */
function mayBePart({ engine }: Workspace, uri: string): boolean {
  const document = engine.document(uri);
  return document !== undefined && isDocument(document.language) && engine.kindOf(uri) === 'other';
}

/** The same for every host: what the engine says of all files, settled. */
export function reportOf(workspace: Workspace, held = false) {
  const { engine, skipped, context } = workspace;
  const files = reported(workspace);
  const { endpoints, webhooks } = engine.model();
  const isOwn = (uri: string) => !engine.excludes(uri) && !context.has(uri);
  const checked = (found: readonly Endpoint[]) => new Set(found.filter(({ at }) => isOwn(at.uri)));
  const isAside = asideTest(workspace.cwd);
  const read = engine.changed(0).filter((uri) => isOwn(uri) && READ.has(engine.kindOf(uri)) && !isAside(uri));
  const unread = files.filter(({ uri }) => engine.kindOf(uri) === 'other');
  return checkJson(files, {
    files: read.length + unread.length,
    operations: checked(endpoints.flatMap(({ documented }) => documented)).size,
    ...(webhooks.length > 0 ? { webhooks: checked(webhooks.map(({ call }) => call)).size } : {}),
    routes: checked(endpoints.flatMap(({ implemented }) => implemented)).size,
    suppressed: files.reduce((sum, { uri }) => sum + engine.findings(uri).suppressed.length, 0),
    ...(held ? { baselined: files.reduce((sum, { uri }) => sum + engine.findings(uri).baselined, 0) } : {}),
    skipped,
  });
}
