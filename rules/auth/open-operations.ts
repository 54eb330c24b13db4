import { isOpen, isProtected, mostUsed, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { booleanOf, isMap, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { FixOffer, Plain, Report, RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, OperationView } from '../../server/core/rule/views.js';
import { isCapabilityPath } from '../../server/core/words/capability-paths.js';
import { saysSignedAddress } from '../../server/core/words/intent.js';
import { isAdminPath, isPublicByNature } from '../../server/core/words/public-paths.js';
import { remembered } from '../../server/core/words/remembered.js';
import { provesCaller } from '../../server/core/words/sensitive.js';
import { shortenPath } from '../../server/core/words/text.js';
import { isRedirectName } from '../../server/core/words/urls.js';
import { changeIn, changesData, changingRead, givesData } from './open-changes.js';
import { isToldAsOpened } from './regressions.js';

type Lookup = RuleContext<unknown>['node'];

/**
 * What applies to all operations asks nothing: the document declares no way to ask, or asks for nothing at its root. Then
 * the whole of it has one fault, and not each operation that inherits it.
 */
export function asksNobody(document: DocumentView): boolean {
  const { security } = document;
  return security === undefined ? declaresNone(document) : isOpen(security);
}

function declaresNone({ schemes, schemesKnown }: DocumentView): boolean {
  return schemesKnown && schemes.size === 0;
}

/** The operation asks for nothing since its document never does; where no scheme is declared, a list of its own says the same. */
function sharesFault({ security, document }: OperationView): boolean {
  if (!security.known || !asksNobody(document)) return false;
  return security.value.from !== 'operation' || isOneFault(document);
}

/** Lists of single operations have one fault together in a document that can be read to its end. */
function isOneFault(document: DocumentView): boolean {
  return declaresNone(document) && document.legible;
}

/** It refuses callers without credentials, so that it takes some; the document leaves out which. */
function refusesStrangers({ responses }: OperationFact): boolean {
  return responses.known && responses.value.some(({ status }) => status === '401');
}

/** Everybody is meant to call it: by its nature, or because its author says so. */
export function isMeantToBeOpen(operation: OperationView): boolean {
  const { path, method, fact } = operation;
  if (booleanOf(operation.get('x-public')) === true || isCapabilityPath(path)) return true;
  if (saysOpen(fact, operation.document) || passesAuthorization(fact)) return true;
  if (saysSignedAddress(stringOf(operation.get('description')) ?? '')) return true;
  return isPublicByNature({
    path,
    method,
    operationId: fact.operationId,
    summary: titleOf(operation),
  });
}

/** Where OAuth sends a browser to and fro before anybody is signed in: RFC 6749, sections 4.1.1 and 4.1.2. */
function passesAuthorization({ parameters }: OperationFact): boolean {
  if (!parameters.known) return false;
  const names = parameters.value.map(({ name }) => name);
  return names.includes('state') && names.some((name) => name === 'code' || isRedirectName(name));
}

/** Its author says that everybody may read it, or the whole API. Nobody's word makes an open write right. */
function saysOpen(fact: OperationFact, document: DocumentView): boolean {
  return !changesData(fact) && (fact.claims.includes('open') || document.claims.includes('open'));
}

/** A parameter carries a credential: a poor place for it, which is another finding, and still a question who calls. */
function asksInParameter({ parameters }: OperationFact): boolean {
  return parameters.known && parameters.value.some((one) => proofsIn(one.in)(one.name));
}

function takesCredential(fact: OperationFact): boolean {
  return !fact.outbound && asksInParameter(fact);
}

const proofsIn = remembered((where) => remembered((name) => provesCaller(name, where)));

/** What its author calls it; a description of one short line is a title as well. */
function titleOf(operation: OperationView): string | undefined {
  const description = stringOf(operation.get('description'));
  const short = description !== undefined && description.length <= 60 ? description : undefined;
  return stringOf(operation.get('summary')) ?? short;
}

/** How an operation is open. */
interface Openness {
  readonly gives: boolean;
  readonly changes: boolean;
  /** Of one that changes something although its method reads: how. */
  readonly verb: string | undefined;
  /** Its author says that everybody may call it. */
  readonly claimed: boolean;
  /** It has a list of its own. */
  readonly own: boolean;
  /** It refuses callers without credentials all the same. */
  readonly refuses: boolean;
}

/** Of a served operation that asks nobody and whose path does not explain it. */
function opennessOf(fact: OperationFact): Openness | undefined {
  const { outbound, security, claims } = fact;
  if (outbound || !security.known || !isOpen(security.value)) return undefined;
  if (isPublicByNature(fact) || passesAuthorization(fact) || asksInParameter(fact)) return undefined;
  const verb = changingRead(fact);
  return {
    gives: givesData(fact) && verb === undefined,
    changes: changesData(fact) || verb !== undefined,
    verb,
    claimed: claims.includes('open'),
    own: security.value.from === 'operation',
    refuses: refusesStrangers(fact),
  };
}

interface OpenOperation extends Openness {
  readonly fact: OperationFact;
}

/** Served operations that inherit no protection and whose path does not explain it. */
export function openOperations(
  document: DocumentView,
  concerns: 'gives' | 'changes',
): readonly OpenOperation[] {
  const everybody = document.claims.includes('open');
  return document.each(opennessOf).flatMap(([open, fact]) => {
    if (!open?.[concerns]) return [];
    const isWrite = open.changes && open.verb === undefined;
    if (!isWrite && (open.claimed || everybody)) return [];
    return open.own && !isOneFault(document) ? [] : [{ ...open, fact }];
  });
}

/** What a document that asks nobody has to say of some operations. Each message is a key of the rule's `messages`. */
export function faultOf(
  document: DocumentView,
  open: readonly OpenOperation[],
  lookup: Lookup,
): Report | undefined {
  const strange = open.filter(({ refuses }) => !refuses);
  const meant = strange.length > 0 ? strange : open;
  const [{ fact: first, verb } = { fact: undefined, verb: undefined }] = meant;
  if (first === undefined) return undefined;
  const listed = open.some(({ own }) => own);
  const where = {
    at: meant.length === 1 ? first.at : document.at,
    data: {
      count: meant.length,
      more: meant.length - 1,
      method: first.method,
      path: shortenPath(first.path, 50),
    },
    fixes: listed ? [] : protectDocument(document, lookup),
    gathers: {
      covers: meant.map(({ fact }) => fact.at),
      without: (gone: ReadonlySet<number>) => {
        const left = open.filter((one) => !gone.has(meant.indexOf(one)));
        return faultOf(document, left, lookup);
      },
    },
  };
  const one = meant.length === 1;
  const others = document.each(takesCredential).some(([takes]) => takes);
  if (strange.length === 0) return { ...where, message: one ? 'forgotten' : 'undeclared', severity: 'info' };
  if (one && verb !== undefined)
    return { ...where, message: 'seems', data: seeming(first, verb), severity: 'warning' };
  if (one || !others) return { ...where, message: one ? 'open' : 'document' };
  return { ...where, at: first.at, message: 'beside', fixes: [] };
}

function seeming({ method, path }: Pick<OperationFact, 'method' | 'path'>, verb: string) {
  return { method, path: shortenPath(path, 35), verb };
}

/** What a rule about open operations of one kind decides itself. */
interface Judgment {
  isOpenOnPurpose(operation: OperationView): boolean;
  severityOf(how: Judged): Report['severity'];
}

interface Judged {
  /** The operation has a list of its own. */
  readonly own: boolean;
  /** It refuses strangers all the same. */
  readonly forgotten: boolean;
  /** It changes something although its method reads. */
  readonly seems: boolean;
}

/** Says of one operation whether it asks who is calling. Each message is a key of the rule's `messages`. */
export function judgeOperation(
  operation: OperationView,
  ctx: Pick<RuleContext<unknown>, 'report' | 'holds' | 'unknown' | 'speaks'>,
  { isOpenOnPurpose, severityOf }: Judgment,
): void {
  const { report, holds, unknown } = ctx;
  const { security, method, path, keyNode, securityNode } = operation;
  if (operation.outbound) return;
  if (!security.known) return unknown(keyNode);
  if (isProtected(security.value)) return holds(keyNode);
  if (!isOpen(security.value) || isOpenOnPurpose(operation)) return;
  if (asksInParameter(operation.fact)) return unknown(keyNode);
  if (sharesFault(operation) || isToldAsOpened(operation, ctx)) return;
  const own = securityNode !== undefined;
  const forgotten = !own && refusesStrangers(operation.fact);
  const verb = changeIn(operation);
  const severity = severityOf({ own, forgotten, seems: verb !== undefined });
  report({
    at: securityNode ?? keyNode,
    message: forgotten ? 'forgotten' : messageOf(security.value.from === 'nowhere', verb !== undefined),
    ...(severity === undefined ? {} : { severity }),
    data: verb === undefined ? { method, path: shortenPath(path, 50) } : seeming(operation, verb),
    stated: own,
    fixes: protectOperation(operation),
  });
}

function messageOf(nowhere: boolean, seems: boolean): string {
  if (seems) return nowhere ? 'seems' : 'seemsOptional';
  return nowhere ? 'open' : 'optional';
}

/** Fixes for one operation. `require` and `public` are keys of the rule's `fixes`. */
function protectOperation(operation: OperationView): readonly FixOffer[] {
  const { node, document, securityNode } = operation;
  const open: FixOffer = {
    fix: 'public',
    changes: () => [{ set: node, key: 'x-public', to: true }],
  };
  if (document.schemes.size === 0) return [open];
  const require: FixOffer = { fix: 'require', changes: () => requireIn(node, securityNode, document) };
  return [require, open];
}

function isForAdministrators({ path }: OperationFact): boolean {
  return isAdminPath(path);
}

/**
 * Fixes for a document that asks nobody. `requireEverywhere` is a key of the rule's `fixes`. One requirement for all is no
 * repair where some operations are for administrators only.
 */
function protectDocument(document: DocumentView, lookup: Lookup): readonly FixOffer[] {
  if (document.each(isForAdministrators).some(([is]) => is)) return [];
  const [existing] = document.schemes.keys();
  const scheme: Plain =
    document.version === '2.0'
      ? { type: 'apiKey', name: 'Authorization', in: 'header' }
      : { type: 'http', scheme: 'bearer' };
  return [
    {
      fix: 'requireEverywhere',
      changes: () => {
        const root = lookup({ uri: document.uri, path: [] });
        if (root === undefined || !isMap(root)) return [];
        if (existing !== undefined) return [{ set: root, key: 'security', to: [{ [existing]: [] }] }];
        return [
          { component: { section: 'securitySchemes', name: 'bearerAuth', to: scheme }, inFile: root },
          { set: root, key: 'security', to: [{ bearerAuth: [] }] },
        ];
      },
    },
  ];
}

/** Inherits what the document asks for where that protects, else asks for what its other operations ask for. */
function requireIn(
  operation: OperationView['node'],
  own: Node | undefined,
  document: DocumentView,
): readonly Change[] {
  const root = document.security;
  if (own !== undefined && root !== undefined && isProtected(root)) return [{ remove: own }];
  const used = mostUsed(
    document.operations.flatMap(({ security }) => (security.known ? [security.value] : [])),
  );
  const [first] = document.schemes.keys();
  if (used === undefined && first === undefined) return [];
  const to = used ? requirements(used) : [{ [first ?? '']: [] }];
  return own === undefined ? [{ set: operation, key: 'security', to }] : [{ replace: own, by: to }];
}
