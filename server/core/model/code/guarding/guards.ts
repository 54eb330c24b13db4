import type { GuardKind, Purpose } from '../../../facts/api.js';
import type { Framework } from '../../../facts/frameworks/framework.js';
import { takesPasswordIn } from '../routing/bodies.js';
import { takesSignInForm } from '../routing/dependencies.js';
import { iterate } from '../running/members.js';
import type { Runtime } from '../running/runtime.js';
import {
  type ClassValue,
  type ExternalValue,
  type FunctionValue,
  type Handler,
  UNKNOWN_VALUE,
  type Value,
} from '../running/values.js';
import { type Conduct, conductOf, findsOut } from './conduct.js';
import { nameSays } from './reasons.js';
import { treatmentOf } from './treatment.js';

/** What stands before a request: a kind of guard, nothing that concerns security, or something out of sight. */
export type Verdict = GuardKind | 'noting' | 'none' | 'serves' | 'unknown';

const MAX_HOPS = 4;

const CALLER = /auth|token|api_?key|verify|permi|user|admin|owner/i;

/** Names of lists of what a guard asks for. */
const DEMANDED = /right|role|permission|scope|allowed|authorit|privilege/i;

/** Names of what only hands the faults of a handler on. */
const CATCHES = /async|catch|try|^aw$|^wrap(?:per|async|handler|route)?$|error_?handl/i;

/** What a value does as middleware; `name`: what it is called where it stands, for a function without a name. */
export function middleware(value: Value, framework: Framework, runtime: Runtime, name = ''): Verdict {
  switch (value.kind) {
    case 'function':
      return ofFunction(value, runtime, name);
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
    case 'list':
      return value.items.length === 0
        ? 'none'
        : agreed(value.items.map((one) => middleware(one, framework, runtime)));
    case 'unknown':
      return 'unknown';
    default:
      return 'none';
  }
}

/** What the last argument of a route does before its work: a check of the caller is a guard, a login is none. */
export function handler(value: Value, framework: Framework, runtime: Runtime): Verdict {
  if (value.kind === 'unknown') return 'unknown';
  if (value.kind === 'either') return agreed(value.values.map((one) => handler(one, framework, runtime)));
  if (value.kind === 'external') return wrapped(value, framework, runtime);
  if (value.kind !== 'function' || value.fact.onError) return 'none';
  const conduct = conductOf(value, runtime);
  const refuses = conduct.answers.has('401') || conduct.answers.has('403') || conduct.answers.has('login');
  if (refuses && conduct.skips) return 'unknown';
  if (refuses && conduct.early) return 'none';
  if (refuses && conduct.identity)
    return conduct.answers.has('401') || conduct.verifies ? 'authentication' : 'authorization';
  if (refuses) return conduct.credentials || conduct.proves ? 'none' : 'unknown';
  // Some refuse with 400; in Python faults of all kinds count as '4xx'.
  const told = conduct.identity && conduct.weighs && conduct.answers.has('4xx');
  if (told && value.scope.module.facts.language !== 'python') return 'authorization';
  return conduct.relies ? 'unknown' : 'none';
}

/** Whether a value passes requests on. */
export function passesOn(value: Value, framework: Framework, runtime: Runtime): boolean {
  if (value.kind === 'function') return conductOf(value, runtime).passes;
  if (value.kind === 'either') return value.values.some((one) => passesOn(one, framework, runtime));
  return (
    value.kind === 'external' &&
    !['none', 'unknown', 'serves', 'wrapper'].includes(treatmentOf(value, framework))
  );
}

/** Whether a function answers requests, and not only in order to refuse them. */
export function responds(value: Value, runtime: Runtime): boolean {
  if (value.kind === 'either') return value.values.some((one) => responds(one, runtime));
  return value.kind === 'function' && !value.fact.onError && conductOf(value, runtime).responds;
}

/** By what it decides beside asking who is calling. */
export interface Weighing {
  /** By a role or a permission. */
  readonly weighs: boolean;
  /** By whose an object is. */
  readonly owns: boolean;
}

export function weighing(value: Value, runtime: Runtime): Weighing {
  return { weighs: weighsRoles(value, runtime), owns: weighsOwners(value, runtime) };
}

function weighsOwners(value: Value, runtime: Runtime): boolean {
  if (value.kind === 'either') return value.values.every((one) => weighsOwners(one, runtime));
  return value.kind === 'function' && conductOf(value, runtime).owns;
}

