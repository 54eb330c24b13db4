import type { Diagnostic } from 'vscode-languageserver/node';
import type { FindingsOf } from '../core/engine/types.js';
import { type Finding, SEVERITIES } from '../core/rule/finding.js';
import { type Setting, toDiagnostic, toSummary } from './convert.js';

/** VS Code drops what is beyond 1,000 in a file; a person drops it long before. */
export const MOST = 500;

/** The diagnostics of one file: the most important findings, in the order of the text, and a summary of the rest. */
export function diagnosticsOf(
  findings: readonly Finding[],
  near: number | undefined,
  setting: Setting,
): Diagnostic[] {
  const shown = findings.length > MOST ? mostImportant(findings, near) : findings;
  const diagnostics = shown.flatMap((finding) => toDiagnostic(finding, setting) ?? []);
  if (shown.length < findings.length) diagnostics.push(toSummary(shown.length, findings.length));
  return diagnostics;
}

/** By severity, then exposure before hygiene, then nearness to where the person is; ties stay in the order of the text. */
export function mostImportant(findings: readonly Finding[], near: number | undefined): readonly Finding[] {
  const rank = (finding: Finding): number =>
    SEVERITIES.indexOf(finding.severity) * 2 + (finding.weight === 'exposure' ? 0 : 1);
  const distance = (finding: Finding): number =>
    near === undefined ? 0 : Math.abs(finding.place.range.start - near);
  const ranked = findings.map((finding, index) => ({
    finding,
    index,
    rank: rank(finding),
    far: distance(finding),
  }));
  ranked.sort((a, b) => a.rank - b.rank || a.far - b.far || a.index - b.index);
  return ranked
    .slice(0, MOST)
    .sort((a, b) => a.index - b.index)
    .map(({ finding }) => finding);
}

/** The newest set of one file and its identity: the id changes when, and only when, the set does. */
export interface Bulletin {
  readonly id: string;
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
  /** False while parts of the file are not checked yet. */
  readonly complete: boolean;
}

/** Makes bulletins; keeps the last one of each file to tell whether a set differs. */
export interface Board {
  bulletin(uri: string): Bulletin | undefined;
  drop(uri: string): void;
}

export interface BoardSetting {
  readonly convert: Setting;
  findings(uri: string): FindingsOf;
  pending(uri: string): number;
  /** Tells the ids of this server from those of one that ran before: a client may hand those back. */
  readonly run: string;
  near(uri: string): number | undefined;
}

export function createBoard(setting: BoardSetting): Board {
  const last = new Map<string, Bulletin & { readonly text: string }>();
  let ids = 0;
  return {
    bulletin(uri) {
      const document = setting.convert.documentOf(uri);
      if (!document) return undefined;
      const found = setting.findings(uri);
      const diagnostics = diagnosticsOf(found.findings, setting.near(uri), setting.convert);
      const text = JSON.stringify(diagnostics);
      const before = last.get(uri);
      const id = before?.text === text ? before.id : `${setting.run}-${++ids}`;
      const next = { id, version: document.version, diagnostics, complete: setting.pending(uri) === 0, text };
      last.set(uri, next);
      return next;
    },
    drop: (uri) => {
      last.delete(uri);
    },
  };
}
