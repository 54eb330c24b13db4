import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import type { FileEdit } from '../core/engine/types.js';
import type { Finding } from '../core/rule/finding.js';
import { isAboutAllowances } from '../core/rule/suppressions.js';
import { mayRefuse } from '../core/syntax/edit/feasible.js';
import type { Document } from '../core/text/document.js';
import { isDocument } from '../core/text/leaf.js';
import { type Abilities, FIX_ALL_KIND } from './abilities.js';
import { type Setting, shownAs, toOffset, toWorkspaceEdit } from './convert.js';
import { COMMANDS, type ThreatModelArguments } from './protocol.js';
import type { Session } from './session.js';
import type { Asked } from './threats.js';
import { say } from './words.js';

export interface CodeActions {
  list(params: CodeActionParams): CodeAction[];
  /** Computes the edit now; refuses when the text is not the one that the action was offered for. */
  resolve(action: CodeAction): CodeAction;
}

export interface CodeActionSetting {
  readonly session: Session;
  readonly convert: Setting;
  readonly abilities: Abilities;
  /** Questions of open and unknown threat cards of the operation at an offset. */
  questions(uri: string, offset: number): readonly Asked[];
}

/** Which edit an action stands for: carried through the client instead of the edit itself. */
type Identity = { readonly uri: string; readonly version: number } & (
  | { readonly what: 'fix'; readonly fingerprint: string; readonly index: number; readonly confirm: boolean }
  | { readonly what: 'allow'; readonly fingerprint: string }
  | { readonly what: 'fixAll' }
);

export function createCodeActions(setting: CodeActionSetting): CodeActions {
  return {
    list(params) {
      const actions = [
        ...repairs(params, setting),
        ...fixAll(params, setting),
        ...questions(params, setting),
      ];
      if (setting.abilities.lazyEdits) return actions;
      return actions.flatMap((action) => {
        if (identityOf(action.data) === undefined) return [action];
        const edited = withEdit(action, setting);
        return edited ? [edited] : [];
      });
    },
    resolve(action) {
      const edited = withEdit(action, setting);
      if (!edited) throw new ResponseError(LSPErrorCodes.ContentModified, 'the text has changed');
      return edited;
    },
  };
}

function repairs(params: CodeActionParams, setting: CodeActionSetting): CodeAction[] {
  const { session, convert } = setting;
  const { uri } = params.textDocument;
  const document = session.buffer(uri);
  if (!document || !wants(params, CodeActionKind.QuickFix)) return [];
  const start = toOffset(document, params.range.start, convert.encoding);
  const end = toOffset(document, params.range.end, convert.encoding);
  const near = session.engine
    .findingsAt(uri, { start, end })
    .filter(({ place }) => place.version === document.version);
  const here = near.map((finding) => ({
    finding,
    diagnostics: shownAs(finding, params.context.diagnostics, convert),
  }));
  return [
    ...here.flatMap(({ finding, diagnostics }) => fixes(finding, diagnostics, setting)),
    ...here.flatMap(({ finding, diagnostics }) =>
      isAboutAllowances(finding.rule) || !mayAllow(document, finding, setting)
        ? []
        : carry(
            { title: say('allow', { rule: finding.rule }), kind: CodeActionKind.QuickFix, diagnostics },
            { what: 'allow', uri, version: document.version, fingerprint: finding.fingerprint },
          ),
    ),
  ];
}

/** In code, and in documents that few would write so, there may be no place for a comment that covers this and nothing else. */
function mayAllow(document: Document, finding: Finding, { session }: CodeActionSetting): boolean {
  if (isDocument(document.language) && !mayRefuse(document)) return true;
  const { uri, version } = finding.place;
  return session.engine.suppress(uri, version, finding.fingerprint, say('reason')) !== 'stale';
}

