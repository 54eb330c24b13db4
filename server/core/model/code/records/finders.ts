import type { ClassFact, CodeFacts } from '../../../facts/code/types.js';
import type { Layout } from '../../layout.js';
import { recordKey } from './records.js';

/**
 * What methods of Java find by a parameter, whoever is calling: of 'OrderService.getOrder' by `recordKey`, with the place
 * of the parameter where there are several; by themselves, or by a method of another type that does. It is empty where
 * nothing says how that is called. What an interface declares is left out as soon as one of those that implement it does
 * anything else.
 */
export function findersByName(
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
): ReadonlyMap<string, string> {
  const all = files.flatMap(({ uri, facts }) => [...facts.classes.values()].map((fact) => ({ uri, fact })));
  if (!all.some(({ fact }) => fact.finders !== undefined || inherited(fact).length > 0)) return new Map();
  const direct = agreed(all, finderIn, layout);
  return agreed(
    all,
    (fact, method, uri) => {
      const found = (fact.forwards ?? []).flatMap(([name, to]): readonly Finder[] => {
        const record = isOf(name, method) ? direct.get(recordKey(uri, to, layout)) : undefined;
        return record === undefined ? [] : [[name, record]];
      });
      return finderIn(fact, method) ?? found[0];
    },
    layout,
  );
}

/** The name of a method with the place of the parameter by which it finds a record, and what that is called. */
type Finder = readonly [name: string, record: string];

function finderIn({ finders = [] }: ClassFact, method: string): Finder | undefined {
  return finders.find(([name]) => isOf(name, method));
}

function isOf(name: string, method: string): boolean {
  return name === method || name.startsWith(`${method}#`);
}

interface Placed {
  readonly uri: string;
  readonly fact: ClassFact;
}

/** Methods of which all that have the name, also as an interface declares it, find a record. */
function agreed(
  all: readonly Placed[],
  finds: (fact: ClassFact, method: string, uri: string) => Finder | undefined,
  layout: Layout,
): ReadonlyMap<string, string> {
  const implemented = new Set(all.flatMap(({ fact }) => interfacesOf(fact)));
  const found = new Map<string, string>();
  for (const { uri, fact } of all)
    for (const method of inherited(fact)) found.set(recordKey(uri, method, layout), '');
  const others = new Set<string>();
  for (const { uri, fact } of all) {
    const { name, methods } = fact;
    const names = [...(name === undefined || implemented.has(name) ? [] : [name]), ...interfacesOf(fact)];
    for (const [method] of methods) {
      const finder = finds(fact, method, uri);
      for (const of of names) {
        if (finder === undefined) others.add(recordKey(uri, `${of}.${method}`, layout));
        else add(found, recordKey(uri, `${of}.${finder[0]}`, layout), finder[1]);
      }
    }
  }
  for (const key of found.keys()) if (others.has(key.replace(/#[\d/]+$/, ''))) found.delete(key);
  return found;
}

/** What is called in two ways is called in none. */
function add(found: Map<string, string>, key: string, record: string): void {
  found.set(key, found.get(key) === undefined || found.get(key) === record ? record : '');
}

function interfacesOf({ implements: above = [] }: ClassFact): readonly string[] {
  return above.flatMap((one) => (one.k === 'name' ? [one.n] : []));
}

/** Interfaces of Spring Data and of MyBatis-Plus, whatever those are called that extend them. */
const STORES = /^(?:\w*Repository|BaseMapper)$/;
const FIND = ['findById', 'getById', 'getOne', 'getReferenceById', 'deleteById', 'selectById'];

/** What a store has without declaring it: 'Orders.findById' of `interface Orders extends JpaRepository<Order, Long>`. */
function inherited(fact: ClassFact): readonly string[] {
  const { name } = fact;
  const isStore = name !== undefined && interfacesOf(fact).some((one) => STORES.test(one));
  return isStore ? FIND.map((method) => `${name}.${method}`) : [];
}
