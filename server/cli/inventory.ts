import { RULES } from '../../rules/index.js';
import { spotAtPath } from '../core/engine/seen.js';
import type { Engine } from '../core/engine/types.js';
import type { Endpoint, EndpointEntry } from '../core/model/types.js';
import { inventoryOf, inventoryTable } from '../core/report/inventory.js';
import type { Finding } from '../core/rule/finding.js';
import { rangeOf } from '../core/syntax/tree.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { isAllSkipped, nameOfUri, openWorkspace, skippedLines } from './workspace.js';

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
  const { engine } = workspace;
  const endpoints = inventoryOf(engine.model().endpoints, {
    locate: (endpoint) => ({
      file: nameOfUri(io.cwd, endpoint.at.uri),
      line: lineOf(engine, endpoint),
    }),
    drift: (entry) => driftOf(engine, entry),
  });
  await workspace.close();
  io.out(format === 'json' ? `${JSON.stringify({ endpoints }, null, 2)}\n` : inventoryTable(endpoints));
  io.err(skippedLines(workspace));
  return isAllSkipped(workspace) ? 2 : 0;
}

/** Rules that hold a document against code. */
const DRIFT: ReadonlySet<string> = new Set(RULES.filter(({ check }) => check.endpoint).map(({ id }) => id));

/** Findings of those rules about the entry, or where one of its endpoints stands. */
function driftOf(engine: Engine, { key, documented, implemented }: EndpointEntry): readonly Finding[] {
  const endpoints = [...documented, ...implemented];
  const found = [...new Set(endpoints.map(({ at }) => at.uri))].flatMap((uri) =>
    engine.findings(uri).findings.filter(({ rule }) => DRIFT.has(rule)),
  );
  const here = new Set(endpoints.map((endpoint) => `${endpoint.at.uri} ${startOf(engine, endpoint)}`));
  return found.filter(
    ({ endpoint, place }) => endpoint === key || here.has(`${place.uri} ${place.range.start}`),
  );
}

function lineOf(engine: Engine, endpoint: Endpoint): number {
  const document = engine.document(endpoint.at.uri);
  const start = startOf(engine, endpoint);
  return document && start !== undefined ? document.positionAt(start).line + 1 : 1;
}

/** Offset of where the endpoint is declared. */
function startOf(engine: Engine, { at }: Endpoint): number | undefined {
  const document = engine.document(at.uri);
  const spot = document && spotAtPath(document, at.path, true);
  return document && spot ? rangeOf(document, spot).start : undefined;
}
