import type { InitializeParams, InitializeResult } from 'vscode-languageserver/node';
import {
  CodeActionKind,
  InsertTextMode,
  MarkupKind,
  ResourceOperationKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { Encoding } from './convert.js';
import { COMMANDS } from './protocol.js';

/** What the client can do, as far as it changes what the server does. */
export interface Abilities {
  readonly encoding: Encoding;
  readonly pull: boolean;
  readonly versionedDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  /** An edit of the server may make files. */
  readonly createsFiles: boolean;
  readonly lazyEdits: boolean;
  readonly preferred: boolean;
  readonly snippets: boolean;
  /** It moves the lines of an inserted text to the indent of the line that it goes to. */
  readonly adjustsIndentation: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly watching: boolean;
  readonly folderChanges: boolean;
  readonly commands: ReadonlySet<string>;
  /** It reads Markdown in hovers. */
  readonly markdown: boolean;
  /** It can show what a definition was asked from. */
  readonly definitionLinks: boolean;
  /** It listens to `NEWS`. */
  readonly news: boolean;
}

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.portcullis`;

/** Reads the client's word; whatever it leaves out, it cannot do. */
export function abilitiesOf(params: InitializeParams): Abilities {
  const { general, textDocument, workspace } = params.capabilities;
  const publish = textDocument?.publishDiagnostics;
  const pulls = textDocument?.diagnostic;
  const action = textDocument?.codeAction;
  return {
    encoding: encodingOf(general?.positionEncodings ?? []),
    // Without refresh a change in one file could not reach the findings of another.
    pull: pulls !== undefined && workspace?.diagnostics?.refreshSupport === true,
    versionedDiagnostics: publish?.versionSupport === true,
    relatedInformation: (publish?.relatedInformation ?? pulls?.relatedInformation) === true,
    codeDescription: (publish?.codeDescriptionSupport ?? pulls?.codeDescriptionSupport) === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    createsFiles:
      workspace?.workspaceEdit?.resourceOperations?.includes(ResourceOperationKind.Create) === true,
    lazyEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    preferred: action?.isPreferredSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    adjustsIndentation:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(
        InsertTextMode.adjustIndentation,
      ) === true,
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folderChanges: workspace?.workspaceFolders === true,
    commands: new Set(commandsOf(params.initializationOptions)),
    markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    news: isListening(params.initializationOptions),
  };
}

/** What the server offers to this client. */
export function offer(abilities: Abilities, version: string): InitializeResult {
  return {
    serverInfo: { name: 'portcullis', version },
    capabilities: {
      positionEncoding: abilities.encoding,
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
      ...(abilities.pull
        ? {
            diagnosticProvider: {
              identifier: 'portcullis',
              interFileDependencies: true,
              workspaceDiagnostics: false,
            },
          }
        : {}),
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
        resolveProvider: abilities.lazyEdits,
      },
      completionProvider: {},
      hoverProvider: true,
      definitionProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: abilities.folderChanges } },
    },
  };
}

/** The client's favorite of the two that the server speaks; UTF-16 is what every client must know. */
function encodingOf(offered: readonly string[]): Encoding {
  const favorite = offered.find((encoding) => encoding === 'utf-8' || encoding === 'utf-16');
  return favorite === 'utf-8' ? 'utf-8' : 'utf-16';
}

function commandsOf(options: unknown): readonly string[] {
  if (typeof options !== 'object' || options === null || !('commands' in options)) return [];
  const known: readonly string[] = Object.values(COMMANDS);
  return Array.isArray(options.commands) ? options.commands.filter((name) => known.includes(name)) : [];
}

function isListening(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'news' in options && options.news === true;
}
