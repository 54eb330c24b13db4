import { RULES } from '../../rules/index.js';
import { driftRules, findingsOn, placeAt } from '../core/engine/endpoints.js';
import type { Engine } from '../core/engine/types.js';
import type { Endpoint, EndpointEntry } from '../core/facts/api.js';
import { inventoryOf, inventoryTable, webhooksOf } from '../core/report/inventory.js';
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
  const locate = ({ at }: Endpoint) => ({ file: nameOfUri(io.cwd, at.uri), line: lineOf(engine, at) });
  const model = engine.model();
  const endpoints = inventoryOf(model.endpoints.filter(asked), {
    locate,
    drift: (entry) => findingsOn(engine, entry).filter(({ rule }) => DRIFT.has(rule)),
  });
  const calls = model.webhooks.filter(({ call }) => !context.has(call.at.uri));
  const webhooks = webhooksOf(calls, { locate });
  await workspace.close();
  const all = { endpoints, ...(webhooks.length > 0 ? { webhooks } : {}) };
  io.out(format === 'json' ? `${JSON.stringify(all, null, 2)}\n` : inventoryTable(endpoints, webhooks));
  io.err(skippedLines(workspace.skipped));
  return isAllSkipped(workspace) ? 2 : 0;
}

function lineOf(engine: Engine, anchor: Anchor): number {
  const place = placeAt(engine, anchor);
  return (engine.document(anchor.uri)?.positionAt(place?.range.start ?? 0).line ?? 0) + 1;
}
