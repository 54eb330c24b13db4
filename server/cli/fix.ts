import { Option } from 'commander';
import type { Engine, FileEdit } from '../core/engine/types.js';
import { unifiedDiff } from '../core/report/diff.js';
import type { Finding } from '../core/rule/finding.js';
import { fill } from '../core/rule/rule.js';
import { applyEdits } from '../core/syntax/edit/plan.js';
import { settle } from '../host/settle.js';
import { pathOfUri } from '../host/uris.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { leftOut } from './left-out.js';
import {
  isAllSkipped,
  nameOf,
  openWorkspace,
  reportedUris,
  skippedLines,
  type Workspace,
} from './workspace.js';

export interface FixOptions {
  readonly rule?: readonly string[];
  readonly review?: boolean;
  readonly write?: boolean;
  readonly today: string;
}

/** Fixes that make others possible are few rounds deep; a rule that undoes another must not go on forever. */
const MOST_ROUNDS = 10;
/** Files that one line names. */
const MOST_NAMES = 3;
const MORE = '…';
const BYTE_ORDER_MARK = '\uFEFF';
const WORDS = {
  about: 'show fixes as a diff, or write them',
  safe: 'safe fixes only, which is the default',
  review: 'those too that a person has to look at: the first that each finding has',
  write: 'write the files instead of showing a diff',
  none: 'Nothing to fix.',
  one: '1 fix needs a review: --review takes it too.',
  many: '{count} fixes need a review: --review takes them too.',
  written: 'fixed',
  elsewhere: '1 fix lies in a file that the paths do not name: {files}.',
  elsewheres: '{count} fixes lie in files that the paths do not name: {files}.',
};

export function fixCommand({ command, io, done }: Cli): void {
  command('fix', WORDS.about)
    .argument('<path...>')
    .addOption(new Option('--safe', WORDS.safe).conflicts('review'))
    .option('--review', WORDS.review)
    .addOption(OPTIONS.rule())
    .option('--write', WORDS.write)
    .addOption(OPTIONS.today(io))
    .action(async (paths, options) => done(await fix(paths, options, io)));
}

export async function fix(paths: readonly string[], options: FixOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: options.rule ? { rules: options.rule } : {},
    today: options.today,
    structure: 'off',
  });
  const { engine, ours, world } = workspace;
  const before = new Map(ours.map((uri) => [uri, engine.document(uri)?.text() ?? '']));
  for (let round = 0; round < MOST_ROUNDS && (await fixOnce(workspace, options.review)); round++);
  await workspace.close();
  let changed = 0;
  for (const uri of ours) {
    const file = pathOfUri(uri);
    const [old, now] = [before.get(uri) ?? '', engine.document(uri)?.text() ?? ''];
    if (file === undefined || old === now) continue;
    changed++;
    const name = nameOf(io.cwd, file);
    if (options.write) {
      io.write(file, (world.marked.has(uri) ? BYTE_ORDER_MARK : '') + now);
      io.out(`${name}: ${WORDS.written}\n`);
    } else io.out(unifiedDiff(name, old, now));
  }
  io.err(skippedLines([...workspace.skipped, ...leftOut(workspace)]));
  if (isAllSkipped(workspace)) return 2;
  const left = options.review ? 0 : reviewed(workspace);
  if (left > 0) io.err(`${left === 1 ? WORDS.one : fill(WORDS.many, { count: left })}\n`);
  const elsewhere = elsewhereLine(workspace, options.review);
  if (elsewhere !== undefined) io.err(`${elsewhere}\n`);
  if (changed === 0 && left === 0 && elsewhere === undefined) io.err(`${WORDS.none}\n`);
  return changed > 0 && !options.write ? 1 : 0;
}

/** True when something was fixed. */
async function fixOnce({ engine, ours, world }: Workspace, review = false): Promise<boolean> {
  let any = false;
  for (const uri of ours) {
    const version = engine.document(uri)?.version ?? 0;
    // A repair that reaches into a file that nobody named is left to a person.
    const edits = engine.fixAll(uri, version, { review, within: (one) => ours.includes(one) });
    if (edits === 'stale' || edits.length === 0) continue;
    for (const file of new Set(edits.map((edit) => edit.uri))) apply(engine, file, edits);
    any = true;
    await settle(engine, world);
  }
  return any;
}

/** How many findings have fixes of which none is safe. */
function reviewed({ engine, ours }: Workspace): number {
  return sum(ours.map((uri) => fixable(engine, uri, needsReview)));
}

/** What there is to fix in other files that the findings are about; undefined for nothing. */
function elsewhereLine(workspace: Workspace, review = false): string | undefined {
  const { engine, ours, cwd } = workspace;
  const counts = reportedUris(workspace)
    .filter((uri) => !ours.includes(uri))
    .map((uri) => ({ uri, count: fixable(engine, uri, (finding) => review || !needsReview(finding)) }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return undefined;
  const names = counts.slice(0, MOST_NAMES).map(({ uri }) => nameOf(cwd, pathOfUri(uri) ?? uri));
  const files = [...names, ...(counts.length > MOST_NAMES ? [MORE] : [])].join(', ');
  const count = sum(counts.map((one) => one.count));
  return count === 1 ? fill(WORDS.elsewhere, { files }) : fill(WORDS.elsewheres, { count, files });
}

/** How many of the findings of a file that are asked for have a fix that can be made where they stand. */
function fixable(engine: Engine, uri: string, isAsked: (finding: Finding) => boolean): number {
  const isFeasible = engine.feasible(uri);
  const { findings } = engine.findings(uri);
  return findings.filter(
    (finding) => isAsked(finding) && finding.fixes.some((_, index) => isFeasible(finding, index)),
  ).length;
}

function needsReview({ fixes }: Finding): boolean {
  return fixes.every(({ safety }) => safety === 'review');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function apply(engine: Engine, uri: string, edits: readonly FileEdit[]): void {
  const document = engine.document(uri);
  if (!document) return;
  const text = applyEdits(
    document.text(),
    edits.filter((edit) => edit.uri === uri),
  );
  engine.edit(document.edit(document.version + 1, [{ range: { start: 0, end: document.length }, text }]));
}
