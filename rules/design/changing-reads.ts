import type { OperationFact } from '../../server/core/rule/views.js';
import { changingVerb } from '../../server/core/words/effects.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { isRedirectName } from '../../server/core/words/urls.js';

export const ENDS_SESSION: ReadonlySet<string> = new Set(['log out', 'log off', 'sign out']);
/** What the link of a mail holds, which works once. */
export const ONE_TIME: ReadonlySet<string> = new Set(['code', 'token', 'signature']);

/** The verb by which an operation that reads says that it changes something, and is no page and no link of a mail. */
export function verbOfRead(fact: OperationFact, summary?: string): string | undefined {
  const { outbound, method, path, operationId } = fact;
  if (outbound || !READS.has(method)) return undefined;
  const verb = changingVerb({ path, operationId, summary });
  return verb === undefined || isForBrowsers(fact, verb) ? undefined : verb;
}

export const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** A page with a form, the link of a mail that works once, or a stop on the way to another page. */
function isForBrowsers({ responses, parameters }: OperationFact, verb: string): boolean {
  const types = responses.known ? responses.value.flatMap((response) => response.types) : [];
  if (types.length > 0 && types.every((type) => /^text\/html/i.test(type))) return true;
  const names = parameters.known ? parameters.value.map(({ name }) => name) : [];
  if (names.some(isRedirectName)) return true;
  return IN_MAILS.has(verb) && names.some((name) => ONE_TIME.has(credentialName(name) ?? ''));
}

/** What somebody confirms by the link of a mail. */
const IN_MAILS: ReadonlySet<string> = new Set([
  ...['activate', 'deactivate', 'reset', 'approve', 'cancel', 'revoke', 'enable', 'disable'],
]);
