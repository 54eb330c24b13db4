import { RULES } from '../../rules/index.js';
import { threatModel } from '../core/model/threats/cards.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import { threatReport } from '../core/report/markdown.js';
import { threatsJson } from '../core/report/threats-json.js';
import { silentRules } from '../core/rule/rule.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { addThreatsCheck } from './threats-check.js';
import { nameOfUri, openWorkspace } from './workspace.js';

const WORDS = {
  about: 'model the threats of a document',
  notOne: 'not an OpenAPI document',
  several: 'holds several OpenAPI documents; name one of them: ',
};

export function threatsCommand({ command, io, done }: Cli): void {
  const threatsOf = command('threats', WORDS.about)
    .argument('<document>')
    .addOption(OPTIONS.format('markdown', 'json'))
    .action(async (document, options) => done(await threats(document, options, io)));
  addThreatsCheck(threatsOf, { io, done });
}

export async function threats(
  given: string,
  { format }: { readonly format: 'markdown' | 'json' },
  io: Io,
): Promise<number> {
  const selection = { profile: 'strict' as const };
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths: [given],
    selection,
    today: io.today(),
    structure: 'off',
  });
  const { engine, named } = workspace;
  await workspace.close();
  const documents = named.filter((one) => engine.kindOf(one) === 'openapi');
  if (documents.length > 1) {
    const names = documents.map((one) => nameOfUri(io.cwd, one)).sort();
    io.err(`${given}: ${WORDS.several}${names.join(', ')}\n`);
    return 2;
  }
  const [uri] = documents;
  const evidence = uri === undefined ? undefined : engine.evidence(uri);
  if (uri === undefined || !evidence) {
    io.err(`${given}: ${WORDS.notOne}\n`);
    return 2;
  }
  const name = nameOfUri(io.cwd, uri);
  const { document, operations, decisions } = evidence;
  const model = threatModel(document, operations, { templates: THREATS, name, decisions });
  const locate = (place: { readonly uri: string; readonly range: { readonly start: number } }) => {
    const at = engine.document(place.uri)?.positionAt(place.range.start) ?? { line: 0, character: 0 };
    const file = nameOfUri(io.cwd, place.uri);
    return { file, line: at.line + 1, column: at.character + 1, href: `${file}#L${at.line + 1}` };
  };
  if (format === 'json') io.out(`${JSON.stringify(threatsJson(model, name, locate), null, 2)}\n`);
  else {
    const { complete } = evidence.document;
    const silent = silentRules(RULES);
    const input = { model, name, complete, operations: evidence.operations, locate, silent };
    io.out(threatReport(input).markdown);
  }
  return 0;
}
