import type { Rule } from '../rule/rule.js';
import type { Joined } from './joined.js';

/** Whether a rule has been able to say all that it will say about a file: only then is its silence an answer. */
export function isJudged(rule: Rule, uri: string, joined: Joined, patternsWaiting: boolean): boolean {
  if (rule.awaits === 'structure') return joined.faults.peek(uri) !== undefined;
  if (rule.awaits === 'regex') return !patternsWaiting;
  const readsRelation = Object.keys(rule.check).every((subject) => subject === 'endpoint');
  return !readsRelation || isRelated(uri, joined);
}

/** Whether the file is one of a document and code that are about the same API. */
function isRelated(uri: string, { endpoints }: Joined): boolean {
  for (const key of endpoints.keys()) {
    const entry = endpoints.peek(key);
    if (entry?.document.uri === uri) return true;
    if (entry && [...entry.documented, ...entry.implemented].some(({ at }) => at.uri === uri)) return true;
  }
  return false;
}
