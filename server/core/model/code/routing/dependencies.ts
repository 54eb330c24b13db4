import type { Expr } from '../../../facts/code/types.js';
import type { Anchor } from '../../../text/span.js';
import { iterate, memberOf } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import {
  type ClassValue,
  type ExternalValue,
  type FunctionValue,
  type Handler,
  UNKNOWN_VALUE,
  type Value,
} from '../running/values.js';

/** Where a dependency is asked for. */
interface Asked {
  readonly name: string;
  readonly at: Anchor;
  /** Whoever asks never looks at what it gives. */
  readonly unread?: true;
}

const MAX_DEPTH = 8;

/** Names of types that may stand for a check of the caller where their declaration is out of sight. */
const AUTHISH = /user|auth|admin|principal|token|session_?(?:id|user)|permission|current|guard|role/i;

const SIGN_IN_FORM = /^OAuth2PasswordRequestForm(?:Strict)?$/;

/** What a list of dependencies puts in front of a route, in the order in which it runs. */
export function dependenciesOf(list: Value | undefined, machine: Runtime, asked: Asked): readonly Handler[] {
  if (list === undefined) return [];
  // Of several lists it cannot be known which one is taken.
  const items = list.kind === 'either' ? undefined : iterate(list);
  if (items === undefined) return [{ ...asked, value: UNKNOWN_VALUE }];
  return items.flatMap(
    (item) =>
      dependency(item, machine, { ...asked, unread: true }, 0) ?? [{ ...asked, value: UNKNOWN_VALUE }],
  );
}

/** What the parameters of a handler put in front of it. */
export function needsOf(
  handler: FunctionValue,
  machine: Runtime,
  at: (index: number) => Anchor,
): readonly Handler[] {
  return needs(handler, machine, (index, name) => ({ name, at: at(index) }), 0);
}

function needs(
  of: FunctionValue,
  machine: Runtime,
  asked: (index: number, name: string) => Asked,
  depth: number,
): readonly Handler[] {
  const found = (of.fact.needs ?? []).map(([index, e]) => {
    const value = machine.evaluate(e, of.scope);
    const { unread, ...place } = asked(index, nameOf(e));
    // What it only gives back, whoever asked for that may look at.
    const isUnread =
      of.fact.ignores?.includes(index) === true ||
      (unread === true && of.fact.returns?.includes(index) === true);
    return { index, e, value, place: { ...place, ...(isUnread ? { unread: true as const } : {}) } };
  });
  const run = found.map((one) => {
    const type = found.find(({ index, e }) => index === one.index && e !== one.e)?.value;
    return { ...one, runs: annotated(one.value, machine, one.place, depth, type) };
  });
  // The type of a parameter that another function gives checks nothing.
  const given = new Set(run.flatMap(({ index, runs = [] }) => (runs.length === 0 ? [] : [index])));
  return run.flatMap(({ index, e, value, place, runs }) => {
    return runs ?? (given.has(index) ? [] : checked(value, e, place));
  });
}

function isRun({ value }: Handler): boolean {
  return value.kind !== 'class';
}

/** A dependency, or the ones behind the type in `Annotated[...]`. `type`: what stands beside a dependency for its parameter. */
function annotated(
  value: Value,
  machine: Runtime,
  asked: Asked,
  depth: number,
  type?: Value,
): readonly Handler[] | undefined {
  const found = isAnnotated(value)
    ? value.args.flatMap((one) => dependency(one, machine, asked, depth, value.args[0]) ?? [])
    : dependency(value, machine, asked, depth, type);
  return found?.length === 0 && isAnnotated(value) ? undefined : found;
}

/** A parameter that a dependency gives, with the class of that where it is one of ours. */
export interface Dependent {
  readonly index: number;
  readonly type?: string;
}

/** Parameters that dependencies give, by the type alone: `user: CurrentUser`, which is `Annotated[User, Depends(f)]`. */
export function dependentOf(
  of: Pick<FunctionValue, 'fact' | 'scope'>,
  machine: Runtime,
): readonly Dependent[] {
  return (of.fact.needs ?? []).flatMap(([index, e]) => {
    const value = e.k === 'call' ? undefined : machine.evaluate(e, of.scope);
    if (value === undefined || !isAnnotated(value)) return [];
    if (!value.args.some((one) => asksFor(one, machine))) return [];
    const [type] = value.args;
    const name = type?.kind === 'class' ? type.fact.name : undefined;
    return [{ index, ...(name === undefined ? {} : { type: name }) }];
  });
}

