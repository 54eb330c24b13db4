import { hasWord, terms, tokensOf } from './tokens.js';

/** What an operation is called. */
export interface Named {
  readonly path: string;
  readonly operationId?: string | undefined;
  readonly summary?: string | undefined;
}

/**
 * The verb by which an operation says that it changes something: 'delete' of `/users/{id}/delete`, of `deleteUser` and of
 * "Deletes a user". Undefined when it says nothing of the kind, or that it reads: `getUpdateStatus`, `/cancel-reasons`.
 */
export function changingVerb({ path, operationId = '', summary = '' }: Named): string | undefined {
  const segment = path.split(/[/?#]/).findLast((part) => part !== '' && !part.includes('{')) ?? '';
  const names = [lastPart(segment), lastPart(operationId), operationId].map(tokensOf);
  const [said = '', ...title] = tokensOf(summary).slice(0, 3);
  const verb = plain(said);
  if (READING.has(verb) || names.slice(1).some(([first = '']) => READING.has(first))) return undefined;
  const named = names.map(verbOf).find((found) => found !== undefined);
  // "Updates of a package" are not "Updates a package".
  const isVerb = said === verb || DETERMINERS.has(title[0] ?? '');
  return named ?? (isVerb ? verbOf([verb, ...title]) : undefined);
}

/** Whether a POST only sends what is searched for: `POST /orders/search`, `performSearch`, "Searches the orders". */
export function isSearch({ path, operationId = '', summary = '' }: Named): boolean {
  const segment = path.split(/[/?#]/).findLast((part) => part !== '' && !part.includes('{')) ?? '';
  const names = [lastPart(segment), lastPart(operationId), summary].map(tokensOf);
  if (names.some((tokens) => verbOf([plain(tokens[0] ?? ''), ...tokens.slice(1)]) !== undefined))
    return false;
  return names.some(([first = '', second = '']) => SEARCHING.has(LED.has(first) ? second : first));
}

/** `chat.delete` and `users:reset` end in their verb. */
function lastPart(name: string): string {
  return name.split(/[.:]/).at(-1) ?? '';
}

/** Titles say "Deletes a user" as well. */
function plain(verb: string): string {
  return verb.endsWith('s') && !verb.endsWith('ss') ? verb.slice(0, -1) : verb;
}

function verbOf(tokens: readonly string[]): string | undefined {
  const [first = '', second = ''] = tokens;
  const length = CHANGING.has(`${first} ${second}`) ? 2 : CHANGING.has(first) ? 1 : 0;
  if (length === 0) return replacingVerb(tokens);
  if (hasWord(tokens.slice(length), ABOUT_A_CHANGE)) return undefined;
  const verb = tokens.slice(0, length).join(' ');
  return JOINED.get(verb) ?? verb;
}

/** Pictures are rotated without a change; a secret that is makes the one before worthless. */
function replacingVerb([verb = '', ...what]: readonly string[]): string | undefined {
  if (!REPLACING.has(verb) || !hasWord(what, SECRETS)) return undefined;
  const others = what.filter((word) => !hasWord([word], SECRETS));
  return hasWord(others, ABOUT_A_CHANGE) ? undefined : verb;
}

const REPLACING: ReadonlySet<string> = new Set(terms('rotate, regenerate, reissue'));

const SECRETS: ReadonlySet<string> = new Set(
  terms('secret, key, token, password, credential, certificate, passphrase'),
);

const CHANGING: ReadonlySet<string> = new Set(
  terms(`create, insert, delete, remove, destroy, purge, erase, update, modify, reset, send, resend, activate, deactivate,
    enable, disable, cancel, approve, revoke, suspend, restart, reboot, shutdown, logout, log out, logoff, signout,
    sign out`),
);

const SEARCHING: ReadonlySet<string> = new Set(terms('search, query, lookup, find, filter'));

/** What stands before the search itself: `performSearch`, `_search`. */
const LED: ReadonlySet<string> = new Set(terms('perform, run, do, execute, post'));

const DETERMINERS: ReadonlySet<string> = new Set(
  terms('a, an, the, all, and, one, this, new, existing, specified'),
);

const JOINED: ReadonlyMap<string, string> = new Map([
  ['logout', 'log out'],
  ['logoff', 'log off'],
  ['signout', 'sign out'],
]);

const READING: ReadonlySet<string> = new Set(
  terms(`get, list, fetch, read, find, search, show, check, describe, retrieve, return, download, export, preview,
    validate, view, query, count, is, has, can, lookup, look, load, display, compute, calculate, poll, watch, stream,
    render, obtain, see`),
);

/** Behind a verb, these make a noun of it: a reset policy is read, an update history too. */
const ABOUT_A_CHANGE: ReadonlySet<string> = new Set(
  terms(`status, history, reason, policy, policies, preview, count, list, log, info, information, request, job, form,
    template, setting, option, eligibility, schedule, type, result, progress, url, link, event, date, time, limit, fee,
    quote, estimate, permission, token, code, queue, report, statistic, stats, notification, available, required,
    guide, guideline, instruction, manual, tutorial, walkthrough, checklist, faq, help`),
);
