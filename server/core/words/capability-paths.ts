import { NOT_A_CREDENTIAL } from './sensitive.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/**
 * Whether the path holds a secret of its own, which proves who has it: `/webhooks/{id}/{webhook_token}`, `/join/{token}`,
 * `/invitations/{token}/accept`.
 */
export function isCapabilityPath(path: string): boolean {
  const [, given = '', done] = /\/([\w-]+)\/\{token\}(?:\/([\w-]+))?$/i.exec(path) ?? [];
  // Who has invited sends the invitation again, or takes it back.
  const isUsed = done === undefined || hasWord(tokensOf(done), DONE);
  if (isUsed && hasWord(tokensOf(given), GIVEN)) return true;
  return [...path.matchAll(/\{([^{}]*)\}/g)].some(([, name = '']) => {
    const tokens = tokensOf(name);
    return tokens.length > 1 && PROVING.has(tokens.at(-1) ?? '') && !hasWord(tokens, NOT_A_CREDENTIAL);
  });
}

const PROVING: ReadonlySet<string> = new Set(terms('token, secret, signature'));

/** What is done with a token that one was given, and what it was given for. */
const GIVEN: ReadonlySet<string> = new Set(
  terms(`join, accept, decline, invite, invitation, redeem, claim, confirm, confirmation, share, shared, reset, verify,
    verification, activate, activation, recover, recovery, unsubscribe, unsubscription`),
);

/** What somebody does who has one. */
const DONE: ReadonlySet<string> = new Set(
  terms(
    'accept, decline, reject, join, confirm, complete, finish, redeem, claim, verify, activate, password',
  ),
);
