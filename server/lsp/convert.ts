import {
  type AnnotatedTextEdit,
  type Diagnostic,
  DiagnosticSeverity,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { FileEdit } from '../core/engine/types.js';
import type { Finding, Severity } from '../core/rule/finding.js';
import type { Document } from '../core/text/document.js';
import type { Place } from '../core/text/span.js';
import { say } from './words.js';

export type Encoding = 'utf-16' | 'utf-8';

/** What a conversion depends on: abilities of the client and the documents of the session. */
export interface Setting {
  readonly encoding: Encoding;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  readonly createsFiles: boolean;
  documentOf(uri: string): Document | undefined;
  /** The version that the client knows; null for a file that it has not opened. */
  versionOf(uri: string): number | null;
  ruleHref(rule: string): string | undefined;
  /** The client's spelling of a URI of ours. */
  theirs(uri: string): string;
}

const SOURCE = 'portcullis';

/** The only place that knows both a finding of the engine and a diagnostic of the protocol. */
export function toDiagnostic(finding: Finding, setting: Setting): Diagnostic | undefined {
  const range = toRange(finding.place, setting);
  if (!range) return undefined;
  const href = setting.codeDescription ? setting.ruleHref(finding.rule) : undefined;
  const related = setting.relatedInformation ? relatedOf(finding, setting) : [];
  return {
    range,
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
    ...(href ? { codeDescription: { href } } : {}),
    ...(related.length ? { relatedInformation: related } : {}),
  };
}

/** Those of the client's diagnostics that show this finding. */
export function shownAs(
  finding: Finding,
  diagnostics: readonly Diagnostic[],
  setting: Setting,
): Diagnostic[] {
  const range = toRange(finding.place, setting);
  if (!range) return [];
  const start = `${range.start.line}:${range.start.character}`;
  return diagnostics.filter(
    (diagnostic) =>
      diagnostic.source === SOURCE &&
      diagnostic.code === finding.rule &&
      `${diagnostic.range.start.line}:${diagnostic.range.start.character}` === start,
  );
}

/** Stands for the findings that the cap left out. */
export function toSummary(shown: number, total: number): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    message: say('more', { shown, total }),
  };
}

/** Edits of one fix; `confirm` asks the person to look first, where the client can. */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  setting: Setting,
  confirm: boolean,
): WorkspaceEdit {
  const annotate = confirm && setting.changeAnnotations && setting.documentChanges;
  const files = new Map<string, (TextEdit | AnnotatedTextEdit)[]>();
  for (const edit of edits) {
    const document = setting.documentOf(edit.uri);
    if (!document) continue;
    const text = { range: rangeIn(document, edit.range, setting.encoding), newText: edit.text };
    const list = files.get(edit.uri) ?? [];
    list.push(annotate ? { ...text, annotationId: 'review' } : text);
    files.set(edit.uri, list);
  }
  if (!setting.documentChanges) {
    return { changes: Object.fromEntries([...files].map(([uri, list]) => [setting.theirs(uri), list])) };
  }
  return {
    documentChanges: [...files].map(([uri, list]) => ({
      textDocument: { uri: setting.theirs(uri), version: setting.versionOf(uri) },
      edits: list,
    })),
    ...(annotate ? { changeAnnotations: { review: REVIEW } } : {}),
  };
}

/**
 * A new file with this text; refused by the client when there is one already. An empty file that the client has open
 * takes the text as an edit. Null where the client cannot make files.
 */
export function toNewFile(uri: string, text: string, setting: Setting): WorkspaceEdit | null {
  const document = setting.documentOf(uri);
  if (document) {
    const range = { start: 0, end: document.length };
    return toWorkspaceEdit([{ uri, version: document.version, range, text }], setting, false);
  }
  if (!setting.documentChanges || !setting.createsFiles) return null;
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri: setting.theirs(uri), options: { overwrite: false, ignoreIfExists: false } },
      {
        textDocument: { uri: setting.theirs(uri), version: null },
        edits: [{ range: { start, end: start }, newText: text }],
      },
    ],
  };
}

/** A position of the protocol; columns count in the encoding that was agreed on. */
export function toPosition(document: Document, offset: number, encoding: Encoding): Position {
  const position = document.positionAt(offset);
  if (encoding === 'utf-16') return position;
  const before = textOf(document).slice(offset - position.character, offset);
  return { line: position.line, character: Buffer.byteLength(before, 'utf8') };
}

/** An offset in UTF-16 units, clamped to the text. */
export function toOffset(document: Document, position: Position, encoding: Encoding): number {
  if (encoding === 'utf-16') return document.offsetAt(position);
  const start = document.offsetAt({ line: position.line, character: 0 });
  const end = Math.max(start, document.offsetAt({ line: position.line + 1, character: 0 }));
  return start + unitsOf(textOf(document).slice(start, end), position.character);
}

/** A range of the protocol. */
export function rangeIn(
  document: Document,
  range: { start: number; end: number },
  encoding: Encoding,
): Range {
  return {
    start: toPosition(document, range.start, encoding),
    end: toPosition(document, range.end, encoding),
  };
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const REVIEW = { label: say('review'), description: say('reviewDescription'), needsConfirmation: true };

function relatedOf(finding: Finding, setting: Setting) {
  return finding.related.flatMap((related) => {
    const range = toRange(related.place, setting);
    return range
      ? [{ message: related.message, location: { uri: setting.theirs(related.place.uri), range } }]
      : [];
  });
}

/** Undefined when the place is of another version than the session holds. */
function toRange(place: Place, setting: Setting): Range | undefined {
  const document = setting.documentOf(place.uri);
  if (!document || document.version !== place.version) return undefined;
  return rangeIn(document, place.range, setting.encoding);
}

/** How many UTF-16 units the first `bytes` bytes of a line are. */
function unitsOf(line: string, bytes: number): number {
  let units = 0;
  let seen = 0;
  for (const char of line) {
    seen += Buffer.byteLength(char, 'utf8');
    if (seen > bytes || char === '\n') break;
    units += char.length;
  }
  return units;
}

/** The joined text is kept for as long as its version lives: UTF-8 columns need it several times. */
const texts = new WeakMap<Document, string>();

function textOf(document: Document): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = document.text();
  texts.set(document, text);
  return text;
}
