import type { GuardKind } from '../api.js';
import type { ClassFact, CodeFacts, Expr, FunctionFact, Step } from '../code/types.js';
import type { AccessRule, Chain, Matcher } from './framework.js';

type Call = Extract<Expr, { readonly k: 'call' }>;

/** One call of a chain: `.hasRole("ADMIN")`. */
export interface Link {
  readonly name: string;
  readonly args: readonly Expr[];
  readonly site: number | undefined;
}

const OPENS = /^authorize(?:Http)?(?:Requests|Exchange)$/;
const MATCHES =
  /^(?:requestMatchers|antMatchers|mvcMatchers|pathMatchers|securityMatcher|antMatcher|mvcMatcher)$/;
const ANY = /^any(?:Request|Exchange)$/;
/** Matchers of forms that cannot be compared with a path. */
const OTHERS = /^(?:regexMatchers?|regexMatcher|requestMatcher|securityMatchers|matchers)$/;
/** What a chain of one part of the application is about. */
const ABOUT = /^(?:securityMatchers?|antMatcher|mvcMatcher|regexMatcher|requestMatcher)$/;
const METHODS = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE)$/;

/** The rules about access that a function sets up on `HttpSecurity`; undefined when it sets up none. */
export function chainOf(
  fact: FunctionFact,
  of: ClassFact,
  functions: CodeFacts['functions'],
): Chain | undefined {
  const chains = flat(fact.steps).map(({ e, sure }) => ({ links: linksOf(e), sure }));
  const order = Math.min(orderOf(fact.decorators), orderOf(of.decorators));
  const ignored = chains.flatMap(({ links }) => after(links, /^ignoring$/) ?? []);
  if (ignored.length > 0) return { about: undefined, rules: openRules(ignored), order: -1 };
  const opened = chains.filter(({ links }) => links.some(({ name }) => OPENS.test(name)));
  if (opened.length === 0) return undefined;
  const about = chains.flatMap(({ links }) => aboutOf(links) ?? [])[0];
  const rules = opened.map(({ links, sure }) => inDoubt(rulesOf(links, functions), sure));
  const depends = [...(fact.decorators ?? []), ...(of.decorators ?? [])].some(isCondition);
  return { about, rules: all(rules), order, ...(depends ? { depends } : {}) };
}

/** `@ConditionalOnProperty(...)`, `@Profile("test")`. */
function isCondition(e: Expr): boolean {
  const name = e.k === 'call' ? e.f : e;
  return name.k === 'name' && /^(?:Conditional\w*|Profile)$/.test(name.n);
}

/** Expressions of the steps; those under a condition or in a loop are not sure. */
export function flat(steps: readonly Step[]): readonly Said[] {
  return steps.flatMap((step): readonly Said[] => {
    if (step.s === 'each') return flat(step.body).map((one) => ({ ...one, sure: false }));
    const sure = !('maybe' in step && step.maybe === true);
    if (step.s === 'do' || step.s === 'return') return [{ e: step.e, sure }];
    if (step.s === 'let')
      return [{ e: step.is, sure, ...(typeof step.to === 'string' ? { to: step.to } : {}) }];
    return step.s === 'set' ? [{ e: step.is, sure }] : [];
  });
}

/** `to`: the name that it is given. */
interface Said {
  readonly e: Expr;
  readonly sure: boolean;
  readonly to?: string;
}

/** Calls of a chain from its beginning. */
export function linksOf(e: Expr): readonly Link[] {
  const links: Link[] = [];
  let at: Expr = e;
  while (at.k === 'call' && at.f.k === 'get') {
    links.unshift({ name: at.f.n, args: at.a, site: at.site });
    at = at.f.of;
  }
  return links;
}

function after(links: readonly Link[], name: RegExp): readonly Link[] | undefined {
  const at = links.findIndex((link) => name.test(link.name));
  return at < 0 ? undefined : links.slice(at + 1);
}

/** `@Order(1)`; without it a chain comes last. */
function orderOf(decorators: readonly Expr[] | undefined): number {
  const found = decorators?.find((one) => one.k === 'call' && one.f.k === 'name' && one.f.n === 'Order');
  const value = found?.k === 'call' ? found.a[0] : undefined;
  if (value?.k === 'get' && value.n === 'HIGHEST_PRECEDENCE') return 0;
  return value?.k === 'text' ? Number(value.v) : Number.MAX_SAFE_INTEGER;
}

function aboutOf(links: readonly Link[]): Matcher | undefined {
  const opened = links.findIndex(({ name }) => OPENS.test(name));
  const before = opened < 0 ? links : links.slice(0, opened);
  const link = before.find(({ name }) => ABOUT.test(name));
  if (link !== undefined) return matcherOf(link);
  // `requestMatchers().antMatchers("/x")` in front of the rules.
  return before.some(({ name }) => name === 'requestMatchers') ? { patterns: [], partial: true } : undefined;
}

function rulesOf(
  links: readonly Link[],
  functions: CodeFacts['functions'],
): readonly AccessRule[] | undefined {
  const opening = links.find(({ name }) => OPENS.test(name));
  const given = opening?.args[0];
  if (given === undefined) {
    const own = after(links, OPENS) ?? [];
    const end = own.findIndex(({ name }) => name === 'and');
    return read(end < 0 ? own : own.slice(0, end));
  }
  const lambda = given.k === 'function' ? functions.get(given.i) : undefined;
  if (lambda === undefined) return undefined;
  return all(flat(lambda.steps).map(({ e, sure }) => inDoubt(read(linksOf(e)), sure)));
}

