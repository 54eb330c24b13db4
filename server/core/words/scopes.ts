import { remembered } from './remembered.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/** What a scope of OAuth lets a token do by its name: 'orders:read' reads, 'User.ReadWrite.All' writes. */
export interface ScopeMeaning {
  readonly does: 'read' | 'write';
  /** What it does that with, as words in order: 'orders'; empty where it is all there is. */
  readonly about: string;
}

/** Undefined of a name that says neither, as `openid`, `offline_access` and `orders` do. */
export const scopeMeaning = remembered((scope): ScopeMeaning | undefined => {
  const tokens = tokensOf(scope);
  const does = hasWord(tokens, WRITING)
    ? 'write'
    : tokens.some((one) => READING.has(one))
      ? 'read'
      : undefined;
  if (does === undefined) return undefined;
  const rest = tokens.filter((one) => !hasWord([one], WRITING) && !READING.has(one) && one !== 'only');
  return { does, about: rest.join(' ') };
});

/** Whether a scope says who somebody is, or how long a token lasts, and nothing of what it may do (OpenID Connect). */
export function isAboutIdentity(scope: string): boolean {
  return IDENTITY.has(scope.toLowerCase());
}

/** Whether a path names what a scope is about; a scope for everything is about each path. */
export function isAboutPath(about: string, path: string): boolean {
  if (about === '') return true;
  const words = about.replace(/s\b/g, '');
  return vocabulary(`${about},${words}`).find(tokensOf(path)) !== undefined;
}

/** Whether the last words of a path only note that something was read: `/messages/{id}/read`. */
export function notesReading(path: string): boolean {
  return hasWord(tokensOf(path.split('/').at(-1) ?? ''), NOTED);
}

const READING: ReadonlySet<string> = new Set(terms('read, readonly, view, viewer, list, get'));

const WRITING: ReadonlySet<string> = new Set(
  terms(
    `write, writer, readwrite, manage, manager, delete, remove, edit, editor, create, update, modify, admin, full`,
  ),
);

const IDENTITY: ReadonlySet<string> = new Set(
  terms('openid, profile, email, phone, address, offline_access, offline.access'),
);

const NOTED: ReadonlySet<string> = new Set(terms('read, unread, seen, viewed, view, ack, acknowledge'));