function asksFor(value: Value, machine: Runtime): boolean {
  return value.kind === 'external' && value.called && isDependency(value, machine);
}

/** Whether the value is a type with what it asks for: `Annotated[Service, Depends()]`. */
export function isAnnotated(value: Value): value is ExternalValue {
  return value.kind === 'external' && value.called && value.names.at(-1) === 'Annotated';
}

/** Whether a handler takes the form by which OAuth 2.0 sends a name and a password, whatever its path says. */
export function takesSignInForm({ fact, scope }: FunctionValue, machine: Runtime): boolean {
  return (fact.needs ?? []).some(([, e]) => isSignInForm(machine.evaluate(e, scope), machine, 0));
}

/** The form itself, a class of ours that extends it, and either as a type or inside of `Annotated` and `Depends`. */
function isSignInForm(value: Value, machine: Runtime, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (value.kind === 'class') {
    const base = value.fact.extends;
    return base !== undefined && isSignInForm(machine.evaluate(base, value.scope), machine, depth + 1);
  }
  if (value.kind !== 'external') return false;
  if (SIGN_IN_FORM.test(value.names.at(-1) ?? '')) return true;
  const holds = isAnnotated(value) || isDependency(value, machine);
  return holds && value.args.some((one) => isSignInForm(one, machine, depth + 1));
}

/** What a value asks for that may be a dependency, or a type that stands for one. `type`: what else its parameter says. */
export function given(value: Value, machine: Runtime, asked: Asked, type?: Value): readonly Handler[] {
  return annotated(value, machine, asked, 0, type) ?? [];
}

/** A type checks what the caller sends; one out of sight may stand for a check of the caller. */
function checked(given: Value, e: Expr, asked: Asked): readonly Handler[] {
  const value = isAnnotated(given) ? (given.args[0] ?? given) : given;
  if (value.kind === 'class') return [{ ...asked, value }];
  const hidden = value.kind === 'unknown' && e.k !== 'call' && AUTHISH.test(asked.name);
  return hidden ? [{ ...asked, value }] : [];
}

/** What `Depends(f)` runs: what f asks for itself, then f. Undefined when the value is no dependency. */
function dependency(
  value: Value,
  machine: Runtime,
  asked: Asked,
  depth: number,
  type?: Value,
): readonly Handler[] | undefined {
  if (value.kind !== 'external' || !value.called || !isDependency(value, machine)) return undefined;
  // `user: User = Depends()` makes an instance of the type.
  const made = type?.kind === 'class' ? type : undefined;
  const target = value.args[0] ?? value.keywords.get('dependency') ?? made;
  const scopes = value.keywords.get('scopes');
  const demands = scopes !== undefined && iterate(scopes)?.length !== 0;
  const demanded = demands ? [{ name: asked.name, at: asked.at, value }] : [];
  if (target === undefined) return demanded;
  const run = runs(target, machine, { ...asked, name: valueName(target) ?? asked.name }, depth + 1);
  // Nobody finds out which scopes a token has that nobody looks at.
  return run.some((one) => one.value.kind === 'external' && one.value.unread) ? run : [...run, ...demanded];
}

function runs(
  target: Value,
  machine: Runtime,
  { unread, ...asked }: Asked,
  depth: number,
): readonly Handler[] {
  if (depth > MAX_DEPTH) return [{ ...asked, value: UNKNOWN_VALUE }];
  const inside = unread === undefined ? {} : { unread };
  const below = (of: FunctionValue) =>
    needs(of, machine, (_, name) => ({ name, at: asked.at, ...inside }), depth).filter(isRun);
  if (target.kind === 'function') return [...below(target), { ...asked, value: target }];
  if (target.kind === 'object' && target.class !== undefined) {
    const scheme = schemeOf(target.class, machine, 0);
    const method = memberOf(target, '__call__', machine);
    if (method.kind !== 'function' && scheme !== undefined)
      return [{ ...asked, value: seenBy(scheme, machine, unread) }];
    return method.kind === 'function'
      ? [...below(method), { ...asked, value: method }]
      : [{ ...asked, value: UNKNOWN_VALUE }];
  }
  if (target.kind === 'class') {
    const made = makerOf(target, machine, 0);
    if (made !== undefined) return [...below(made), { ...asked, value: made }];
    return fieldsOf(target, machine).flatMap((one) => annotated(one, machine, asked, depth) ?? []);
  }
  return [{ ...asked, value: seenBy(target, machine, unread) }];
}