function fixes(
  finding: Finding,
  diagnostics: CodeAction['diagnostics'],
  setting: CodeActionSetting,
): CodeAction[] {
  const { uri, version } = finding.place;
  const isFeasible = setting.session.engine.feasible(uri);
  return finding.fixes.flatMap(({ title, safety }, index) => {
    if (!isFeasible(finding, index)) return [];
    return carry(
      {
        title,
        kind: CodeActionKind.QuickFix,
        ...(diagnostics ? { diagnostics } : {}),
        ...(safety === 'safe' && setting.abilities.preferred ? { isPreferred: true } : {}),
      },
      { what: 'fix', uri, version, fingerprint: finding.fingerprint, index, confirm: safety === 'review' },
    );
  });
}

function fixAll(params: CodeActionParams, { session }: CodeActionSetting): CodeAction[] {
  const { uri } = params.textDocument;
  const document = session.buffer(uri);
  if (!document || !wants(params, FIX_ALL_KIND)) return [];
  const isFeasible = session.engine.feasible(uri);
  const safe = session.engine
    .findings(uri)
    .findings.some((finding) =>
      finding.fixes.some(({ safety }, index) => safety === 'safe' && isFeasible(finding, index)),
    );
  if (!safe) return [];
  return [
    carry({ title: say('fixAll'), kind: FIX_ALL_KIND }, { what: 'fixAll', uri, version: document.version }),
  ];
}

function questions(params: CodeActionParams, setting: CodeActionSetting): CodeAction[] {
  const { session, abilities, convert } = setting;
  const { uri } = params.textDocument;
  const document = session.buffer(uri);
  // It asks, or opens a report: only a client that has the command can, and only a person's own menu shall list it.
  const command = [COMMANDS.answerThreat, COMMANDS.threatModel].find((name) => abilities.commands.has(name));
  if (!document || command === undefined || params.context.only) return [];
  const offset = toOffset(document, params.range.start, convert.encoding);
  return setting.questions(uri, offset).map(({ uri: about, card, question }) => {
    const title = say('threatQuestion', { question });
    const argument: ThreatModelArguments = { uri: about, card };
    return { title, command: { title, command, arguments: [argument] } };
  });
}

function wants(params: CodeActionParams, kind: string): boolean {
  const { only } = params.context;
  return !only || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function carry(action: CodeAction, identity: Identity): CodeAction {
  return { ...action, data: identity };
}

function withEdit(action: CodeAction, setting: CodeActionSetting): CodeAction | undefined {
  const identity = identityOf(action.data);
  if (!identity || setting.session.buffer(identity.uri)?.version !== identity.version) return undefined;
  const edits = editsOf(identity, setting);
  if (edits === 'stale') return undefined;
  const confirm = identity.what === 'fix' && identity.confirm;
  return { ...action, edit: toWorkspaceEdit(edits, setting.convert, confirm) };
}

function editsOf(
  identity: Identity,
  { session: { engine } }: CodeActionSetting,
): readonly FileEdit[] | 'stale' {
  const { uri, version } = identity;
  if (identity.what === 'fix') return engine.fix(uri, version, identity.fingerprint, identity.index);
  if (identity.what === 'allow') return engine.suppress(uri, version, identity.fingerprint, say('reason'));
  return engine.fixAll(uri, version);
}

/** What came back from the client, checked: it may be anything. */
function identityOf(data: unknown): Identity | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(data));
  const text = (key: string): string | undefined => {
    const value = fields.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const number = (key: string): number | undefined => {
    const value = fields.get(key);
    return typeof value === 'number' ? value : undefined;
  };
  const uri = text('uri');
  const version = number('version');
  const what = text('what');
  if (uri === undefined || version === undefined) return undefined;
  if (what === 'fixAll') return { what, uri, version };
  const fingerprint = text('fingerprint');
  if (fingerprint === undefined) return undefined;
  if (what === 'allow') return { what, uri, version, fingerprint };
  const index = number('index');
  if (what !== 'fix' || index === undefined) return undefined;
  return { what, uri, version, fingerprint, index, confirm: fields.get('confirm') === true };
}
