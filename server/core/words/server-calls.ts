import type { Named } from './effects.js';
import { hasWord, isExactly, terms, tokensOf, type Vocabulary, vocabulary } from './tokens.js';

/**
 * What an operation does with an address that its caller sends: it takes something from there, brings something there,
 * or remembers it for events. 'endpoints' are kept for events where the API has any.
 */
export type AddressUse = 'fetches' | 'delivers' | 'subscribes' | 'endpoints';

/** What an operation does with an address by its name; undefined when that says nothing of addresses. */
export function addressUse({ path, operationId = '' }: Named): AddressUse | undefined {
  const kept = path.replace(/\/\{[^{}/]*\}$/, '');
  const segment = kept.split('/').at(-1) ?? '';
  const names = [tokensOf(segment), tokensOf(operationId)];
  const says = (words: Vocabulary) => names.some((tokens) => words.find(tokens) !== undefined);
  if (says(SUBSCRIBING)) return SENT_THROUGH.test(kept) ? undefined : 'subscribes';
  if (says(FETCHING)) return 'fetches';
  if (says(DELIVERING)) return 'delivers';
  return /^endpoints?$/i.test(segment) ? 'endpoints' : undefined;
}

/** Whether a field of this name is the address that such an operation calls. `isUri`: its schema says that it is one. */
export function isCalledAddress(name: string, isUri: boolean, use: AddressUse): boolean {
  const tokens = tokensOf(name);
  const isUrl = ADDRESSES.has(tokens.at(-1) ?? '');
  if (use === 'subscribes' || use === 'endpoints') return (isUrl || isUri) && isExactly(tokens, LISTENERS);
  if (!isUrl && !(isUri && isExactly(tokens, PLACES))) return false;
  return use === 'fetches' ? !hasWord(tokens, FOR_PEOPLE) : hasWord(tokens, DESTINATIONS);
}

/** Below a webhook that is kept already: `/webhooks/{id}/messages`. */
const SENT_THROUGH = /hooks?\/\{/i;

const SUBSCRIBING = vocabulary('webhook, web hook, hook, event subscription, event destination');

const FETCHING = vocabulary(
  'import, ingest, fetch, proxy, preview, unfurl, scrape, crawl, screenshot, mirror, probe',
);

const DELIVERING = vocabulary('export, deliver, forward, backup, replicate, push');

const ADDRESSES: ReadonlySet<string> = new Set(terms('url, uri'));

const LISTENERS: ReadonlySet<string> = new Set(
  terms(`url, uri, endpoint, endpoint url, target, target url, target uri, destination, destination url, delivery url,
    address, payload url, post url, receiver url, event url`),
);

const PLACES: ReadonlySet<string> = new Set(
  terms('source, feed, origin, location, destination, target, sink'),
);

const DESTINATIONS: ReadonlySet<string> = new Set(
  terms('destination, target, delivery, output, sink, forward'),
);

/** What people open, or a browser is sent to. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(
  terms(`website, site, homepage, home, web, page, avatar, logo, image, icon, picture, photo, profile, thumbnail, banner,
    terms, privacy, policy, support, help, doc, docs, documentation, return, success, cancel, redirect, continue,
    landing, login, logout, contact, company, blog, social, canonical, share, public, checkout, tracking, receipt, base,
    self, next, previous, callback, result, download, permalink, author, publisher, license, external, reference`),
);
