import manifest from '../../package.json' with { type: 'json' };
import { RULES } from '../../rules/index.js';
import type { CheckJson } from '../core/report/check-json.js';
import { githubAnnotations } from '../core/report/github.js';
import { type SarifEdit, sarif } from '../core/report/sarif.js';
import { checkText } from '../core/report/text.js';
import type { Finding } from '../core/rule/finding.js';
import { pathOfUri } from '../host/uris.js';
import { nameOf, nameOfUri, reported, type Workspace } from './workspace.js';

/** How `check` may print what it found. */
export type Format = 'text' | 'json' | 'sarif' | 'github';

export const FORMATS: readonly Format[] = ['text', 'json', 'sarif', 'github'];

/** Fixes of longer documents are left out of SARIF: each is planned and proved on the whole text. */
const MOST_TEXT = 1_000_000;

export function render(format: Format, report: CheckJson, workspace: Workspace): string {
  if (format === 'json') return json(report);
  if (format === 'sarif') return json(sarifOf(workspace));
  if (format === 'github') return githubAnnotations(report);
  const { ours, cwd } = workspace;
  const written = new Set(ours.map((uri) => nameOfUri(cwd, uri)));
  return checkText(report, (file) => written.has(file));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sarifOf(workspace: Workspace) {
  const { engine, cwd, skipped } = workspace;
  const files = reported(workspace).map((file) => ({
    ...file,
    suppressed: engine.findings(file.uri).suppressed,
  }));
  return sarif(files, {
    version: manifest.version,
    rules: RULES,
    skipped,
    fix: (finding, index) => editsOf(workspace, finding, index),
    fileOf(uri) {
      const document = engine.document(uri);
      const positionAt = document && ((offset: number) => document.positionAt(offset));
      return positionAt && { name: nameOf(cwd, pathOfUri(uri) ?? uri), positionAt };
    },
  });
}

function editsOf(
  { engine }: Workspace,
  { place, fingerprint }: Finding,
  index: number,
): readonly SarifEdit[] {
  const document = engine.document(place.uri);
  if (!document || document.length > MOST_TEXT) return [];
  const edits = engine.fix(place.uri, document.version, fingerprint, index);
  return edits === 'stale' ? [] : edits;
}
