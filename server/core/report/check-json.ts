import { type Finding, SEVERITIES, type Severity } from '../rule/finding.js';
import { byText } from '../text/order.js';
import type { Position } from '../text/span.js';

/** A file as reports name it, and how its offsets become lines and columns. */
export interface ReportedFile {
  /** Relative to the working directory, with '/'. */
  readonly name: string;
  readonly findings: readonly Finding[];
  positionAt(offset: number): Position;
}

export interface CheckTotals {
  readonly files: number;
  readonly operations: number;
  /** Calls that the API makes; undefined without any. */
  readonly webhooks?: number;
  readonly routes: number;
  readonly suppressed: number;
  /** Findings that a baseline knows; undefined without one. */
  readonly baselined?: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface FindingJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly profile: string;
  readonly message: string;
  readonly file: string;
  /** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly pointer?: string;
  readonly endpoint?: string;
  readonly fingerprint: string;
  readonly fixes: readonly { readonly title: string; readonly safety: string }[];
}

export interface CheckJson {
  readonly version: 1;
  readonly findings: readonly FindingJson[];
  readonly summary: {
    readonly files: number;
    readonly operations: number;
    readonly webhooks?: number;
    readonly routes: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
    readonly suppressed: number;
    readonly baselined?: number;
  };
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** The report of `check`; findings sorted by file, line, column, rule. */
export function checkJson(files: readonly ReportedFile[], totals: CheckTotals): CheckJson {
  const findings = files
    .flatMap((file) => file.findings.map((finding) => findingJson(file, finding)))
    .sort(compare);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [error, warning, info, hint] = SEVERITIES.map(count);
  return {
    version: 1,
    findings,
    summary: {
      files: totals.files,
      operations: totals.operations,
      ...(totals.webhooks === undefined ? {} : { webhooks: totals.webhooks }),
      routes: totals.routes,
      bySeverity: { error: error ?? 0, warning: warning ?? 0, info: info ?? 0, hint: hint ?? 0 },
      suppressed: totals.suppressed,
      ...(totals.baselined === undefined ? {} : { baselined: totals.baselined }),
    },
    skipped: totals.skipped,
  };
}

function findingJson(file: ReportedFile, finding: Finding): FindingJson {
  const start = file.positionAt(finding.place.range.start);
  const end = file.positionAt(finding.place.range.end);
  return {
    rule: finding.rule,
    severity: finding.severity,
    profile: finding.profile,
    message: finding.message,
    file: file.name,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    ...(finding.pointer === undefined ? {} : { pointer: finding.pointer }),
    ...(finding.endpoint === undefined ? {} : { endpoint: finding.endpoint }),
    fingerprint: finding.fingerprint,
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
  };
}

function compare(a: FindingJson, b: FindingJson): number {
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column || byText(a.rule, b.rule);
}
