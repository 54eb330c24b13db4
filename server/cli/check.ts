import path from 'node:path';
import { checkJson } from '../core/report/check-json.js';
import { checkText } from '../core/report/text.js';
import { SEVERITIES, type Severity } from '../core/rule/finding.js';
import type { Io } from './io.js';
import { openWorkspace, reported, type Workspace } from './workspace.js';

export interface CheckOptions {
  readonly profile: 'recommended' | 'strict';
  readonly rule?: readonly string[];
  readonly format: 'text' | 'json';
  readonly failOn: Severity | 'never';
  readonly structure?: 'on' | 'off';
  readonly output?: string;
  readonly today: string;
}

const NOTHING = 'No API description was found.\n';

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection: { profile: options.profile, ...(options.rule ? { rules: options.rule } : {}) },
    today: options.today,
    structure: options.structure ?? 'auto',
  });
  const report = reportOf(workspace);
  await workspace.close();
  const text = options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : checkText(report);
  if (options.output === undefined) io.out(text);
  else io.write(path.resolve(io.cwd, options.output), text);
  if (report.summary.files === 0) {
    if (report.skipped.length > 0) return 2;
    io.err(NOTHING);
    return 0;
  }
  const limit = options.failOn === 'never' ? -1 : SEVERITIES.indexOf(options.failOn);
  return report.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? 1 : 0;
}

/** The same for every host: what the engine says of all files, settled. */
export function reportOf(workspace: Workspace) {
  const { engine, named, skipped } = workspace;
  const files = reported(workspace);
  const operations = engine.model().endpoints.reduce((sum, { documented }) => sum + documented.length, 0);
  const suppressed = named.reduce((sum, uri) => sum + engine.findings(uri).suppressed.length, 0);
  return checkJson(files, { files: files.length, operations, routes: 0, suppressed, skipped });
}
