import type { ClassFact, CodeFacts, Expr, FunctionFact } from '../code/types.js';
import type { AccessRule, Chain } from './framework.js';
import { chainOf, flat, type Link, linksOf } from './spring-chain.js';

/** Opens rules that leave to everybody what none of them matches; what came after it in Spring refuses that. */
const LENIENT = 'authorizeRequests';
const OPENS = /^authorize/;
/** Links that may bring rules of their own. */
const BRINGS = /^(?:apply|with)$/;

/** The rules about access that a function sets up, with what becomes of requests that none of them matches. */
export function wholeChainOf(
  fact: FunctionFact,
  of: ClassFact,
  functions: CodeFacts['functions'],
): Chain | undefined {
  const chain = chainOf(fact, of, functions);
  const rest = chain?.rules && restOf(fact, chain.rules, functions);
  return chain?.rules && rest ? { ...chain, rules: [...chain.rules, rest] } : chain;
}

/**
 * What `authorizeRequests()` does with requests that no rule of the function matches: it lets them in. Undefined where
 * other code may add rules to these, or where one matches all that is left.
 */
function restOf(
  fact: FunctionFact,
  rules: readonly AccessRule[],
  functions: CodeFacts['functions'],
): AccessRule | undefined {
  const [http] = fact.params;
  if (rules.length === 0 || typeof http !== 'string') return undefined;
  if (rules.some(({ matcher }) => matcher.patterns === undefined && matcher.method === undefined))
    return undefined;
  const links = flat(fact.steps).flatMap(({ e }) => linksOf(e));
  const opening = links.filter(({ name }) => OPENS.test(name));
  const [first] = opening;
  const isPlain =
    opening.length === 1 &&
    first?.name === LENIENT &&
    isSeen(first, functions) &&
    !links.some(({ name }) => BRINGS.test(name)) &&
    isAlone(fact, http);
  if (!isPlain) return undefined;
  return {
    matcher: { patterns: undefined, partial: false },
    demands: [],
    name: LENIENT,
    site: first.site,
  };
}

/** Whether its rules follow it, or are all that a function that it is handed says. */
function isSeen({ args }: Link, functions: CodeFacts['functions']): boolean {
  const [given] = args;
  if (given === undefined) return true;
  const rules = given.k === 'function' ? functions.get(given.i) : undefined;
  const [registry] = rules?.params ?? [];
  return rules !== undefined && typeof registry === 'string' && isAlone(rules, registry);
}

/** Whether all that a function does are chains of calls on what it is given, which nothing else gets to see. */
function isAlone({ steps }: FunctionFact, name: string): boolean {
  return flat(steps).every(({ e, sure, to }) => {
    const isShown = linksOf(e).some(({ args }) => args.some((arg) => isName(arg, name)));
    return sure && to === undefined && startsAt(e, name) && !isShown;
  });
}

/** Whether an expression is a chain of calls on what the function is given. */
function startsAt(e: Expr, name: string): boolean {
  let at = e;
  while (at.k === 'call' && at.f.k === 'get') at = at.f.of;
  return isName(at, name);
}

function isName(e: Expr, name: string): boolean {
  return e.k === 'name' && e.n === name;
}
