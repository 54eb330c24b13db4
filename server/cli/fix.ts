import { Option } from 'commander';
import type { Engine, FileEdit } from '../core/engine/types.js';
import { unifiedDiff } from '../core/report/diff.js';
import { fill } from '../core/rule/rule.js';
import { applyEdits } from '../core/syntax/edit/plan.js';
import { settle } from '../host/settle.js';
import { pathOfUri } from '../host/uris.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { leftOut } from './left-out.js';
import { isAllSkipped, nameOf, openWorkspace, skippedLines, type Workspace } from './workspace.js';

export interface FixOptions {
  readonly rule?: readonly string[];
  readonly review?: boolean;
  readonly write?: boolean;
  readonly today: string;
}

/** Fixes that make others possible are few rounds deep; a rule that undoes another must not go on forever. */
const MOST_ROUNDS = 10;
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
  const left = options.review ? 0 : unsafe(workspace);
  if (left > 0) io.err(`${left === 1 ? WORDS.one : fill(WORDS.many, { count: left })}\n`);
  else if (changed === 0) io.err(`${WORDS.none}\n`);
  return changed > 0 && !options.write ? 1 : 0;
}

/** True when something was fixed. */
async function fixOnce({ engine, ours, world }: Workspace, review = false): Promise<boolean> {
  let any = false;
  for (const uri of ours) {
    const version = engine.document(uri)?.version ?? 0;
    const edits = engine.fixAll(uri, version, { review });
    if (edits === 'stale' || edits.length === 0) continue;
    // A repair that reaches into a file that nobody named is left to a person.
    if (!edits.every((edit) => ours.includes(edit.uri))) continue;
    for (const file of new Set(edits.map((edit) => edit.uri))) apply(engine, file, edits);
    any = true;
    await settle(engine, world);
  }
  return any;
}

/** How many findings have fixes of which none is safe. */
function unsafe({ engine, ours }: Workspace): number {
  const counts = ours.map((uri) => {
    const isFeasible = engine.feasible(uri);
    const { findings } = engine.findings(uri);
    return findings.filter(
      (finding) =>
        finding.fixes.every(({ safety }) => safety === 'review') &&
        finding.fixes.some((_, index) => isFeasible(finding, index)),
    ).length;
  });
  return counts.reduce((sum, count) => sum + count, 0);
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
