import type { ClassFact, CodeFacts, Expr, FunctionFact } from '../code/types.js';
import type { Interception } from './framework.js';
import { flat, type Link, linksOf } from './spring-chain.js';

const REGISTERS = 'addInterceptors';
/** Links that say nothing of paths. */
const ASIDE = /^(?:order|addInterceptor|addWebRequestInterceptor)$/;

/** Where the function puts interceptors in front of routes; undefined where it does nothing of the kind. */
export function interceptionsOf(
  fact: FunctionFact,
  of: ClassFact,
  functions: CodeFacts['functions'],
): readonly Interception[] | undefined {
  if (fact.name !== REGISTERS) return undefined;
  const kept = new Map<string, { links: readonly Link[]; sure: boolean }>();
  for (const [i, { e, sure, to }] of flat(fact.steps).entries()) {
    const links = linksOf(e);
    const name = to ?? rootOf(e);
    const before = name === undefined ? undefined : kept.get(name);
    // `InterceptorRegistration one = registry.addInterceptor(check); one.addPathPatterns("/x/**");`
    if (before !== undefined)
      kept.set(name ?? '', { links: [...before.links, ...links], sure: sure && before.sure });
    else if (links[0]?.name === 'addInterceptor') kept.set(to ?? `#${i}`, { links, sure });
  }
  return [...kept.values()].map(({ links, sure }) => interception(links, sure, fact, of, functions));
}

function interception(
  links: readonly Link[],
  sure: boolean,
  fact: FunctionFact,
  of: ClassFact,
  functions: CodeFacts['functions'],
): Interception {
  const all = (name: string) =>
    links.flatMap((link) => (link.name === name ? link.args.flatMap(laidOut) : []));
  const [given] = all('addInterceptor');
  const type = given && typeOf(given, fact, of, functions);
  const known = links.every(({ name }) => ASIDE.test(name) || /^(?:add|exclude)PathPatterns$/.test(name));
  return {
    ...(type === undefined ? {} : { type }),
    on: all('addPathPatterns'),
    except: all('excludePathPatterns'),
    sure: sure && known,
  };
}

/** `List.of("/a", "/b")`. */
function laidOut(e: Expr): readonly Expr[] {
  const isList = e.k === 'call' && e.f.k === 'get' && /^(?:of|asList)$/.test(e.f.n);
  return isList && e.f.of.k === 'name' && /^(?:List|Set|Arrays)$/.test(e.f.of.n) ? e.a : [e];
}

/** The class of the interceptor: made here, by a method of the class, or held in a field. */
function typeOf(
  e: Expr,
  fact: FunctionFact,
  of: ClassFact,
  functions: CodeFacts['functions'],
): string | undefined {
  if (e.k === 'new') return e.f.k === 'name' || e.f.k === 'get' ? e.f.n : undefined;
  if (e.k === 'call') {
    const name = e.f.k === 'name' || e.f.k === 'get' ? e.f.n : undefined;
    const index = of.methods.find(([own]) => own === name)?.[1];
    const made = index === undefined ? [] : (functions.get(index)?.steps ?? []);
    const given = made.flatMap((step) => (step.s === 'return' ? [step.e] : []));
    const [only] = given;
    return given.length === 1 && only?.k === 'new' ? typeOf(only, fact, of, functions) : undefined;
  }
  const name = e.k === 'name' || (e.k === 'get' && e.of.k === 'this') ? e.n : undefined;
  return of.types?.find(([own]) => own === name)?.[1];
}

/** The name that a chain of calls begins with. */
function rootOf(e: Expr): string | undefined {
  let at = e;
  while (at.k === 'call' || at.k === 'get') at = at.k === 'call' ? at.f : at.of;
  return at.k === 'name' ? at.n : undefined;
}
