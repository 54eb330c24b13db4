import type { ClassFact, CodeFacts, Expr, FunctionFact, Step } from '../code/types.js';
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
  if (rules.length === 0 || typeof http !== 'string' || !/^http(?:Security)?$/.test(http)) return undefined;
  if (rules.some(({ matcher }) => matcher.patterns === undefined && matcher.method === undefined))
    return undefined;
  const said = flat(fact.steps);
  const chains = said.map(({ e }) => linksOf(e));
  const opening = chains.flat().filter(({ name }) => OPENS.test(name));
  const [first] = opening;
  const isPlain =
    opening.length === 1 &&
    first?.name === LENIENT &&
    isSeen(first, functions) &&
    !chains.flat().some(({ name, args }) => BRINGS.test(name) || args.some((arg) => isName(arg, http))) &&
    said.every((one) => one.sure && one.to === undefined && startsAt(one.e, http));
  if (!isPlain) return undefined;
  return {
    matcher: { patterns: undefined, partial: false },
    demands: [],
    name: LENIENT,
    site: first.site,
  };
}

/** Whether its rules follow it, or are all that a function of one expression says. */
function isSeen({ args }: Link, functions: CodeFacts['functions']): boolean {
  const [given] = args;
  if (given === undefined) return true;
  const steps: readonly Step[] = (given.k === 'function' ? functions.get(given.i)?.steps : undefined) ?? [];
  return steps.length === 1 && steps[0]?.s === 'return';
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
