import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { type Fault, oneOrigin, onePattern, withCookies } from './cors-origins.js';

/** What Starlette's middleware allows. */
export function inPython(call: CallView): Fault | undefined {
  const places = call.name === 'add_middleware' || call.name === 'Middleware';
  const made = places ? call.argument(0)?.text : call.callee;
  if (!/^(?:\w+\.)*CORSMiddleware$/.test(made ?? '')) return undefined;
  const sent = call.keyword('allow_credentials')?.text === 'True';
  const regex = call.keyword('allow_origin_regex');
  if (/^\^?(?:https\?:\/\/)?\.[*+]\$?$/.test(regex?.literal ?? '') && regex !== undefined) {
    const fixes = onePattern(regex);
    return sent ? withCookies(regex, fixes) : { at: regex, message: 'reflected', fixes };
  }
  const origins = call.keyword('allow_origins');
  if (origins === undefined || !(isEvery(origins) || isEvery(origins.fallback))) return undefined;
  // Starlette answers with the origin that asked as soon as cookies come along.
  const fixes = /^[[(]\s*['"]\*['"],?\s*[\])]$/.test(origins.text) ? oneOrigin(call, origins) : [];
  return sent ? withCookies(origins, fixes) : { at: origins, message: 'wildcard', severity: 'info', fixes };
}

/** A star, alone or among others. */
function isEvery(origins: ValueView | undefined): boolean {
  return origins?.literal === '*' || origins?.items?.some(({ literal }) => literal === '*') === true;
}
