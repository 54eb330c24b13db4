import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, unwrap } from '../../syntax/code-read.js';
import { isScript, type LanguageId } from '../../text/leaf.js';
import type { Framework } from '../frameworks/framework.js';
import { behaviorOf } from './behavior.js';
import { asksCaller } from './caller-asked.js';
import { bindingOf, expression, keyOf, type Reading, textOf } from './expression.js';
import { rolesOf } from './handler-roles.js';
import { handsRequestOn, ignoredOf } from './ignored-params.js';
import { paramsOf } from './params.js';
import { sendsOf } from './sends.js';
import { isAdded, sourceOf } from './sources.js';
import { stepsOf } from './steps.js';
import type { Behavior, Expr, FunctionFact, Given, Step } from './types.js';

const BUILT_IN = /^(?:int|str|float|bool|bytes|dict|list|tuple|set|object|None)$/;

/** Facts of one function; what is inside a handler concerns no routes and is left out. */
export function functionFact(
  node: CodeNode,
  reading: Reading,
  frameworks: readonly Framework[],
): FunctionFact {
  const params = paramsOf(node);
  const roles = rolesOf(node, reading);
  const body = field(node, 'body');
  const name = nameOf(node, reading);
  const decorators = decoratorsOf(node).map((one) => expression(one, reading));
  const declares = decorators.some((one) => one.k === 'call' && one.site !== undefined);
  const handler = roles !== undefined || declares || isAdded(node, reading);
  const steps =
    !handler && body !== undefined && isFollowed(reading.language, reading.text)
      ? bodySteps(body, params, reading)
      : [];
  const behavior = body === undefined ? undefined : behaviorOf(body, roles, reading, frameworks);
  const needs = needsOf(params, reading);
  const sends = reading.flows === undefined ? [] : sendsOf(node, handler, reading.flows, reading);
  const calls = (handler && reading.language === 'java' && reading.flows?.callsOf(node)) || [];
  // What is handed to another function gives back nothing by a name.
  const flows = handler || node.parent?.type === 'arguments' ? undefined : reading.flows;
  const gives = flows?.recordOf(node);
  return {
    ...(name === undefined ? {} : { name }),
    params: params.map((param) => bindingOf(param, reading)),
    ...(steps.length === 0 ? {} : defaultsOf(params, reading)),
    ...(needs.length === 0 ? {} : { needs }),
    ...ignoredOf(needs, params, body, handler, reading),
    ...(handler && handsRequestOn(params, body, reading) ? { handsRequest: true } : {}),
    ...(asksCaller(needs, params, body, reading) ? { asks: true } : {}),
    ...(decorators.length === 0 ? {} : { decorators }),
    ...(handler ? givenTo(node, params, body === undefined, reading, frameworks) : {}),
    handler,
    onError: roles?.onError ?? false,
    steps,
    ...(behavior !== undefined && (handler || matters(behavior, reading)) ? { behavior } : {}),
    ...(sends.length === 0 ? {} : { sends }),
    ...(gives === undefined ? {} : { gives }),
    ...flows?.findingOf(node),
    ...(calls.length === 0 ? {} : { calls }),
  };
}

function defaultsOf(params: readonly CodeNode[], reading: Reading): Pick<FunctionFact, 'defaults'> {
  const defaults = params.flatMap((param, i) => {
    const value = field(param, param.type === 'assignment_pattern' ? 'right' : 'value');
    return value === undefined ? [] : [[i, expression(value, reading)] as const];
  });
  return defaults.length === 0 ? {} : { defaults };
}