function weighsRoles(value: Value, runtime: Runtime): boolean {
  if (value.kind === 'either') return value.values.every((one) => weighsRoles(one, runtime));
  return value.kind === 'function' && conductOf(value, runtime).weighs && !isToldNone(value);
}

/** A guard that was made with no role to ask for: `auth()` beside `auth('admin')`. */
function isToldNone({ scope }: FunctionValue): boolean {
  return [...scope.names].some(
    ([name, given]) => DEMANDED.test(name) && given.kind === 'list' && given.items.length === 0,
  );
}

/** Whether a dependency turns away callers for what has nothing to do with what they may do: an account that is closed. */
export function refusesOtherwise(value: Value, runtime: Runtime): boolean {
  if (value.kind !== 'function' || value.scope.module.facts.language !== 'python') return false;
  const conduct = conductOf(value, runtime);
  return conduct.answers.has('4xx') && !conduct.relies && !conduct.weighs && !conduct.verifies;
}

/** Whether something may turn callers away because they come too often: it says so, or leaves it to what is out of sight. */
export function mayTurnAway(value: Value, runtime: Runtime): boolean {
  if (value.kind !== 'function') return true;
  const { answers, relies } = conductOf(value, runtime);
  return relies || answers.has('429');
}

/** Whether a handler limits its calls by itself: it answers 429. */
export function answersTooMany(value: Value, runtime: Runtime): boolean {
  return value.kind === 'function' && conductOf(value, runtime).answers.has('429');
}

/** Whether a function that lets every caller through looks at who is calling. */
export function looksAtCaller(value: Value, runtime: Runtime): boolean {
  return value.kind === 'function' && conductOf(value, runtime).identity;
}

/** Whether a function lets callers without credentials pass and a handler behind it asks nobody who they are. */
export function admitsTo(
  value: Value,
  last: Value | undefined,
  framework: Framework,
  runtime: Runtime,
): boolean {
  if (value.kind !== 'function' || last?.kind !== 'function' || !conductOf(value, runtime).admits)
    return false;
  return handler(last, framework, runtime) === 'none' && !looksAtCaller(last, runtime);
}

/** What it does with a password: a sign-up reads one, a sign-in checks it; undefined where it knows of none. */
export function passwordUse(value: Value, runtime: Runtime): 'read' | 'checked' | undefined {
  if (value.kind !== 'function') return undefined;
  const { credentials, proves } = conductOf(value, runtime);
  if (proves || takesSignInForm(value, runtime)) return 'checked';
  return credentials || takesPasswordIn(value, runtime) ? 'read' : undefined;
}

/** Why anybody may ask for what a handler does, seen through what it is wrapped in. */
export function purposeOf(value: Value, runtime: Runtime): Purpose | undefined {
  if (value.kind === 'function') return conductOf(value, runtime).purpose;
  const given = value.kind === 'external' ? value.args.filter(({ kind }) => kind === 'function') : [];
  const [only] = given;
  return only !== undefined && given.length === 1 ? purposeOf(only, runtime) : undefined;
}

/** What middleware does in front of a handler that may ask what it has found. */
export function inFrontOf(
  last: Value | undefined,
  { value, name }: Pick<Handler, 'value' | 'name'>,
  framework: Framework,
  runtime: Runtime,
): Verdict {
  const verdict = middleware(value, framework, runtime, name);
  return verdict === 'noting' && mayAsk(last, framework, runtime) ? 'validation' : verdict;
}

/** Whether a handler, or what it is wrapped in, may ask what checks in front of it have found. */
function mayAsk(value: Value | undefined, framework: Framework, runtime: Runtime): boolean {
  switch (value?.kind) {
    case 'function':
      return conductOf(value, runtime).validates;
    case 'either':
      return value.values.some((one) => mayAsk(one, framework, runtime));
    case 'external': {
      const catches =
        treatmentOf(value, framework) === 'wrapper' || CATCHES.test(value.names.at(-1) ?? value.module);
      return !catches || value.args.some((one) => mayAsk(one, framework, runtime));
    }
    default:
      return true;
  }
}

/** Whether what it does depends on the path or the method. */
export function chooses(value: Value, runtime: Runtime): boolean {
  return value.kind === 'function' && conductOf(value, runtime).skips;
}

