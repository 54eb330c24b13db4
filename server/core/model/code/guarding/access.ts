import type { AccessRule, Annotating, Chain, Matcher } from '../../../facts/frameworks/framework.js';
import { byText } from '../../../text/order.js';
import { textIn } from '../running/bindings.js';
import { lasting } from '../running/epoch.js';
import type { Machine } from '../running/machine.js';
import { iterate, staticsOf } from '../running/members.js';
import type { Handler, Module, Scope, Value } from '../running/values.js';
import type { Verdict } from './guards.js';

/** Rules about access as one file sets them up. */
export interface PlacedChain {
  readonly chain: Chain;
  readonly module: Module;
  readonly scope: Scope;
}

/** What stands before a request, with its verdict. */
export interface Demand {
  readonly verdict: Verdict;
  readonly guard: Handler;
}

/** Chains of these modules in the order in which a request meets them. */
export function chainsOf(
  modules: readonly Module[],
  style: Annotating,
  machine: Machine,
): readonly PlacedChain[] {
  const found = modules.flatMap((module) => {
    const scope = machine.start(module);
    const known = chainsIn(machine).get(scope) ?? chainsOfModule(module, scope, style, machine);
    chainsIn(machine).set(scope, known);
    return known;
  });
  return found.sort((a, b) => a.chain.order - b.chain.order || byText(a.module.uri, b.module.uri));
}

/** By the names of a module, which are others when it ran again. */
const chainsIn = lasting(() => new WeakMap<Scope, readonly PlacedChain[]>());

function chainsOfModule(
  { facts }: Module,
  scope: Scope,
  style: Annotating,
  machine: Machine,
): readonly PlacedChain[] {
  return [...facts.classes.values()].flatMap((of) => {
    const inner: Scope = { ...scope, names: staticsOf(of.statics, scope, machine), up: scope };
    return of.methods.flatMap(([, index]) => {
      const fact = facts.functions.get(index);
      const chain = fact && style.chain(fact, of, facts.functions);
      return chain === undefined ? [] : [{ chain, module: scope.module, scope: inner }];
    });
  });
}

/** What the chains make of a request. `opened`: a rule about nothing but its path, or reads, lets everybody in. */
export interface Access {
  readonly demands: readonly Demand[];
  readonly opened: boolean;
}

/** What the chains demand of a request. */
export function accessOf(
  chains: readonly PlacedChain[],
  method: string,
  path: string | undefined,
  machine: Machine,
): Access {
  for (const placed of chains) {
    const { chain, scope } = placed;
    const about = chain.about === undefined ? 'yes' : applies(chain.about, method, path, scope, machine);
    if (about === 'no') continue;
    if (about === 'maybe' || chain.rules === undefined) return HIDDEN;
    // Of several that are set up under conditions it cannot be known which one is.
    if (chain.depends && chains.filter((one) => one.chain.depends).length > 1) return HIDDEN;
    for (const rule of chain.rules) {
      const fits = applies(rule.matcher, method, path, scope, machine);
      if (fits === 'no') continue;
      if (fits === 'maybe') return HIDDEN;
      return { demands: ofRule(rule, placed), opened: isOpened(rule, path, scope, machine) };
    }
    // What is ignored is left to nobody else; other chains end here.
    if (chain.order >= 0) return HIDDEN;
  }
  return HIDDEN;
}

const NOWHERE: Handler = { value: { kind: 'unknown' }, name: 'chain', at: { uri: '', path: [] } };
const UNSEEN: readonly Demand[] = [{ verdict: 'unknown', guard: NOWHERE }];
const HIDDEN: Access = { demands: UNSEEN, opened: false };

function ofRule(rule: AccessRule, { module }: PlacedChain): readonly Demand[] {
  if (rule.demands === undefined) return UNSEEN;
  const path = rule.site === undefined ? [] : ['route', rule.site];
  const guard: Handler = { value: { kind: 'unknown' }, name: rule.name, at: { uri: module.uri, path } };
  return rule.demands.map((verdict) => ({ verdict, guard }));
}

/** Whether a rule was written to let everybody call this: it names the path as it is, or speaks of reads alone. */
function isOpened(rule: AccessRule, path: string | undefined, scope: Scope, machine: Machine): boolean {
  const { method, patterns } = rule.matcher;
  if (rule.demands?.length !== 0 || patterns === undefined) return false;
  if (method === 'GET') return true;
  const texts = patterns.flatMap((e) => textsIn(machine.evaluate(e, scope)));
  return texts.some((text) => text?.includes('*') === false && path !== undefined && covers(text, path));
}

/** Where Spring tells how the server runs, when nobody says otherwise. */
export const INSIDES = '/actuator/';

type Fit = 'yes' | 'no' | 'maybe';

function applies(
  matcher: Matcher,
  method: string,
  path: string | undefined,
  scope: Scope,
  machine: Machine,
): Fit {
  const { patterns, partial } = matcher;
  if (matcher.method !== undefined && matcher.method !== method) return method === 'ANY' ? 'maybe' : 'no';
  if (patterns === undefined || (matcher.insides && path?.startsWith(INSIDES))) return 'yes';
  const texts = patterns.flatMap((e) => textsIn(machine.evaluate(e, scope)));
  if (path !== undefined && texts.some((text) => text !== undefined && covers(text, path))) return 'yes';
  const hidden = partial || path === undefined || texts.includes(undefined);
  return hidden ? 'maybe' : 'no';
}

function textsIn(value: Value): readonly (string | undefined)[] {
  const items = iterate(value);
  return items === undefined ? [textIn(value)] : items.map(textIn);
}

/** Whether a pattern of Ant style matches every request that a path of a route does. */
export function covers(pattern: string, path: string): boolean {
  return fits(segments(pattern), segments(path));
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return path.length === 0;
  if (head === '**' || /^\{\*\w+\}$/.test(head)) {
    return path.some((_, i) => fits(rest, path.slice(i))) || fits(rest, []);
  }
  const [first, ...others] = path;
  return first !== undefined && fitsSegment(head, first) && fits(rest, others);
}

/** A variable of the route may hold any text, so that only a variable or a star covers it. */
function fitsSegment(pattern: string, segment: string): boolean {
  if (pattern === '*' || /^\{[^{}]*\}$/.test(pattern)) return true;
  if (/[{*]/.test(segment)) return pattern === segment;
  const escaped = pattern.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`).test(segment);
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}