/** Types of lists of objects: `List<User>`, `User[]`, `Annotated[list[User], Body()]`. */
const LISTS =
  /^(?:\w+\.)?(?:Annotated\[\s*(?:\w+\.)?)?(?:List|Set|Collection|Iterable|Sequence|list|set)[<[]\s*(?:@\w+\s+)*([A-Z]\w*)\s*[>\]]|^([A-Z]\w*)\[\]$/;

/** What the parameters hold of a handler; values only of a method that leaves it to another class to answer. */
function givenTo(
  node: CodeNode,
  params: readonly CodeNode[],
  bare: boolean,
  reading: Reading,
  frameworks: readonly Framework[],
): Pick<FunctionFact, 'given' | 'bare'> {
  const { text, language } = reading;
  if (language !== 'java' && language !== 'python') return {};
  const given = params.flatMap((param, i): readonly Given[] => {
    const source = sourceOf(node, i, reading, frameworks);
    const at = field(param, 'type');
    const type = at && text.slice(at.start, at.end);
    const items = source === undefined || bare ? undefined : LISTS.exec(type ?? '');
    if (source !== undefined && items)
      return [{ i, source: 'input', type: items[1] ?? items[2] ?? '', each: true }];
    if (source !== 'record' && (source !== 'input' || !bare)) return [];
    return [{ i, source, ...(type === undefined ? {} : { type }) }];
  });
  return { ...(given.length === 0 ? {} : { given }), ...(bare ? { bare } : {}) };
}

function bodySteps(body: CodeNode, params: readonly CodeNode[], reading: Reading): readonly Step[] {
  if (body.type !== 'statement_block') return [{ s: 'return', e: expression(body, reading) }];
  // `constructor(private app: App)` declares a field.
  const fields = params.flatMap((param): readonly Step[] => {
    const binding = param.children.some(
      (child) => child.type === 'accessibility_modifier' || child.type === 'readonly',
    )
      ? bindingOf(param, reading)
      : null;
    if (typeof binding !== 'string') return [];
    return [{ s: 'set', of: { k: 'this' }, n: binding, is: { k: 'name', n: binding } }];
  });
  return [...fields, ...stepsOf(body, reading)];
}

/** Its own name, or that of the variable, property or field that holds it. */
export function nameOf(node: CodeNode, reading: Reading): string | undefined {
  const own = field(node, 'name');
  if (own !== undefined) return textOf(own, reading);
  const holder = node.parent;
  if (holder === undefined || unwrap(field(holder, 'value')) !== node) {
    return holder?.type === 'assignment_expression' ? lastName(field(holder, 'left'), reading) : undefined;
  }
  const key = field(holder, 'name') ?? field(holder, 'key') ?? field(holder, 'property');
  return key === undefined ? undefined : keyOf(key, reading);
}

function lastName(node: CodeNode | undefined, reading: Reading): string | undefined {
  const name = node?.type === 'member_expression' ? field(node, 'property') : node;
  const text = name === undefined ? undefined : textOf(name, reading);
  return text === 'exports' ? undefined : text;
}

/** In Java statements matter only where they say who may call. */
export function isFollowed(language: LanguageId, text: string): boolean {
  return (
    language !== 'java' || /\b(?:(?:Server)?(?:HttpSecurity|WebSecurity)|InterceptorRegistry)\b/.test(text)
  );
}

function matters(
  {
    answers,
    verifies,
    proves,
    tries,
    skips,
    helpers,
    statuses,
    hands,
    leaves,
    purpose,
    vain,
    yields,
  }: Behavior,
  { language }: Reading,
): boolean {
  return (
    answers.length > 0 ||
    verifies === true ||
    ((proves === true || tries !== undefined) && language !== 'java') ||
    (purpose === 'sign-up' && language === 'python') ||
    skips === true ||
    purpose === 'signed' ||
    purpose === 'unproven' ||
    purpose === 'mailed' ||
    vain !== undefined ||
    yields === true ||
    hands !== undefined ||
    leaves !== undefined ||
    (statuses !== undefined && isScript(language)) ||
    (language === 'python' && helpers.length > 0)
  );
}

/** Annotations of parameters; default values that are calls, and types that may stand for one: `Annotated[User, Depends(f)]` or its alias. */
function needsOf(params: readonly CodeNode[], reading: Reading): readonly (readonly [number, Expr])[] {
  if (reading.language === 'java')
    return params.flatMap((param, i) =>
      decoratorsOf(param).map((one) => [i, expression(one, reading)] as const),
    );
  if (reading.language !== 'python') return [];
  return params.flatMap((param, i) => {
    const type = expression(field(param, 'type'), reading);
    const value = expression(field(param, 'value'), reading);
    const own = type.k === 'call' || type.k === 'get' || (type.k === 'name' && !BUILT_IN.test(type.n));
    return [...(own ? [type] : []), ...(value.k === 'call' ? [value] : [])].map((e) => [i, e] as const);
  });
}
