import type { Plain } from '../../server/core/rule/rule.js';
import type { DocumentView, ResponseFact } from '../../server/core/rule/views.js';

/** The header that says how many seconds to wait. In 2.0 a header describes its own value. */
export function retryAfter({ version }: DocumentView): Plain {
  const seconds = { type: 'integer', format: 'int32', minimum: 0, maximum: 86400 };
  const description = 'Seconds to wait.';
  return version === '2.0' ? { description, ...seconds } : { description, schema: seconds };
}

/** The header in which a server says how much of a limit is left. */
export function rateLimit({ version }: DocumentView): Plain {
  const text = { type: 'string', maxLength: 200 };
  const description = 'What is left of the limit, and until when.';
  return version === '2.0' ? { description, ...text } : { description, schema: text };
}

/** An answer that a caller who is within the limit gets, or one that refuses. */
export function isTold({ status }: ResponseFact): boolean {
  return /^(?:[24]|default$)/i.test(status);
}

/** Any of the families: RateLimit and its policy, RateLimit-Remaining, X-RateLimit-Limit, X-Rate-Limit-Reset. */
export function saysLimit(response: ResponseFact): boolean {
  return isTold(response) && response.headers.some((name) => /(?:^|-)rate-?limit(?:-|$)/i.test(name));
}
