import {
  type Connection,
  type DidChangeTextDocumentParams,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { isDecisions } from '../core/facts/config/decisions.js';
import { isConfig } from '../core/facts/config/portcullis.js';
import { type Abilities, abilitiesOf, offer } from './abilities.js';
import { createAnswerCards } from './answer-cards.js';
import { answerSchema } from './answer-schema.js';
import { createCodeActions } from './code-actions.js';
import { createCompletion } from './completion.js';
import { createConfigCompletion } from './config-completion.js';
import { configure } from './configuration.js';
import { type Setting, toOffset } from './convert.js';
import type { Delivery } from './delivery.js';
import { createFixAll } from './fix-all.js';
import { createGuard, type Guard } from './guard.js';
import { languageOfBuffer } from './languages.js';
import { onLookups } from './lookups.js';
import { createNews, type News } from './news.js';
import type { Parts } from './parts.js';
import { FIX_ALL, type PositionParams, SNIPPETS, VISIBLE } from './protocol.js';
import { createBoard } from './publish.js';
import { createPull } from './pull.js';
import { createPush } from './push.js';
import { type Edit, Session } from './session.js';
import { createSpelling, type Spelling } from './spelling.js';
import { onThreats } from './threat-requests.js';
import type { Traffic } from './traffic.js';
import { createWorkspace } from './workspace.js';

export interface ServerOptions {
  /** Of the product, for the client's log. */
  readonly version: string;
  /** Tells when a newer edit waits; without it every result is sent. */
  readonly traffic?: Pick<Traffic, 'handled' | 'newer'>;
}

/** Serves one client on a connection that the caller has made and not yet listened to. */
export function startServer(connection: Connection, parts: Parts, options: ServerOptions): void {
  const guard = createGuard((line) => connection.console.error(line));
  // What the client can do is known once it has introduced itself; nothing else may come before.
  connection.onInitialize((params): InitializeResult => {
    const abilities = abilitiesOf(params);
    serve({ connection, parts, options, guard, abilities, params });
    return offer(abilities, options.version);
  });
  connection.listen();
}

/** All that the handlers of one client share. */
interface Desk {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly abilities: Abilities;
  readonly session: Session;
  readonly spelling: Spelling;
  readonly convert: Setting;
  readonly delivery: Delivery;
  readonly news: News;
}

interface Start {
  readonly connection: Connection;
  readonly parts: Parts;
  readonly options: ServerOptions;
  readonly guard: Guard;
  readonly abilities: Abilities;
  readonly params: InitializeParams;
}

function serve(start: Start): void {
  const { connection, parts, options, guard, abilities } = start;
  const spelling = createSpelling(parts.canonicalUri);
  let since = 0;
  const session = new Session(parts, {
    progress(settled) {
      const { revision } = session.engine;
      const changed = session.engine.changed(since);
      delivery.progress(changed, settled);
      news.progress(changed.length > 0, settled);
      since = revision;
    },
    problem: guard.note,
  });
  const convert: Setting = {
    ...abilities,
    documentOf: (uri) => session.engine.document(uri),
    versionOf: (uri) => session.buffer(uri)?.version ?? null,
    ruleHref: parts.ruleHref,
    theirs: spelling.theirs,
  };
  const news = createNews({ connection, guard, abilities });
  const base = { connection, guard, abilities, session, spelling, convert, news };
  const delivery = deliver(base, parts, options);
  const desk: Desk = { ...base, delivery };
  const workspace = createWorkspace({ session, problem: guard.note });

  onText(desk, options, workspace.opened);
  onRequests(desk, parts);
  onLookups(desk, parts);
  onWorld(desk, start, workspace);
  connection.onShutdown(() => {
    workspace.dispose();
    news.dispose();
    session.dispose();
  });
}

function deliver(desk: Omit<Desk, 'delivery'>, parts: Parts, options: ServerOptions): Delivery {
  const { connection, guard, session, spelling, abilities } = desk;
  const board = createBoard({
    convert: desk.convert,
    findings: (uri) => session.engine.findings(uri),
    mostImportant: (uri, most, near) => session.engine.mostImportant(uri, most, near),
    pending: (uri) => session.pending(uri),
    run: parts.now().toString(36),
    near(uri) {
      const near = session.nearest();
      return near?.uri === uri ? near.offset : undefined;
    },
  });
  const setting = {
    board,
    isOpen: (uri: string) => session.buffer(uri) !== undefined,
    pending: (uri: string) => session.pending(uri),
    newer: () => options.traffic?.newer() ?? false,
    now: parts.now,
  };
  const note = (problem: unknown): void => guard.note('send', problem);
  if (!abilities.pull) {
    return createPush({
      ...setting,
      send(uri, { version, diagnostics }) {
        const open = session.buffer(uri) !== undefined;
        connection
          .sendDiagnostics({
            uri: spelling.theirs(uri),
            diagnostics: [...diagnostics],
            ...(abilities.versionedDiagnostics && open ? { version } : {}),
          })
          .catch(note);
      },
    });
  }
  const pull = createPull({ ...setting, refresh: () => connection.languages.diagnostics.refresh() });
  connection.languages.diagnostics.on(
    guard.ask('diagnostics', { kind: 'full', items: [] }, (params, token) =>
      pull.report(spelling.ours(params.textDocument.uri), params.previousResultId, token),
    ),
  );
  return pull;
}

function onText(desk: Desk, options: ServerOptions, opened: (uri: string) => void): void {
  const { connection, guard, session, spelling, delivery } = desk;
  connection.onDidOpenTextDocument(
    guard.tell('open', ({ textDocument: { uri: theirs, languageId, version, text } }) => {
      const uri = spelling.ours(theirs);
      session.open(uri, languageOfBuffer(uri, languageId, text), version, text);
      opened(uri);
      delivery.sent(uri);
    }),
  );
  connection.onDidChangeTextDocument((params) => {
    options.traffic?.handled();
    guard.tell('change', change)(desk, params);
  });
  connection.onDidSaveTextDocument(
    guard.tell('save', (params) => session.saved(spelling.ours(params.textDocument.uri))),
  );
  connection.onDidCloseTextDocument(
    guard.tell('close', (params) => {
      const uri = spelling.ours(params.textDocument.uri);
      session.close(uri);
      delivery.closed(uri);
    }),
  );
}

function change({ session, spelling, convert, delivery }: Desk, params: DidChangeTextDocumentParams): void {
  const uri = spelling.ours(params.textDocument.uri);
  const edits = params.contentChanges.map((event): Edit => {
    if (!TextDocumentContentChangeEvent.isIncremental(event)) {
      return (before) => ({ range: { start: 0, end: before.length }, text: event.text });
    }
    const { range, text } = event;
    return (before) => ({
      range: {
        start: toOffset(before, range.start, convert.encoding),
        end: toOffset(before, range.end, convert.encoding),
      },
      text,
    });
  });
  session.change(uri, params.textDocument.version, edits);
  delivery.sent(uri);
}

function onRequests(desk: Desk, parts: Parts): void {
  const { connection, guard, session, spelling, abilities } = desk;
  const threats = onThreats(desk, parts);
  const actions = createCodeActions({ ...desk, questions: threats.questions });
  const completion = createCompletion({ ...desk, snippets: parts.snippets });
  const cards = createAnswerCards({ session, threats: parts.threats });
  const settings = createConfigCompletion({
    ...desk,
    schema: (uri) => (isConfig(uri) ? parts.settings : answerSchema(cards.model(uri)?.cards ?? [])),
  });
  const fixAll = createFixAll(desk);
  /** Requests name a document in the client's spelling. */
  const here = <T extends { readonly textDocument: { readonly uri: string } }>(params: T): T => ({
    ...params,
    textDocument: { ...params.textDocument, uri: spelling.ours(params.textDocument.uri) },
  });
  const at = <T extends { readonly uri: string }>(params: T): T => ({
    ...params,
    uri: spelling.ours(params.uri),
  });

  connection.onCodeAction(guard.ask('code actions', [], (params) => actions.list(here(params))));
  if (abilities.lazyEdits)
    connection.onCodeActionResolve((action) => guard.ask('fix', action, actions.resolve)(action));
  connection.onCompletion(
    guard.ask('completion', [], (params) => {
      const about = here(params);
      const { uri } = about.textDocument;
      return (isConfig(uri) || isDecisions(uri) ? settings : completion).complete(about);
    }),
  );
  connection.onRequest(
    SNIPPETS,
    guard.ask('snippets', [], (params: PositionParams) => completion.choices(at(params))),
  );
  connection.onRequest(
    FIX_ALL,
    guard.ask('fix all', fixAll.nothing, (params) => fixAll.run(at(params))),
  );
  connection.onNotification(
    VISIBLE,
    guard.tell('visible', (params: PositionParams) => {
      const uri = spelling.ours(params.uri);
      const document = session.buffer(uri);
      if (document) session.look(uri, toOffset(document, params.position, desk.convert.encoding));
    }),
  );
}

function onWorld(desk: Desk, start: Start, workspace: ReturnType<typeof createWorkspace>): void {
  const { connection, guard, abilities, session, spelling } = desk;
  const { params } = start;
  const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  let folders = roots.map(spelling.ours);
  connection.onInitialized(
    guard.tell('initialized', () => {
      workspace.folders(folders);
      configure({ connection, abilities, params, session, guard });
      if (!abilities.folderChanges) return;
      connection.workspace.onDidChangeWorkspaceFolders(
        guard.tell('folders', ({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => spelling.ours(uri)));
          folders = [
            ...folders.filter((uri) => !gone.has(uri)),
            ...added.map(({ uri }) => spelling.ours(uri)),
          ];
          workspace.folders(folders);
        }),
      );
    }),
  );
  connection.onDidChangeWatchedFiles(
    guard.tell('files', ({ changes }) => {
      for (const { uri, type } of changes)
        workspace.fileChanged(spelling.ours(uri), type === FileChangeType.Deleted);
    }),
  );
}
