import type { Truth } from '../../expression/types.js';
import { asksCaller, type Endpoint, type Scheme } from '../../facts/api.js';
import { all, any, decide, type Subject } from './subject.js';

/**
 * Whether anybody may call: the document asks for nothing, or a route that serves the operation checks nobody. What a
 * document asks for, its code may still forget.
 */
export function anonymous({ evidence }: Subject): Truth {
  const { security } = evidence.operation;
  const documented = security.known
    ? decide(security.value.anyOf.every((alternative) => alternative.all.length === 0))
    : 'unknown';
  const routes = evidence.implemented ?? [];
  if (documented === 'yes' || any(routes, unguarded) === 'yes') return 'yes';
  if (documented === 'no' || routes.length === 0) return documented;
  return all(routes, guarded) === 'yes' ? 'no' : 'unknown';
}

/** A caller may choose between a credential and none. */
export function optional({ evidence }: Subject): Truth {
  const { security } = evidence.operation;
  if (!security.known) return 'unknown';
  const empty = security.value.anyOf.filter((alternative) => alternative.all.length === 0).length;
  return decide(empty > 0 && empty < security.value.anyOf.length);
}

/** Whether the operation asks for such a scheme; within a card about one scheme only that one counts. */
export function asksForScheme(
  { document, evidence, scheme }: Subject,
  isSuch: (scheme: Scheme) => boolean,
): Truth {
  const { security } = evidence.operation;
  if (!security.known) return 'unknown';
  const asked = security.value.anyOf.flatMap((alternative) => alternative.all.map((one) => one.scheme));
  const names = scheme === undefined ? asked : asked.filter((name) => name === scheme);
  return any(names, (name) => {
    const declared = document.schemes.get(name);
    return declared?.known === true ? decide(isSuch(declared.value)) : 'unknown';
  });
}

export function isKeyInQuery(scheme: Scheme): boolean {
  return scheme.type === 'apiKey' && scheme.in === 'query';
}

/** A key of a program. What travels in a cookie is a session, and belongs to one person. */
export function isKey(scheme: Scheme): boolean {
  return scheme.type === 'apiKey' && scheme.in !== 'cookie';
}

export function isBasic({ type, scheme }: Scheme): boolean {
  return type === 'http' && scheme === 'basic';
}

export function offers(flow: string): (scheme: Scheme) => boolean {
  return ({ flows = [] }) => flows.some(({ kind }) => kind === flow);
}

function unguarded(route: Endpoint): Truth {
  const checked = guarded(route);
  if (checked === 'unknown') return checked;
  return checked === 'yes' ? 'no' : 'yes';
}

function guarded({ guards }: Endpoint): Truth {
  if (!guards.known) return 'unknown';
  return decide(guards.value.some(asksCaller));
}
