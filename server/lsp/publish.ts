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
  const ranks: Finding[][] = Array.from({ length: SEVERITIES.length * 2 }, () => []);
  for (const finding of findings) ranks[rankOf(finding)]?.push(finding);
  const chosen = new Set<Finding>();
  for (const rank of ranks)
    for (const finding of nearest(rank, MOST - chosen.size, near)) chosen.add(finding);
  return findings.filter((finding) => chosen.has(finding));
}

function rankOf({ severity, weight }: Finding): number {
  return SEVERITIES.indexOf(severity) * 2 + (weight === 'exposure' ? 0 : 1);
}

/** Those of a list in the order of the text that stand nearest to an offset. */
function nearest(list: readonly Finding[], count: number, near: number | undefined): readonly Finding[] {
  if (list.length <= count) return list;
  if (near === undefined || count === 0) return list.slice(0, count);
  const far = (index: number): number => {
    const finding = list[index];
    return finding ? Math.abs(finding.place.range.start - near) : Number.POSITIVE_INFINITY;
  };
  const behind = list.findIndex(({ place }) => place.range.start >= near);
  let from = behind < 0 ? list.length : behind;
  let to = from;
  while (to - from < count) {
    if (far(from - 1) <= far(to)) from -= 1;
    else to += 1;
  }
  // Of several that stand equally far the first counts.
  while (far(from - 1) === far(to - 1)) {
    from -= 1;
    to -= 1;
  }
  return list.slice(from, to);
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
  readonly text: string;
  readonly findings: readonly Finding[];
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
  findings(uri: string): FindingsOf;
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
      const { findings } = setting.findings(uri);
      const near = findings.length > MOST ? setting.near(uri) : undefined;
      const complete = setting.pending(uri) === 0;
      const { version } = document;
      const before = last.get(uri);
      const isSame = before?.findings === findings && before.near === near && before.version === version;
      if (isSame && before.alone) return { ...before, complete };
      const diagnostics = diagnosticsOf(findings, near, setting.convert);
      const text = JSON.stringify(diagnostics);
      const id = before?.text === text ? before.id : `${setting.run}-${++ids}`;
      const alone = findings.every(({ related }) => related.length === 0);
      const next = { id, version, diagnostics, complete, text, findings, near, alone };
      last.set(uri, next);
      return next;
    },
    drop: (uri) => {
      last.delete(uri);
    },
  };
}
