import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { mostImportant, rankOf, tallyOf } from '../../server/core/engine/important.js';
import type {
  Engine,
  FileEdit,
  FindingsOf,
  Layout,
  Selection,
  Want,
} from '../../server/core/engine/types.js';
import type { Known } from '../../server/core/model/types.js';
import type { Finding } from '../../server/core/rule/finding.js';
import type { Plain } from '../../server/core/syntax/node.js';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';
import type { Range } from '../../server/core/text/span.js';
import type { File, Outside, Parts } from '../../server/lsp/parts.js';
import { serve } from '../../server/lsp/serve.js';

/**
 * An engine of one rule: the word BAD is a finding with a safe fix (GOOD) and one that wants a look (FINE); FAR is a
 * finding while any other document holds TRIGGER. `load: <uri>` wants that file. Each call of work checks one document.
 */
export class WordEngine implements Engine {
  revision = 0;
  readonly documents = new Map<string, Document>();
  readonly checked: string[] = [];
  readonly days: string[] = [];
  selection: Selection = { profile: 'recommended' };
  layouts: Layout[] = [];
  /** Thrown by the next reading of findings. */
  failure: Error | undefined;
  private readonly waiting = new Set<string>();
  private readonly changes = new Map<string, number>();
  private readonly answered = new Set<string>();

  open(document: Document): void {
    this.edit(document);
  }
  edit(next: Document): void {
    this.documents.set(next.uri, next);
    this.waiting.add(next.uri);
    this.touch(next.uri);
  }
  close(uri: string): void {
    this.documents.delete(uri);
    this.waiting.delete(uri);
    this.touchAll();
  }
  document(uri: string): Document | undefined {
    return this.documents.get(uri);
  }
  today(date: string): void {
    this.days.push(date);
  }
  layout(layout: Layout): void {
    this.layouts.push(layout);
  }
  select(selection: Selection): void {
    this.selection = selection;
    this.touchAll();
  }
  baseline(): void {}
  searched(): void {}

  wants(): readonly Want[] {
    const wanted = [...this.documents.values()].flatMap((document) =>
      [...document.text().matchAll(/load: (\S+)/g)].flatMap(([, uri]) => uri ?? []),
    );
    return wanted
      .filter((uri) => !this.documents.has(uri) && !this.answered.has(uri))
      .map((uri) => ({ kind: 'file' as const, uri }));
  }
  answer(want: Want, _value: Known<Plain>): void {
    if (want.kind === 'file') this.answered.add(want.uri);
  }
  work(_stop: () => boolean): boolean {
    const [uri] = this.waiting;
    if (uri !== undefined) {
      this.waiting.delete(uri);
      this.checked.push(uri);
      this.touchAll();
    }
    return this.waiting.size > 0;
  }
  pending(uri: string): number {
    return this.waiting.has(uri) ? 1 : 0;
  }
  findings(uri: string): FindingsOf {
    const failure = this.failure;
    this.failure = undefined;
    if (failure) throw failure;
    const document = this.documents.get(uri);
    const found = document ? this.find(document) : [];
    return {
      revision: this.revision,
      total: found.length,
      findings: found,
      suppressed: [],
      baselined: 0,
      pending: this.pending(uri),
    };
  }
  mostImportant(uri: string, most: number, near?: number): readonly Finding[] {
    return mostImportantOf(this.findings(uri).findings, most, near);
  }
  findingsAt(uri: string, range: Range): readonly Finding[] {
    const { findings } = this.findings(uri);
    return findings.filter(({ place }) => place.range.start <= range.end && place.range.end >= range.start);
  }
  changed(since: number): readonly string[] {
    return [...this.changes].flatMap(([uri, revision]) => (revision > since ? [uri] : []));
  }
  fix(uri: string, version: number, fingerprint: string, index: number): readonly FileEdit[] | 'stale' {
    const finding = this.current(uri, version)?.find((one) => one.fingerprint === fingerprint);
    if (!finding) return 'stale';
    return [{ uri, version, range: finding.place.range, text: index === 0 ? 'GOOD' : 'FINE' }];
  }
  fixAll(uri: string, version: number): readonly FileEdit[] | 'stale' {
    return (
      this.current(uri, version)?.map(({ place }) => ({ uri, version, range: place.range, text: 'GOOD' })) ??
      'stale'
    );
  }
  /** Indexes of fixes that cannot be made anywhere. */
  refused = new Set<number>();
  feasible(): (finding: Finding, index: number) => boolean {
    return (_, index) => !this.refused.has(index);
  }
  suppress(uri: string, version: number, fingerprint: string, reason: string): readonly FileEdit[] | 'stale' {
    const finding = this.current(uri, version)?.find((one) => one.fingerprint === fingerprint);
    if (!finding) return 'stale';
    return [
      { uri, version, range: { start: 0, end: 0 }, text: `# portcullis-allow ${finding.rule}: ${reason}\n` },
    ];
  }
  describersOf(uri: string): readonly string[] {
    return [uri];
  }

  kindOf(): 'openapi' {
    return 'openapi';
  }
  shows(): boolean {
    return this.selection.profile === 'strict';
  }
  excludes(): boolean {
    return false;
  }
  compared(): undefined {}
  model() {
    return { endpoints: [], webhooks: [], names: new Map() };
  }
  evidence(): undefined {
    return undefined;
  }
  counters(): ReadonlyMap<string, number> {
    return new Map();
  }

