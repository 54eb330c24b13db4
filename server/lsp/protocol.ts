import type { FileKind } from '../core/engine/types.js';

/** What client and server say to each other beyond the protocol. Plain names and shapes: both sides import this file. */

/** Client to server: the report on one document. */
export const THREAT_REPORT = 'portcullis/threatReport';
/** Client to server: the question of one threat, or the next one that nobody has answered. */
export const THREAT_QUESTION = 'portcullis/threatQuestion';
/** Client to server: the edit that writes an answer down. */
export const THREAT_ANSWER = 'portcullis/threatAnswer';
/** Client to server: snippets that are valid at a position. */
export const SNIPPETS = 'portcullis/snippets';
/** Client to server: the edits of all safe fixes of a file. */
export const FIX_ALL = 'portcullis/fixAll';
/** Client to server, a notification: which part of a document a person looks at, so that it is checked first. */
export const VISIBLE = 'portcullis/visible';
/** Client to server: every endpoint of the workspace. */
export const INVENTORY = 'portcullis/inventory';
/** Client to server: what is known of one file; null for a file that is not open. */
export const FILE_STATUS = 'portcullis/fileStatus';
/** Server to client, a notification: answers to the two above may differ now. Sent once for each time that one is asked. */
export const NEWS = 'portcullis/news';

/** Commands that code actions name; a client that has them says so in its initialization options. */
export const COMMANDS = {
  threatModel: 'portcullis.threatModel',
  answerThreat: 'portcullis.answerThreat',
} as const;

/** Initialization options, for clients that have no settings to ask for. */
export interface InitializeOptions {
  readonly profile?: 'recommended' | 'strict';
  /** Values of options by rule id. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Commands of `COMMANDS` that the client can run. */
  readonly commands?: readonly string[];
  /** The client listens to `NEWS`. */
  readonly news?: boolean;
}

export interface ThreatReportParams {
  readonly uri: string;
}

export interface ThreatReport {
  /** Markdown with a Mermaid diagram. */
  readonly markdown: string;
  /** Heading anchors by card, so that a report can be opened at one. */
  readonly cards: readonly { readonly id: string; readonly anchor: string; readonly line: number }[];
}

/** Arguments of the command `COMMANDS.threatModel`. */
export interface ThreatModelArguments {
  readonly uri: string;
  readonly card?: string;
}

export interface ThreatQuestionParams {
  /** An OpenAPI document, or the file that keeps what was decided about its threats. */
  readonly uri: string;
  /** Undefined: the next card that asks something. */
  readonly card?: string;
}

/** Null where there is no such document, card or question. */
export interface ThreatQuestion {
  /** The document. */
  readonly uri: string;
  readonly card: string;
  readonly title: string;
  /** Who does what, and what comes of it. */
  readonly statement: string;
  readonly question: string;
  /** How many cards ask something, this one included. */
  readonly left: number;
  readonly answers: readonly ThreatAnswer[];
}

export interface ThreatAnswer {
  readonly status: string;
  readonly label: string;
  /** What it means for the threat. */
  readonly detail: string;
  /** What else to ask for, in this order. */
  readonly fields: readonly AnswerFieldAsked[];
  /** Fields that come with the answer. */
  readonly given: Readonly<Record<string, string>>;
}

export interface AnswerFieldAsked {
  readonly name: string;
  readonly ask: string;
  readonly kind: 'text' | 'day';
  /** Offered to begin with. */
  readonly value: string;
}

export interface ThreatAnswerParams {
  readonly uri: string;
  readonly card: string;
  readonly status: string;
  readonly by: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ThreatAnswerResult {
  /** A WorkspaceEdit of LSP; null when it cannot be made. */
  readonly edit: unknown;
  /** The file that keeps the answer. */
  readonly file: string;
  /**
   * Why there is no edit: what the file holds cannot be read, there is none and the client makes no files, the threat is
   * gone, or the answer would not count.
   */
  readonly problem: 'unreadable' | 'absent' | 'gone' | 'refused' | null;
  /** The same in words for a person. */
  readonly message: string | null;
}

export interface PositionParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

export interface SnippetChoice {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** In the snippet syntax of LSP, indented for a block that starts at the position. */
  readonly body: string;
  /** What has to be inserted elsewhere with it, above the position. */
  readonly also?: { readonly position: PositionParams['position']; readonly text: string };
}

export interface FixAllParams {
  readonly uri: string;
  readonly version: number;
}

export interface FixAllResult {
  /** A WorkspaceEdit of LSP; null when nothing is left to fix or the version is not the current one. */
  readonly edit: unknown;
  readonly count: number;
  readonly stale: boolean;
}

export interface VisibleParams extends PositionParams {}

/** Where something stands. */
export interface Spot extends PositionParams {
  /** Path of the file in its workspace folder. */
  readonly name: string;
}

export interface Inventory {
  /** Sorted by path, then method; webhooks behind all others, sorted by name. */
  readonly endpoints: readonly InventoryItem[];
  /** False while files are still read or checked. */
  readonly settled: boolean;
}

export interface InventoryItem {
  /** Unique in the inventory, and the same after an edit elsewhere. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The API calls it, and nobody else can: the path is the name of a webhook. */
  readonly outbound: boolean;
  readonly documented: readonly InventorySource[];
  readonly implemented: readonly InventorySource[];
  readonly findings: readonly InventoryFinding[];
}

export interface InventorySource extends Spot {
  /** Who may call, or what stands before the handler. */
  readonly words: string;
}

export interface InventoryFinding extends Spot {
  readonly rule: string;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** The document and the code say different things. */
  readonly drift: boolean;
}

export interface FileStatusParams {
  readonly uri: string;
}

export interface FileStatus {
  readonly kind: FileKind;
  /** What the file is, in one or two words. */
  readonly title: string;
  /** The rest: operations, findings, what is silenced, what a configuration leaves out. */
  readonly detail: string;
  /** Operations that it describes, or routes that it registers. */
  readonly endpoints: number;
  readonly findings: number;
  /** The most severe finding. */
  readonly worst: InventoryFinding['severity'] | null;
  /** A configuration leaves it out. */
  readonly excluded: boolean;
  /** Parts that are not checked yet. */
  readonly pending: number;
}
