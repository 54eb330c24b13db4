import path from 'node:path';
import invalidBaseline from '../../rules/testing/invalid-baseline.js';
import { createEngine } from '../core/engine/engine.js';
import { BASELINE_FILE } from '../core/facts/config/baseline.js';
import { baselineJson } from '../core/report/baseline.js';
import { fill } from '../core/rule/rule.js';
import { createDocument } from '../core/text/open.js';
import { baselineIn } from '../host/baseline.js';
import { openFiles } from '../host/files.js';
import { pathOfUri } from '../host/uris.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';
import { leftOut } from './left-out.js';
import { CannotRun } from './targets.js';
import { isAllSkipped, nameOf, openWorkspace, reported, skippedLines } from './workspace.js';

const WORDS = {
  about: 'write down what there is now, so that only what is new is reported',
  output: 'where to write it',
  written: 'written',
  taken: 'another file has this name, and is left as it is',
  broken: 'not a baseline of Portcullis',
  fault: 'line {line}: {message}',
  missing: 'no such file',
};

export interface BaselineOptions {
  readonly profile?: 'recommended' | 'strict';
  readonly output: string;
  readonly today: string;
}

export function baselineCommand({ command, io, done }: Cli): void {
  command('baseline', WORDS.about)
    .argument('<path...>')
    .addOption(OPTIONS.profile())
    .option('--output <file>', WORDS.output, BASELINE_FILE)
    .addOption(OPTIONS.today(io))
    .action(async (paths, options) => done(await baseline(paths, options, io)));
}

export async function baseline(paths: readonly string[], options: BaselineOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: options.profile ? { profile: options.profile } : {},
    today: options.today,
    structure: 'auto',
  });
  const file = path.resolve(io.cwd, options.output);
  const folder = path.dirname(file);
  const nameFrom = (uri: string) => nameOf(folder, pathOfUri(uri) ?? uri);
  const { engine, context } = workspace;
  const json = baselineJson({
    files: reported(workspace).map(({ uri, findings }) => ({ name: nameFrom(uri), findings })),
    model: engine.model(),
    concerns: (uri) => !context.has(uri) && !engine.excludes(uri),
    nameOf: nameFrom,
  });
  await workspace.close();
  if (baselineIn(openFiles([folder]), file) === 'broken') throw new CannotRun(options.output, WORDS.taken);
  io.err(skippedLines([...workspace.skipped, ...leftOut(workspace)]));
  if (isAllSkipped(workspace)) return 2;
  io.write(file, `${JSON.stringify(json, null, 2)}\n`);
  io.out(`${nameOf(io.cwd, file)}: ${WORDS.written}\n`);
  return 0;
}

/** The baseline that the user named. */
export function baselineOf(cwd: string, given: string) {
  const file = path.resolve(cwd, given);
  const found = baselineIn(openFiles([path.dirname(file)]), file);
  if (found === 'missing') throw new CannotRun(given, WORDS.missing);
  if (found === 'broken') throw new CannotRun(given, faultIn(file) ?? WORDS.broken);
  return found;
}

/** What the rule about baselines says of the file, and in which line; undefined where it has nothing to say. */
function faultIn(file: string): string | undefined {
  const read = openFiles([path.dirname(file)]).read(file);
  if (read.kind !== 'text') return undefined;
  const document = createDocument(`file:///${BASELINE_FILE}`, 'json', 1, read.text);
  const engine = createEngine({ rules: [invalidBaseline] });
  engine.open(document);
  while (engine.work(() => false));
  const [fault] = engine.findings(document.uri).findings;
  if (fault === undefined) return undefined;
  const line = document.positionAt(fault.place.range.start).line + 1;
  return fill(WORDS.fault, { line, message: fault.message });
}