/** Paths that a guard of a package is told to let through; undefined among them: one that cannot be known. */
export function exceptions(value: Value): readonly (string | undefined)[] | undefined {
  if (value.kind !== 'external' || value.names.at(-1) !== 'unless') return undefined;
  const [options] = value.args;
  if (
    options?.kind !== 'object' ||
    [...options.fields.keys()].some((key) => key !== 'path' && key !== 'useOriginalUrl')
  )
    return [undefined];
  const paths = options.fields.get('path') ?? UNKNOWN_VALUE;
  return (iterate(paths) ?? [paths]).map((path) => (path.kind === 'text' ? path.text : undefined));
}

/** A handler inside a call of a package: seen through where the name says that it only catches faults. */
function wrapped(value: ExternalValue, framework: Framework, runtime: Runtime): Verdict {
  const name = value.names.at(-1) ?? value.module;
  const given = value.args.filter((one) => one.kind === 'function');
  const [only] = given;
  const through = treatmentOf(value, framework) === 'wrapper' || CATCHES.test(name);
  if (through && only !== undefined && given.length === 1) return handler(only, framework, runtime);
  const verdict = ofExternal(value, framework, runtime);
  return verdict === 'serves' ? 'unknown' : verdict;
}

function ofFunction(value: FunctionValue, runtime: Runtime, name = ''): Verdict {
  const { fact } = value;
  if (fact.onError) return 'none';
  const conduct = conductOf(value, runtime);
  const kind = kindOf(conduct, fact.name ?? name);
  const checks = kind === 'authentication' || kind === 'authorization';
  // Which requests it checks cannot be told.
  if (checks && conduct.skips) return 'unknown';
  // Beside a check of who is calling it may still be one of what that caller may do.
  if (checks && conduct.admits) return kind === 'authentication' && !conduct.weighs ? 'none' : 'unknown';
  if (checks || (kind !== 'none' && !conduct.relies)) return kind;
  if (kind === 'none' && findsOut(conduct)) return 'none';
  // Whatever else it relies on, it turns nobody away who sends nothing.
  if (kind === 'none' && conduct.admits && conduct.answers.size === 0 && !conduct.weighs) return 'none';
  if (conduct.relies) return 'unknown';
  // Nothing hangs on the signature that it asks about.
  if (conduct.purpose === 'unproven' && conduct.answers.size === 0) return 'none';
  if (conduct.verifies && conduct.answers.size === 0) return 'unknown';
  // The signature of what is delivered says who calls, whatever a wrong one is answered with.
  if (kind === 'none' && conduct.purpose === 'signed' && conduct.answers.size > 0) return 'unknown';
  // What it refuses with may be what a caller without credentials meets.
  if (conduct.passes && (conduct.undecided || conduct.asks.length > 0)) return 'unknown';
  // A check that answers 400 may be one of the caller all the same.
  if (
    value.scope.module.facts.language === 'python' &&
    conduct.answers.has('4xx') &&
    CALLER.test(fact.name ?? '')
  )
    return 'unknown';
  const plain = fact.handler || fact.params.length === 0 || value.scope.module.facts.language === 'python';
  return plain ? 'none' : 'unknown';
}

function kindOf(conduct: Conduct, name: string): Verdict {
  const { answers, told, weighs } = conduct;
  const reason = nameSays(conduct, name);
  if (reason !== undefined) return reason;
  if (answers.has('401') || answers.has('login')) return 'authentication';
  if (conduct.verifies && (answers.has('403') || answers.has('4xx'))) return 'authentication';
  // What a route asks for stands there as a guard of its own.
  if (answers.has('403')) return told && !weighs ? 'none' : 'authorization';
  // Most hide what belongs to somebody else: they answer that it is not there.
  if (conduct.owns && conduct.passes && answers.has('4xx')) return 'authorization';
  if (answers.has('429')) return 'rate-limit';
  return conduct.validates ? 'validation' : 'none';
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

/** The verdict of alternatives: theirs when they agree, else out of sight. */
function agreed(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  // What was noted is asked by what refuses behind it.
  if (verdicts.includes('validation') && verdicts.every((one) => one === 'validation' || one === 'noting'))
    return 'validation';
  return first !== undefined && verdicts.every((verdict) => verdict === first) ? first : 'unknown';
}
