import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { changingVerb } from '../../server/core/words/effects.js';
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

/**
 * The scopes that are enough for an operation that changes something, one of each way to be allowed, where each way asks
 * for scopes that only read; undefined where one asks for more, or for something else.
 */
export function asksToReadOnly(fact: OperationFact): readonly Asked[] | undefined {
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
  return isSocialPath(path) || notesReading(path) || !isPlainChange(fact, asked) ? undefined : asked;
}

/** The same of one that has no list of its own. */
export function inheritsReading(fact: OperationFact): readonly Asked[] | undefined {
  return fact.security.known && fact.security.value.from === 'document' ? asksToReadOnly(fact) : undefined;
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