/**
 * Whether all that a function refuses hangs on whether credentials are there and on their scheme, so that any will do; not
 * where somebody else may look at what it gives back, and nothing but the function turns away who sends none.
 */
export function asksForForm(of: FunctionValue, machine: Runtime): boolean {
  const { formal = [], returns = [], needs: all = [] } = of.fact;
  const at: Asked = { name: '', at: { uri: '', path: [] } };
  return (
    formal.length > 0 &&
    formal.every((index) =>
      all.some(([place, e]) => {
        if (place !== index) return false;
        const found = annotated(machine.evaluate(e, of.scope), machine, at, 0) ?? [];
        return found.some(
          ({ value }) => isScheme(value, machine) && !(returns.includes(index) && mayAdmit(value)),
        );
      }),
    )
  );
}

function isScheme(value: Value, { frameworks }: Runtime): value is ExternalValue {
  return (
    value.kind === 'external' &&
    value.called &&
    frameworks.some(({ decorating }) => `${value.module}.`.startsWith(`${decorating?.schemes}.`))
  );
}

/** Whether it may be told to let callers without credentials through. */
function mayAdmit(value: ExternalValue): boolean {
  return value.keywords.has('auto_error') || value.keywords.has('...');
}

/** What demands credentials, by whether whoever asks for it looks at them. */
function seenBy(value: Value, machine: Runtime, unread: true | undefined): Value {
  if (!isScheme(value, machine) || mayAdmit(value)) return value;
  return unread === undefined ? { ...value, judged: true } : { ...value, unread };
}

/** What sets up an instance of a class, its own or that of a class of ours which it extends. */
function makerOf(of: ClassValue, machine: Runtime, depth: number): FunctionValue | undefined {
  const own = of.fact.methods.find(([name]) => name === '__init__');
  const made = own && machine.evaluate({ k: 'function', i: own[1] }, of.scope);
  if (made !== undefined) return made.kind === 'function' ? made : undefined;
  if (of.fact.extends === undefined || depth > MAX_DEPTH) return undefined;
  const base = machine.evaluate(of.fact.extends, of.scope);
  return base.kind === 'class' ? makerOf(base, machine, depth + 1) : undefined;
}

/** What stands for the parameters of a class that writes none of them out, as a dataclass: values of fields, and names of types. */
function fieldsOf({ fact, scope }: ClassValue, machine: Runtime): readonly Value[] {
  const values = fact.fields.flatMap(([, e]) => (e.k === 'call' ? [e] : []));
  const types = (fact.types ?? []).flatMap(([, n]): readonly Expr[] =>
    /^[A-Z]\w*$/.test(n) ? [{ k: 'name', n }] : [],
  );
  return [...types, ...values].map((e) => machine.evaluate(e, scope));
}

/** What a class of ours extends when it comes from a package; an instance behaves as one of that. */
function schemeOf(of: ClassValue, machine: Runtime, depth: number): Value | undefined {
  if (of.fact.extends === undefined || depth > MAX_DEPTH) return undefined;
  const base = machine.evaluate(of.fact.extends, of.scope);
  if (base.kind === 'class') return schemeOf(base, machine, depth + 1);
  return base.kind === 'external' ? { ...base, called: true } : undefined;
}

function isDependency(value: ExternalValue, machine: Runtime): boolean {
  const name = [value.module, ...value.names].join('.');
  return machine.frameworks.some((framework) => framework.decorating?.dependencies.includes(name));
}

function valueName(value: Value): string | undefined {
  if (value.kind === 'function') return value.fact.name;
  if (value.kind === 'external') return value.names.at(-1);
  return value.kind === 'object' ? value.class?.fact.name : undefined;
}

function nameOf(e: Expr): string {
  if (e.k === 'name' || e.k === 'get') return e.n;
  return e.k === 'call' ? nameOf(e.f) : '';
}