  private current(uri: string, version: number): readonly Finding[] | undefined {
    const document = this.documents.get(uri);
    return document?.version === version ? this.find(document) : undefined;
  }
  private find(document: Document): Finding[] {
    const others = [...this.documents.values()].filter((other) => other !== document);
    const triggered = others.some((other) => other.text().includes('TRIGGER'));
    const words = triggered ? /\b(?:BAD|FAR)\b/g : /\bBAD\b/g;
    return [...document.text().matchAll(words)].map((match, index) => finding(document, match.index, index));
  }
  private touch(uri: string): void {
    this.changes.set(uri, ++this.revision);
  }
  private touchAll(): void {
    for (const uri of this.documents.keys()) this.touch(uri);
  }
}

/** Of findings in the order of the text. */
export function mostImportantOf(findings: readonly Finding[], most: number, near?: number): Finding[] {
  const entries = findings.map((one) => ({ start: one.place.range.start, finding: one }));
  const rank = (entry: (typeof entries)[number]) => rankOf(entry.finding);
  return mostImportant([{ begin: 0, entries, tally: tallyOf(entries, rank) }], rank, most, near).map(
    ({ entry }) => entry.finding,
  );
}

export function finding(document: Document, start: number, index: number): Finding {
  return {
    rule: 'words/bad',
    severity: 'warning',
    profile: 'recommended',
    weight: 'exposure',
    message: 'This word is bad.',
    place: { uri: document.uri, version: document.version, range: { start, end: start + 3 } },
    related: [],
    fixes: [
      { title: 'Make it good', safety: 'safe' },
      { title: 'Make it fine', safety: 'review' },
    ],
    fingerprint: `bad-${index}`,
  };
}

/** Files that a test has made up. */
export class PaperWorld implements Outside {
  readonly files = new Map<string, string>();
  readonly reads: string[] = [];
  /** Packages, by the URIs of their folders. */
  readonly fronted = new Set<string>();
  /** Files that are there and cannot be read. */
  readonly unreadable = new Set<string>();
  read(uri: string): File | 'missing' | 'unreadable' {
    this.reads.push(uri);
    const text = this.files.get(uri);
    if (this.unreadable.has(uri)) return 'unreadable';
    return text === undefined ? 'missing' : { uri, language: 'yaml', text };
  }
  presence(uri: string): 'there' | 'missing' {
    return this.files.has(uri) ? 'there' : 'missing';
  }
  find(uri: string): File | undefined {
    const file = this.read(uri);
    return typeof file === 'string' ? undefined : file;
  }
  *search(): Iterable<File | undefined> {
    for (const [uri, text] of this.files) yield { uri, language: 'yaml', text };
  }
  baseline() {
    return { baseline: undefined, broken: false };
  }
  isFronted(folder: string): boolean {
    return this.fronted.has(folder);
  }
  packagesAbove(): readonly string[] {
    return [];
  }
  judge(): Promise<Known<Plain>> {
    return Promise.resolve({ known: false });
  }
  close(): void {}
}

export function paperParts(engine: Engine, world: Outside, now: () => number = Date.now): Parts {
  return {
    engine,
    cut: createDocument,
    outside: () => world,
    threats: {
      model: () => undefined,
      report: () => undefined,
      questions: () => [{ card: 'c1', question: 'Who may call it?' }],
    },
    snippets: { at: () => [] },
    rules: [],
    settings: {},
    canonicalUri: (uri) => uri.replace('%3A', ':'),
    ruleHref: (rule) => `file:///docs/${rule}.md`,
    now,
  };
}

/** A client that speaks the protocol over streams and writes down what it hears. */
export interface Client {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[];
  readonly log: string[];
  readonly refreshes: { count: number };
  readonly capabilities: Record<string, unknown>;
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, changes: readonly Change[]): Promise<void>;
  /** The last set that was published for a file. */
  last(uri: string): PublishDiagnosticsParams | undefined;
  close(): void;
}

export interface Change {
  readonly range?: { start: { line: number; character: number }; end: { line: number; character: number } };
  readonly text: string;
}

export const PUSH: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
    codeAction: { isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
};

export const PULL: ClientCapabilities = {
  ...PUSH,
  textDocument: { ...PUSH.textDocument, diagnostic: {} },
  workspace: { ...PUSH.workspace, diagnostics: { refreshSupport: true } },
};

export async function connect(
  parts: Parts,
  capabilities: ClientCapabilities = {},
  more: Partial<InitializeParams> = {},
): Promise<Client> {
  const up = new PassThrough();
  const down = new PassThrough();
  serve({ reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) }, parts);
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const published: PublishDiagnosticsParams[] = [];
  const log: string[] = [];
  const refreshes = { count: 0 };
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
  });
  connection.onNotification(LogMessageNotification.type, ({ message }) => {
    log.push(message);
  });
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes.count++;
    return null;
  });
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.listen();
  const answer = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: null,
    ...more,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    published,
    log,
    refreshes,
    capabilities: { ...answer.capabilities },
    open: (uri, text, languageId = 'yaml') =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    change: (uri, version, changes) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: changes.map((change) =>
          change.range ? { range: change.range, text: change.text } : { text: change.text },
        ),
      }),
    last: (uri) => published.filter((one) => one.uri === uri).at(-1),
    close: () => connection.dispose(),
  };
}

export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 5000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function starts(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ range }) => `${range.start.line}:${range.start.character}`);
}
