import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { changingVerb, isSearch } from '../../server/core/words/effects.js';
import { isSocialPath } from '../../server/core/words/resources.js';
import { isAboutIdentity, isAboutPath, notesReading, scopeMeaning } from '../../server/core/words/scopes.js';
import { changesData } from './open-changes.js';

/** A scope of a scheme. */
interface Asked {
  readonly scheme: string;
  readonly scope: string;
}

/** A scope that only reads, with those of its scheme that let change the same. */
export interface Narrowed extends Asked {
  /** The first of them. */
  readonly wanted: string;
  /** The one that is meant, where there is no other. */
  readonly only: string | undefined;
}

/** An operation of which a document tells that its scopes only read. */
export interface Place {
  readonly found: Narrowed;
  readonly fact: OperationFact;
}

/**
 * The scopes that are enough for an operation that changes something, one of each way to be allowed, where each way asks
 * for scopes that only read; undefined where one asks for more, or for something else.
 */
export function asksToReadOnly(fact: OperationFact): readonly Asked[] | undefined {
  const asked = readingIn(fact);
  return asked !== undefined && isPlainChange(fact, asked) ? asked : undefined;
}

function readingIn(fact: OperationFact): readonly Asked[] | undefined {
  const { security, outbound, path } = fact;
  if (outbound || !security.known || security.value.anyOf.length === 0 || !changesData(fact))
    return undefined;
  const asked: Asked[] = [];
  for (const { all } of security.value.anyOf) {
    const [one] = all;
    if (one === undefined || all.length > 1) return undefined;
    const scopes = one.scopes.filter((scope) => !isAboutIdentity(scope));
    const [scope] = scopes;
    if (scope === undefined || scopes.some((other) => scopeMeaning(other)?.does !== 'read')) return undefined;
    asked.push({ scheme: one.scheme, scope });
  }
  return isSocialPath(path) || notesReading(path) ? undefined : asked;
}

/** Changes that ask for scopes that only read, though others of the same resource ask for those that change the same. */
export function unlikeOthers(document: DocumentView): readonly Place[] {
  const odd = document.each(asksUnlikeOthers).filter(([asked]) => asked !== undefined);
  if (odd.length === 0) return [];
  const kept = new Set(document.each(conventionsIn).flatMap(([conventions]) => conventions));
  return odd.flatMap(([asked = [], fact]) => {
    if (!asked.every((one) => kept.has(conventionOf(fact.path, one)))) return [];
    const found = narrowed(asked, document.schemes);
    return found ? [{ found, fact }] : [];
  });
}

/** The same of one whose path does not name what the scopes are about, so that only other changes of its resource tell. */
function asksUnlikeOthers(fact: OperationFact): readonly Asked[] | undefined {
  const { path, method } = fact;
  if (method === 'POST' && (path.endsWith('}') || isSearch(fact))) return undefined;
  const asked = readingIn(fact);
  return asked === undefined || isPlainChange(fact, asked) ? undefined : asked;
}

/** For what a change of a resource asks that lets change something, each as `conventionOf` names it. */
function conventionsIn(fact: OperationFact): readonly string[] {
  const { security, path } = fact;
  if (!asksToWrite(fact) || !security.known) return [];
  return security.value.anyOf.flatMap(({ all }) =>
    all.flatMap(({ scheme, scopes }) =>
      scopes
        .filter((scope) => scopeMeaning(scope)?.does === 'write')
        .map((scope) => conventionOf(path, { scheme, scope })),
    ),
  );
}

/** The resource of a path with a scheme and what its scope is about: `/rooms` and `/rooms/{id}` are one resource. */
function conventionOf(path: string, { scheme, scope }: Asked): string {
  return JSON.stringify([path.replace(/\/\{[^/]*\}$/, ''), scheme, scopeMeaning(scope)?.about]);
}

/** The same of one that has no list of its own. */
export function inheritsReading(fact: OperationFact): readonly Asked[] | undefined {
  return isInherited(fact) ? asksToReadOnly(fact) : undefined;
}

/** Whether the list that holds for it is that of the document. */
export function isInherited({ security }: OperationFact): boolean {
  return security.known && security.value.from === 'document';
}

/** Whether each way to be allowed asks for a scope that lets change something. */
export function asksToWrite(fact: OperationFact): boolean {
  const { security, outbound } = fact;
  if (outbound || !security.known || security.value.anyOf.length === 0 || !changesData(fact)) return false;
  return security.value.anyOf.every(({ all }) =>
    all.some(({ scopes }) => scopes.some((scope) => scopeMeaning(scope)?.does === 'write')),
  );
}

/** A POST may be a question as well: it changes something where it says so, or adds to what the scopes are about. */
function isPlainChange(fact: OperationFact, asked: readonly Asked[]): boolean {
  const abouts = asked.map(({ scope }) => scopeMeaning(scope)?.about ?? '');
  if (!abouts.every((about) => isAboutPath(about, fact.path))) return false;
  if (fact.method !== 'POST' || changingVerb(fact) !== undefined) return true;
  const last = fact.path.split('/').at(-1) ?? '';
  return !last.includes('{') && abouts.every((about) => about !== '' && isAboutPath(about, last));
}

/** The first of the scopes, where the schemes of all have others for changes of the same; undefined where one has none. */
export function narrowed(asked: readonly Asked[], schemes: DocumentView['schemes']): Narrowed | undefined {
  const found = asked.map((one) => ({ ...one, writing: writingBeside(one, schemes) }));
  const [first] = found;
  const wanted = first?.writing[0];
  if (first === undefined || wanted === undefined || found.some(({ writing }) => writing.length === 0))
    return undefined;
  const isOne = found.every(({ scope, writing }) => scope === first.scope && writing.length === 1);
  return { scheme: first.scheme, scope: first.scope, wanted, only: isOne ? wanted : undefined };
}

function writingBeside({ scheme, scope }: Asked, schemes: DocumentView['schemes']): readonly string[] {
  const known = schemes.get(scheme);
  if (!known?.known || known.value.type !== 'oauth2') return [];
  const about = scopeMeaning(scope)?.about;
  const offered = new Set(known.value.flows?.flatMap(({ scopes }) => scopes) ?? []);
  return [...offered].filter((one) => {
    const meaning = scopeMeaning(one);
    return meaning?.does === 'write' && meaning.about === about;
  });
}
