import type { GuardKind } from '../../facts/api.js';
import type { Answer, Behavior } from '../../facts/code/types.js';
import type { Framework, Treatment } from '../../facts/frameworks/framework.js';
import {
  type ClassValue,
  type ExternalValue,
  type FunctionValue,
  type Runtime,
  UNKNOWN_VALUE,
  type Value,
} from './values.js';

/** What stands before a request: a kind of guard, nothing that concerns security, or something out of sight. */
export type Verdict = GuardKind | 'none' | 'serves' | 'unknown';

/** What a function does itself and through the functions that it hands the request to. */
interface Conduct {
  readonly answers: ReadonlySet<Answer>;
  readonly identity: boolean;
  readonly credentials: boolean;
  readonly verifies: boolean;
  readonly validates: boolean;
  readonly next: boolean;
  /** It relies on something out of sight whose name says that it checks the caller. */
  readonly relies: boolean;
}

const MAX_HOPS = 4;

/** Answers 403 for reasons that have nothing to do with who is calling. */
const OTHER_REASON = /csrf|xsrf|cors|origin|maintenance|captcha|method|https?_?only|ssl/i;

const CHECKING = /auth|permi|guard|protect|ensure|require|verify|session/i;

/** What a value does as middleware. */
export function middleware(value: Value, framework: Framework, runtime: Runtime): Verdict {
  switch (value.kind) {
    case 'function':
      return ofFunction(value, runtime);
    case 'external':
      return ofExternal(value, framework, runtime);
    case 'either':
      return agreed(value.values.map((one) => middleware(one, framework, runtime)));
    case 'object':
      return value.fields.has('default')
        ? middleware(value.fields.get('default') ?? UNKNOWN_VALUE, framework, runtime)
        : 'unknown';
    case 'class':
      return framework.decorating === undefined ? 'unknown' : ofType(value, framework, runtime);
    case 'unknown':
      return 'unknown';
    default:
      return 'none';
  }
}

/** What the last argument of a route does before its work: a check of the caller is a guard, a login is none. */
export function handler(value: Value, framework: Framework, runtime: Runtime): Verdict {
  if (value.kind === 'external') {
    const verdict = ofExternal(value, framework, runtime);
    return verdict === 'unknown' ? 'none' : verdict;
  }
  if (value.kind !== 'function') return 'none';
  const conduct = conductOf(value, runtime);
  const refuses = conduct.answers.has('401') || conduct.answers.has('403') || conduct.answers.has('login');
  if (refuses && conduct.identity)
    return conduct.answers.has('401') || conduct.verifies ? 'authentication' : 'authorization';
  if (refuses) return conduct.credentials ? 'none' : 'unknown';
  return conduct.relies ? 'unknown' : 'none';
}

/** Whether a function passes requests on. */
export function passesOn(value: Value, framework: Framework, runtime: Runtime): boolean {
  if (value.kind === 'function') return conductOf(value, runtime).next;
  return value.kind === 'external' && !['none', 'unknown'].includes(ofExternal(value, framework, runtime));
}

function ofFunction(value: FunctionValue, runtime: Runtime): Verdict {
  const { fact } = value;
  if (fact.onError) return 'none';
  const conduct = conductOf(value, runtime);
  const kind = kindOf(conduct, fact.name ?? '');
  if (kind !== 'none') return kind;
  if (conduct.relies || (conduct.verifies && conduct.answers.size === 0)) return 'unknown';
  const plain = fact.handler || fact.params.length === 0 || value.scope.module.facts.language === 'python';
  return plain ? 'none' : 'unknown';
}

function kindOf(conduct: Conduct, name: string): Verdict {
  const { answers } = conduct;
  if (OTHER_REASON.test(name) && !/auth/i.test(name)) return 'none';
  if (answers.has('401') || answers.has('login')) return 'authentication';
  if (conduct.verifies && (answers.has('403') || answers.has('4xx'))) return 'authentication';
  if (answers.has('403')) return 'authorization';
  if (answers.has('429')) return 'rate-limit';
  return conduct.validates ? 'validation' : 'none';
}

function conductOf(value: FunctionValue, runtime: Runtime, hops = 0): Conduct {
  const own = value.fact.behavior;
  const helpers = hops < MAX_HOPS ? (own?.helpers ?? []) : [];
  const found = helpers.map((e) => ({ e, value: runtime.evaluate(e, value.scope) }));
  const called = found.flatMap((helper) => (helper.value.kind === 'function' ? [helper.value] : []));
  const inner = called
    .filter((one) => one.fact !== value.fact)
    .map((one) => conductOf(one, runtime, hops + 1));
  const relies = found.some(({ e, value: helper }) => helper.kind === 'unknown' && isChecking(e));
  const some = (flag: keyof Behavior & keyof Conduct): boolean =>
    own?.[flag] === true || inner.some((one) => one[flag] === true);
  return {
    answers: new Set([...(own?.answers ?? []), ...inner.flatMap((one) => [...one.answers])]),
    identity: some('identity'),
    credentials: some('credentials'),
    verifies: some('verifies'),
    validates: some('validates'),
    next: some('next'),
    relies: relies || inner.some((one) => one.relies),
  };
}

function isChecking(e: Behavior['helpers'][number]): boolean {
  return (e.k === 'name' || e.k === 'get') && CHECKING.test(e.n);
}

/** A type of what a handler takes: a model of the input checks it. */
function ofType(value: ClassValue, framework: Framework, runtime: Runtime, depth = 0): Verdict {
  if (value.fact.extends === undefined || depth > MAX_HOPS) return 'none';
  const base = runtime.evaluate(value.fact.extends, value.scope);
  if (base.kind === 'class') return ofType(base, framework, runtime, depth + 1);
  const known = base.kind === 'external' && framework.decorating?.models.includes(base.module);
  return known === true ? 'validation' : 'none';
}

function ofExternal(value: ExternalValue, framework: Framework, runtime: Runtime): Verdict {
  const treatment = treatmentOf(value, framework);
  if (treatment !== 'wrapper') return treatment;
  return agreed(value.args.map((one) => (one.kind === 'function' ? ofFunction(one, runtime) : 'unknown')));
}

function treatmentOf(value: ExternalValue, framework: Framework): Treatment {
  const module = moduleIn(framework, value.module.replace(/^node:/, ''));
  if (module === undefined) return 'unknown';
  // Asked to let callers without credentials through.
  if (value.keywords.has('auto_error') || value.keywords.has('optional')) return 'none';
  const known = framework.middleware[module];
  if (known === undefined || typeof known === 'string') return known ?? 'unknown';
  const name = value.names.findLast((one) => Object.hasOwn(known, one));
  return known[name ?? '*'] ?? 'unknown';
}

/** The module, or the package that it lies in, as the framework lists it. */
function moduleIn(framework: Framework, name: string): string | undefined {
  for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(framework.middleware, at)) return at;
    if (framework.decorating === undefined) return undefined;
  }
  return undefined;
}

/** The verdict of alternatives: theirs when they agree, else out of sight. */
function agreed(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  return first !== undefined && verdicts.every((verdict) => verdict === first) ? first : 'unknown';
}
