import type { Conduct } from './conduct.js';

/** Words of names that refuse for reasons which have nothing to do with who is calling; each is whole. */
const REASONS: readonly RegExp[] = [
  /(?:csrf|xsrf|captcha|maintenance)/,
  /_(?:cors|origins?|ssl|https)_/,
  /_(?:https_?only|only_?https)_/,
  // Not `payment_method`: what is filtered is the method of the request.
  /_(?:check|allow(?:ed)?|only|restrict|filter|limit|block|validate|require|deny|http)_?methods?_$/,
  /_methods?_(?:allowed|not_allowed|guard|filter|check|only)_/,
  /_ip_?(?:filter|allow|block|restrict|white|black)/,
  /_(?:filter|allow(?:ed)?|block|white_?list|black_?list)_?ips?_/,
  /_ban(?:ned)?_?(?:users?|ips?|list|filter)_/,
  /_geo_?(?:block|fence)/,
];

/** What the name alone tells: that it refuses for another reason than who is calling, as long as nothing it does says more. */
export function nameSays(conduct: Conduct, name: string): 'none' | 'unknown' | undefined {
  const { answers, identity, turns, weighs } = conduct;
  if (turns || !isOtherReason(name)) return undefined;
  const asks = (answers.has('401') || answers.has('login')) && identity;
  return asks || weighs ? 'unknown' : 'none';
}

/** Whether a name says that it answers 403 for a reason which has nothing to do with who is calling. */
function isOtherReason(name: string): boolean {
  const words = `_${name.replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2_')}_`.toLowerCase();
  return REASONS.some((one) => one.test(words)) && !words.includes('auth');
}
