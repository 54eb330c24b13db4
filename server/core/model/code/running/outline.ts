import type { ClassFact, CodeFacts, FunctionFact, Step } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';

/** Whether names of two versions of a file mean the same: they differ at most in what functions do when they are called. */
export function meansTheSame(before: CodeFacts, now: CodeFacts): boolean {
  if (before === now) return true;
  const isOfFunction = before.language === 'java' ? isSameInJava : isSameFunction;
  return (
    before.skipped === now.skipped &&
    areSameSteps(before.steps, now.steps) &&
    areSame(before.classes, now.classes, isSameClass) &&
    areSame(before.functions, now.functions, isOfFunction)
  );
}

/**
 * Names that may mean something else in another version of a file of Java; undefined where any name may. Which methods a
 * class has, and of which types its fields are, is found by their names alone, or by that of the class.
 */
export function renamedIn(before: CodeFacts, now: CodeFacts): readonly string[] | undefined {
  const isOutlined =
    before.language === 'java' &&
    before.skipped === now.skipped &&
    areSameSteps(before.steps, now.steps) &&
    areSame(before.functions, now.functions, isSameInJava);
  if (!isOutlined) return undefined;
  const names = new Set<string>();
  const rest: Partial<ClassFact>[] = [];
  const isKnown = areSame(before.classes, now.classes, (a, b) => {
    const members = differing(a, b);
    for (const name of members) names.add(name);
    if (members.length > 0 && b.name !== undefined) names.add(b.name);
    const [old, other] = [restOf(a, members), restOf(b, members)];
    rest.push(other);
    return isSame(old, other);
  });
  const others = [...now.classes].flatMap(([number, fact]) =>
    before.classes.get(number) === fact ? [fact] : [],
  );
  const asked = [...rest, ...others.map((one) => restOf(one, []))];
  return isKnown && !asked.some((one) => mentions(one, [...names])) ? [...names] : undefined;
}

/** Names of methods and fields that only one of them has, or that are of another type there. */
function differing(a: ClassFact, b: ClassFact): readonly string[] {
  const [before, now] = [membersOf(a), membersOf(b)];
  const only = [...before, ...now].filter(([text]) => !before.has(text) || !now.has(text));
  return only.map(([, name]) => name);
}

/** Names of methods and fields, by all that is said of them. */
function membersOf({ methods, types = [] }: ClassFact): ReadonlyMap<string, string> {
  return new Map([...methods, ...types].map((one) => [JSON.stringify(one), one[0]]));
}

/** What a class says beside its name and its methods, without some of its fields. */
function restOf(of: ClassFact, fields: readonly string[]): Partial<ClassFact> {
  const { name: _, methods: __, finders: ___, forwards: ____, types = [], ...rest } = of;
  return { ...rest, types: types.filter(([name]) => !fields.includes(name)) };
}

/** Whether one of the names may stand anywhere in a fact. */
export function mentions(fact: object, names: readonly string[]): boolean {
  const text = computed(texts, fact, () => JSON.stringify(fact));
  return names.some((name) => text.includes(name));
}

const texts = new WeakMap<object, string>();

/**
 * Whether two versions of a file differ at most in what functions send to others, and in what they call by its type
 * where that does not matter: nothing else is found out of these.
 */
export function followsTheSame(before: CodeFacts, now: CodeFacts, callsMatter: boolean): boolean {
  if (before === now) return true;
  const { steps: _, classes: __, functions: ___, ...rest } = before;
  const { steps: ____, classes: _____, functions: ______, ...other } = now;
  return (
    areSame(before.functions, now.functions, callsMatter ? isSameBesideSends : isSameBesideCalls) &&
    areSameSteps(before.steps, now.steps) &&
    areSame(before.classes, now.classes, isSame) &&
    isSame(rest, other)
  );
}

function isSameBesideSends(a: FunctionFact, b: FunctionFact): boolean {
  const { sends: _, ...one } = a;
  const { sends: __, ...other } = b;
  return isSame(one, other);
}

function isSameBesideCalls(a: FunctionFact, b: FunctionFact): boolean {
  const { calls: _, ...one } = a;
  const { calls: __, ...other } = b;
  return isSameBesideSends(one, other);
}

/** Most of them are the very same. */
function areSameSteps(before: readonly Step[], now: readonly Step[]): boolean {
  return before.length === now.length && before.every((step, index) => isSame(step, now[index]));
}

function areSame<T>(
  before: ReadonlyMap<number, T>,
  now: ReadonlyMap<number, T>,
  same: (a: T, b: T) => boolean,
): boolean {
  if (before.size !== now.size) return false;
  const others = now.entries();
  for (const [number, fact] of before) {
    const [other, its] = others.next().value ?? [];
    if (number !== other || its === undefined || (fact !== its && !same(fact, its))) return false;
  }
  return true;
}

/** Names of methods that find a record are asked for by themselves. */
function isSameClass(a: ClassFact, b: ClassFact): boolean {
  const { finders: _, forwards: __, ...one } = a;
  const { finders: ___, forwards: ____, ...other } = b;
  return isSame(one, other);
}

function isSameFunction(a: FunctionFact, b: FunctionFact): boolean {
  return isSameInJava(a, b) && isSame(a.decorators, b.decorators);
}

/** Annotations of methods run nothing. Of a function without steps nothing is followed, whoever calls it. */
function isSameInJava(a: FunctionFact, b: FunctionFact): boolean {
  if (a.steps.length === 0 && b.steps.length === 0) return true;
  return (
    a.handler === b.handler &&
    a.onError === b.onError &&
    isSame(a.params, b.params) &&
    isSame(a.steps, b.steps)
  );
}

/** Of plain values whose keys are always written in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
