import { RULES } from '../../rules/index.js';
import { driftRules, findingsOn, placeAt } from '../core/engine/endpoints.js';
import type { Engine } from '../core/engine/types.js';
import type { EndpointEntry } from '../core/facts/api.js';
import { inventoryOf, inventoryTable } from '../core/report/inventory.js';
import type { Anchor } from '../core/text/span.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { isAllSkipped, nameOfUri, openWorkspace, skippedLines } from './workspace.js';

const DRIFT = driftRules(RULES);
const WORDS = { about: 'list every endpoint, as documented and as implemented' };

export function inventoryCommand({ command, io, done }: Cli): void {
  command('inventory', WORDS.about)
    .argument('<path...>')
    .addOption(OPTIONS.format('table', 'json'))
    .action(async (paths, options) => done(await inventory(paths, options, io)));
}

export async function inventory(
  paths: readonly string[],
  { format }: { readonly format: 'table' | 'json' },
  io: Io,
): Promise<number> {
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: {},
    today: io.today(),
    structure: 'off',
  });
  const { engine, context } = workspace;
  const asked = ({ documented, implemented }: EndpointEntry) =>
    [...documented, ...implemented].some(({ at }) => !context.has(at.uri));
  const endpoints = inventoryOf(engine.model().endpoints.filter(asked), {
    locate: ({ at }) => ({ file: nameOfUri(io.cwd, at.uri), line: lineOf(engine, at) }),
    drift: (entry) => findingsOn(engine, entry).filter(({ rule }) => DRIFT.has(rule)),
  });
  await workspace.close();
  io.out(format === 'json' ? `${JSON.stringify({ endpoints }, null, 2)}\n` : inventoryTable(endpoints));
  io.err(skippedLines(workspace.skipped));
  return isAllSkipped(workspace) ? 2 : 0;
}

function lineOf(engine: Engine, anchor: Anchor): number {
  const place = placeAt(engine, anchor);
  return (engine.document(anchor.uri)?.positionAt(place?.range.start ?? 0).line ?? 0) + 1;
}
