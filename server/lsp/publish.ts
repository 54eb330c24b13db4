import type { Diagnostic } from 'vscode-languageserver/node';
import { equal } from '../core/engine/equal.js';
import type { FindingsOf } from '../core/engine/types.js';
import type { Finding } from '../core/rule/finding.js';
import { type Setting, toDiagnostic, toSummary } from './convert.js';

/** VS Code drops what is beyond 1,000 in a file; a person drops it long before. */
export const MOST = 500;

/** The diagnostics of one file: those of the findings, and a summary where there are more. */
function diagnosticsOf(findings: readonly Finding[], total: number, setting: Setting): Diagnostic[] {
  const diagnostics = findings.flatMap((finding) => toDiagnostic(finding, setting) ?? []);
  if (findings.length < total) diagnostics.push(toSummary(findings.length, total));
  return diagnostics;
}

/** The newest set of one file and its identity: the id changes when, and only when, the set does. */
export interface Bulletin {
  readonly id: string;
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
  /** False while parts of the file are not checked yet. */
  readonly complete: boolean;
}

/** A bulletin and all that it was made of. */
interface Made extends Bulletin {
  readonly revision: number;
  readonly near: number | undefined;
  /** Nothing in it points into other files, whose positions have versions of their own. */
  readonly alone: boolean;
}

/** Makes bulletins; keeps the last one of each file to tell whether a set differs. */
export interface Board {
  bulletin(uri: string): Bulletin | undefined;
  drop(uri: string): void;
}

export interface BoardSetting {
  readonly convert: Setting;
  findings(uri: string): Pick<FindingsOf, 'revision' | 'total'>;
  mostImportant(uri: string, most: number, near: number | undefined): readonly Finding[];
  pending(uri: string): number;
  /** Tells the ids of this server from those of one that ran before: a client may hand those back. */
  readonly run: string;
  near(uri: string): number | undefined;
}

export function createBoard(setting: BoardSetting): Board {
  const last = new Map<string, Made>();
  let ids = 0;
  return {
    bulletin(uri) {
      const document = setting.convert.documentOf(uri);
      if (!document) return undefined;
      const { revision, total } = setting.findings(uri);
      const near = total > MOST ? setting.near(uri) : undefined;
      const complete = setting.pending(uri) === 0;
      const { version } = document;
      const before = last.get(uri);
      const isSame = before?.revision === revision && before.near === near && before.version === version;
      if (isSame && before.alone) return { ...before, complete };
      const findings = setting.mostImportant(uri, MOST, near);
      const diagnostics = diagnosticsOf(findings, total, setting.convert);
      const id = before && equal(before.diagnostics, diagnostics) ? before.id : `${setting.run}-${++ids}`;
      const alone = findings.every(({ related }) => related.length === 0);
      const next = { id, version, diagnostics, complete, revision, near, alone };
      last.set(uri, next);
      return next;
    },
    drop: (uri) => {
      last.delete(uri);
    },
  };
}