/** Rules that may not be there: what they match cannot be known, the rest is left to those behind them. */
function inDoubt(rules: readonly AccessRule[] | undefined, sure: boolean): readonly AccessRule[] | undefined {
  return sure ? rules : rules?.map((rule) => ({ ...rule, demands: undefined }));
}

/** The lists behind each other; undefined when one of them is. */
function all(lists: readonly (readonly AccessRule[] | undefined)[]): readonly AccessRule[] | undefined {
  const rules: AccessRule[] = [];
  for (const list of lists) {
    if (list === undefined) return undefined;
    rules.push(...list);
  }
  return rules;
}

/** Matchers, each with the demand behind it; undefined when a link is out of place. */
function read(links: readonly Link[]): readonly AccessRule[] | undefined {
  const rules: AccessRule[] = [];
  let matcher: Matcher | undefined;
  let aside = false;
  for (const link of links) {
    if (ANY.test(link.name)) matcher = { patterns: undefined, partial: false };
    else if (MATCHES.test(link.name)) matcher = matcherOf(link);
    else if (OTHERS.test(link.name)) matcher = { patterns: [], partial: true };
    // Forwards and errors inside the server; no caller sends those.
    else if (link.name === 'dispatcherTypeMatchers') aside = true;
    else if (aside) aside = false;
    else {
      if (matcher === undefined) return undefined;
      rules.push({ matcher, demands: demandsOf(link), name: link.name, site: link.site });
      matcher = undefined;
    }
  }
  return matcher === undefined ? rules : undefined;
}

/** Of `web.ignoring()` everybody gets what it matches. */
function openRules(links: readonly Link[]): readonly AccessRule[] {
  return links
    .filter(({ name }) => MATCHES.test(name) || OTHERS.test(name))
    .map((link) => ({ matcher: matcherOf(link), demands: [], name: 'ignoring', site: link.site }));
}

function matcherOf({ name, args }: Link): Matcher {
  const patterns: Expr[] = [];
  let method: string | undefined;
  let insides = false;
  let partial = OTHERS.test(name);
  for (const arg of args) {
    if (isElsewhere(arg)) {
      if (arg.k === 'call' && isAllInsides(arg)) insides = true;
      continue;
    }
    const inner = arg.k === 'new' || arg.k === 'call' ? patternsOf(arg) : undefined;
    if (isMethod(arg)) method = arg.n;
    else if (inner !== undefined) {
      patterns.push(...inner.patterns);
      method = inner.method ?? method;
    } else if (arg.k === 'call' || arg.k === 'new' || arg.k === 'function' || arg.k === 'other')
      partial = true;
    else patterns.push(arg);
  }
  // `requestMatchers(HttpMethod.POST)` is about any path.
  const any = patterns.length === 0 && method !== undefined && !partial;
  return {
    ...(method === undefined ? {} : { method }),
    patterns: any ? undefined : patterns,
    partial,
    ...(insides ? { insides } : {}),
  };
}

/** `EndpointRequest.toAnyEndpoint()`, and that with some of them left out. */
function isAllInsides({ f }: Call): boolean {
  if (f.k !== 'get') return false;
  return f.n === 'toAnyEndpoint' || (f.of.k === 'call' && isAllInsides(f.of));
}

/** `EndpointRequest.toAnyEndpoint()`, `PathRequest.toStaticResources()`: no route of a controller. */
function isElsewhere(e: Expr): boolean {
  let at = e;
  while (at.k === 'call' || at.k === 'get') at = at.k === 'call' ? at.f : at.of;
  return at.k === 'name' && /^(?:EndpointRequest|PathRequest)$/.test(at.n);
}

/** `new AntPathRequestMatcher("/x/**", "POST")`, `antMatcher(HttpMethod.POST, "/x/**")`. */
function patternsOf(
  e: Call | Extract<Expr, { readonly k: 'new' }>,
): { readonly patterns: readonly Expr[]; readonly method?: string } | undefined {
  const name = e.f.k === 'name' || e.f.k === 'get' ? e.f.n : '';
  if (!/^(?:AntPathRequestMatcher|antMatcher|pattern|matcher|PathPatternRequestMatcher)$/.test(name))
    return undefined;
  const [first, second] = e.a.filter((arg) => !isMethod(arg));
  const given = e.a.find(isMethod);
  const method = given?.n ?? (second?.k === 'text' ? second.v : undefined);
  if (first === undefined) return undefined;
  return { patterns: [first], ...(method === undefined ? {} : { method }) };
}

function isMethod(e: Expr): e is Extract<Expr, { readonly k: 'get' | 'name' }> {
  return (e.k === 'get' || e.k === 'name') && METHODS.test(e.n);
}

function demandsOf({ name, args }: Link): readonly GuardKind[] | undefined {
  switch (name) {
    case 'permitAll':
    case 'anonymous':
      return [];
    case 'authenticated':
    case 'fullyAuthenticated':
    case 'rememberMe':
      return ['authentication'];
    case 'hasRole':
    case 'hasAnyRole':
    case 'hasAuthority':
    case 'hasAnyAuthority':
    case 'hasScope':
    case 'denyAll':
      return ['authentication', 'authorization'];
    default: {
      const [first] = args;
      return first?.k === 'text' && /^\s*permitAll/.test(first.v) ? [] : undefined;
    }
  }
}
