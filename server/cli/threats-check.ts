import type { Command } from 'commander';
import { decisionFacts, decisionsBeside, documentsBeside } from '../core/facts/config/decisions.js';
import { checkJson } from '../core/report/check-json.js';
import { type Cli, OPTIONS } from './command.js';
import { render } from './formats.js';
import type { Io } from './io.js';
import { isAllSkipped, openWorkspace, reported, skippedLines, type Workspace } from './workspace.js';

const WORDS = {
  about: 'check the files that keep decisions about threats',
  nothing: 'no decisions about threats found',
};

/** What is said of decisions, whatever the profile. */
const RULES = ['testing/invalid-threat-decisions', 'design/contradicted-claim'];

export interface ThreatsCheckOptions {
  readonly format: 'text' | 'json';
  readonly today: string;
}

/** `threats check [path]...`: each path is a document, the file of its decisions, or a folder. */
export function addThreatsCheck(threats: Command, { io, done }: Pick<Cli, 'io' | 'done'>): void {
  threats
    .enablePositionalOptions()
    .command('check')
    .description(WORDS.about)
    .argument('[paths...]')
    .addOption(OPTIONS.format('text', 'json'))
    .addOption(OPTIONS.today(io))
    .action(async (paths: readonly string[], options: ThreatsCheckOptions) =>
      done(await threatsCheck(paths.length === 0 ? ['.'] : paths, options, io)),
    );
}

/** The exit code: 0 when every decision counts, 1 when one does not, 2 when nothing could be read. */
export async function threatsCheck(
  paths: readonly string[],
  { format, today }: ThreatsCheckOptions,
  io: Io,
): Promise<number> {
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: { profile: 'strict', rules: RULES },
    today,
    structure: 'off',
  });
  await workspace.close();
  io.err(skippedLines(workspace.skipped));
  const files = new Set(workspace.named.flatMap((uri) => decisionsOf(workspace, uri)));
  if (files.size === 0) {
    io.err(`${WORDS.nothing}\n`);
    const isOther = workspace.named.some((uri) => workspace.engine.kindOf(uri) === 'other');
    return isAllSkipped(workspace) || isOther ? 2 : 0;
  }
  const about = [...files].flatMap((uri) => documentsBeside(uri));
  const operations = about.reduce(
    (sum, uri) => sum + (workspace.engine.evidence(uri)?.operations.length ?? 0),
    0,
  );
  const report = checkJson(
    reported(workspace).filter(({ uri }) => files.has(uri)),
    { files: files.size, operations, routes: 0, suppressed: 0, skipped: [] },
  );
  io.out(render(format, report, workspace));
  if (report.findings.length === 0 && ![...files].some((uri) => decides(workspace, uri)))
    io.err(`${WORDS.nothing}\n`);
  return report.findings.length > 0 ? 1 : 0;
}

function decides({ engine }: Workspace, uri: string): boolean {
  const document = engine.document(uri);
  return document !== undefined && decisionFacts(document).size > 0;
}

/** The file of decisions that was named, or that stands beside the document that was. */
function decisionsOf({ engine }: Workspace, uri: string): readonly string[] {
  const kind = engine.kindOf(uri);
  if (kind === 'decisions') return [uri];
  const beside = decisionsBeside(uri);
  return kind === 'openapi' && engine.kindOf(beside) === 'decisions' ? [beside] : [];
}
