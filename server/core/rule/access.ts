import type { Security } from '../model/types.js';

/** Everybody may call: nothing is asked for, or each alternative asks for nothing. */
export function isOpen(security: Pick<Security, 'anyOf'>): boolean {
  return security.anyOf.every(({ all }) => all.length === 0);
}

/** Credentials are asked for, and one alternative is to send none (the `{}` of a list). */
export function isOptional(security: Security): boolean {
  return !isOpen(security) && security.anyOf.some(({ all }) => all.length === 0);
}

/** Every alternative asks for credentials. */
export function isProtected(security: Security): boolean {
  return !isOpen(security) && !isOptional(security);
}

/** A text that two operations share exactly when they ask for the same; order does not matter. */
export function requirementKey(security: Security): string {
  const alternatives = security.anyOf.map(({ all }) =>
    all
      .map(({ scheme, scopes }) => `${scheme}(${[...scopes].sort().join(' ')})`)
      .sort()
      .join('+'),
  );
  return alternatives.sort().join('|');
}

/** How often each way of asking is used, the most used first: what a fix proposes. */
export function mostUsed(securities: readonly Security[]): Security | undefined {
  const uses = new Map<string, { security: Security; count: number }>();
  for (const security of securities) {
    if (!isProtected(security)) continue;
    const key = requirementKey(security);
    const use = uses.get(key);
    if (use) use.count += 1;
    else uses.set(key, { security, count: 1 });
  }
  return [...uses.values()].sort((a, b) => b.count - a.count)[0]?.security;
}

/** A Security Requirement list as it is written in a document. */
export function requirements(
  security: Pick<Security, 'anyOf'>,
): readonly Readonly<Record<string, readonly string[]>>[] {
  return security.anyOf.map(({ all }) =>
    Object.fromEntries(all.map(({ scheme, scopes }) => [scheme, scopes])),
  );
}

/**
 * Whoever may pass the second may pass the first, which lacks a scheme or a scope of it. Another scheme, or other scopes
 * of the same one, are no weaker: nobody can tell from their names.
 */
export function isWeaker(first: Security, second: Security): boolean {
  const lacks = ({ all: wanted }: Alternative) =>
    second.anyOf.some(({ all }) => covers(all, wanted) && !covers(wanted, all)) &&
    !second.anyOf.some(({ all }) => covers(all, wanted) && covers(wanted, all));
  const enough = second.anyOf.every(({ all }) => first.anyOf.some((wanted) => covers(all, wanted.all)));
  return enough && first.anyOf.some(lacks);
}

type Alternative = Security['anyOf'][number];

/** The credentials of one alternative are enough for another: each of its schemes is there with all of its scopes. */
function covers(given: Alternative['all'], wanted: Alternative['all']): boolean {
  return wanted.every(({ scheme, scopes }) =>
    given.some((own) => own.scheme === scheme && scopes.every((scope) => own.scopes.includes(scope))),
  );
}
