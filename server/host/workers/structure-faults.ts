import { fromPointer } from '../../core/syntax/pointer.js';
import { shorten } from '../../core/words/text.js';

/** One place where the structure is wrong. */
export interface Fault {
  /** What is wrong, as the checker says it. */
  readonly message: string;
  /** Steps from the root of the document itself, references followed back to where the text stands. */
  readonly path: readonly (string | number)[];
}

/** An error of the schema validator. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** More places than this tell nobody anything new. */
const MAX_FAULTS = 20;
const MAX_MESSAGE = 80;
/** What a validator says about a choice, when what is wrong with one of the choices says it better. */
const SUMMARIES: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'if', 'not', 'allOf', 'const']);

/** What the checker says before it looks any further, and where. */
const REFUSALS: readonly (readonly [message: RegExp, path: readonly string[]])[] = [
  [/^API version number must be a string/, ['info', 'version']],
  [/^Openapi version number must be a string/, ['openapi']],
  [/^Swagger version number must be a string/, ['swagger']],
];

/** A document that the checker will not look at: the fault that it names, or none where it cannot judge. */
export function refusalOf(error: unknown): { readonly faults?: readonly Fault[] } {
  const message = error instanceof SyntaxError ? error.message : '';
  const path = REFUSALS.find(([start]) => start.test(message))?.[1];
  return path ? { faults: [{ message: shorten(message, MAX_MESSAGE), path }] } : {};
}

/** Undefined when the error is about something else than the document's structure. */
export function faultsOf(error: unknown, raw: unknown): readonly Fault[] | undefined {
  const errors = detailsOf(error);
  if (!errors) return specFault(error, raw);
  return telling(errors).map(({ instancePath, message, params }) => {
    const property = [params.additionalProperty, params.unevaluatedProperty].find(
      (name) => typeof name === 'string',
    );
    const named = typeof property === 'string' ? `${message}: '${property}'` : message;
    return { message: shorten(named, MAX_MESSAGE), path: sourcePath(raw, fromPointer(instancePath) ?? []) };
  });
}

/** The first error at each place that is not merely the sum of errors below it. */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  const useful = errors.filter((error) => error.params.missingProperty !== '$ref');
  const specific = useful.filter((error) => !SUMMARIES.has(error.keyword));
  const places = new Map<string, SchemaError>();
  for (const error of specific.length > 0 ? specific : useful) {
    if (!places.has(error.instancePath)) places.set(error.instancePath, error);
  }
  const deepest = [...places.values()].filter(
    ({ instancePath }) => ![...places.keys()].some((other) => other.startsWith(`${instancePath}/`)),
  );
  return deepest.slice(0, MAX_FAULTS);
}

function detailsOf(error: unknown): readonly SchemaError[] | undefined {
  if (!(error instanceof Error) || !('details' in error) || !Array.isArray(error.details)) return undefined;
  const details: readonly unknown[] = error.details;
  return details.filter(isSchemaError);
}

function isSchemaError(value: unknown): value is SchemaError {
  return typeof value === 'object' && value !== null && 'instancePath' in value && 'message' in value;
}

/** Swagger 2.0's own rules: one sentence, which often begins with the place: 'Validation failed. /paths/x/get has ...'. */
function specFault(error: unknown, raw: unknown): readonly Fault[] | undefined {
  if (!(error instanceof Error)) return undefined;
  const message = /^Validation failed\. ([\s\S]+)/.exec(error.message)?.[1];
  return message === undefined
    ? undefined
    : [{ message: shorten(message, MAX_MESSAGE), path: specPath(message, childOf(raw, 'paths')) }];
}

/** The operation that such a sentence names. */
function specPath(message: string, paths: unknown): readonly string[] {
  if (typeof paths !== 'object' || paths === null) return [];
  for (const [name, item] of Object.entries(paths)) {
    const way = `/paths${name}/`;
    const method = message.startsWith(way) ? /^[a-z]+/.exec(message.slice(way.length))?.[0] : undefined;
    if (method !== undefined && childOf(item, method) !== undefined) return ['paths', name, method];
  }
  return [];
}

/** The validator sees references replaced by what they name; this goes the same way through the text as it is written. */
function sourcePath(raw: unknown, steps: readonly string[]): readonly (string | number)[] {
  let path: (string | number)[] = [];
  let value = raw;
  let jumps = 0;
  const follow = () => {
    for (let ref = refOf(value); ref?.startsWith('#/') && jumps++ < 100; ref = refOf(value)) {
      const target = fromPointer(ref);
      if (target === undefined) return;
      path = [];
      value = raw;
      for (const step of target) enter(step);
    }
  };
  const enter = (step: string) => {
    path.push(Array.isArray(value) ? Number(step) : step);
    value = childOf(value, step);
  };
  for (const step of steps) {
    follow();
    if (refOf(value) !== undefined || childOf(value, step) === undefined) break;
    enter(step);
  }
  return path;
}

function refOf(value: unknown): string | undefined {
  const ref = childOf(value, '$ref');
  return typeof ref === 'string' ? ref : undefined;
}

function childOf(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, step)?.value;
}
