import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, stringValue, unwrap, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

/** A name under which a value is kept or sent, and the expression that it names. */
export interface Kept {
  readonly name: string;
  /** Undefined where it names a function that gives the value, or an object around it. */
  readonly value: CodeNode | undefined;
}

/** How many names of its own a value is followed through. */
const MAX_NAMES = 2;
/** Around these a value is still what it was, or a part of what is made of it. */
const THROUGH =
  /^(?:parenthesized|await|unary|as|satisfies|non_null)_expression$|^(?:type_assertion|template_substitution|template_string|subscript_expression|spread_element|array|call_expression)$/;
/** Change what a value looks like, and leave it as hard to guess as it was. */
const CONVERTS =
  /^(?:String|Number|BigInt|parseInt|floor|round|ceil|trunc|abs|toString|valueOf|format|encode|encodeToString|getBytes|str|int|hex|bytes|from|join|concat|charAt|slice|padStart|padEnd|btoa|b64encode|md5|sha1|sha256|sha512|update|digest|hexdigest|md5Hex|sha1Hex|sha256Hex|fromCharCode|toHexString|repeat)$/;
/** Ask a function for the parts of a value: `Array.from({ length: 6 }, () => digit())`. */
const GATHERS = /^(?:from|map|mapToObj|replace|replaceAll|reduce|generate|collect)$/;
const APPENDS = /^(?:push|append)$/;
/** Give a value a name. */
const HOLDS = /^(?:variable_declarator|(?:augmented_)?assignment_expression|(?:public_)?field_definition)$/;
const SETS = /^(?:set|with)_?(?=[A-Z])/;
/** Names that say no more than that a value stands there. */
const GENERAL = /^(?:default|defaultValue|default_factory|value|server_default|get)$/;
const COMPARES = /^(?:[=!]==?|[<>]=?|in|not in|is|instanceof|&&|and)$/;
/** What is put together of several values that are given one after another. */
const REPEATS = /^(?:comprehension|augmented_assignment_expression|arrow_function|function_expression)$/;

/**
 * The names under which what a call gives is kept or sent, in the statement that holds the call: of the variable, the
 * member, the property, the argument, and the function that gives it back. What was picked from a list was kept before.
 */
export function keptAs(call: CodeNode, scopes: Scopes): readonly Kept[] {
  const found: Kept[] = [];
  ascend({ at: call, picked: /^choice$/.test(calleeOf(call, scopes)) }, { scopes, found, names: 0 });
  return found;
}

interface Step {
  readonly at: CodeNode;
  /** It is one of a list, and nothing was put together of such. */
  readonly picked: boolean;
}

interface Way {
  readonly scopes: Scopes;
  readonly found: Kept[];
  readonly names: number;
}

function ascend(start: Step, way: Way): void {
  let { at, picked } = start;
  for (let { parent } = at; parent !== undefined; { parent } = at) {
    if (composes(at, parent)) picked = false;
    else if (isPick(at, parent, way.scopes)) picked = true;
    const next = nextOf({ at, picked }, parent, way);
    if (next === undefined) return;
    at = next;
  }
}

/** Whether other values that are not fixed become one with it. */
function composes(at: CodeNode, parent: CodeNode): boolean {
  if (parent.type === 'binary_expression')
    return parent.children.some(
      ({ type, field: of }) => /^(?:left|right)$/.test(of ?? '') && of !== at.field && type !== 'string',
    );
  if (parent.type === 'template_string')
    return parent.children.filter(({ type }) => type === 'template_substitution').length > 1;
  return REPEATS.test(parent.type);
}

/** `letters[index]`, `letters.charAt(index)`. */
function isPick(at: CodeNode, parent: CodeNode, scopes: Scopes): boolean {
  if (parent.type === 'subscript_expression') return at.field === 'index';
  return parent.type === 'arguments' && /^(?:charAt|get)$/.test(calleeOf(parent.parent, scopes));
}

/** What holds the value as well; undefined where it has its name, or is used in another way. */
function nextOf(step: Step, parent: CodeNode, way: Way): CodeNode | undefined {
  const { at } = step;
  switch (parent.type) {
    case 'binary_expression':
      return COMPARES.test(field(parent, 'operator')?.type ?? '') ? undefined : parent;
    case 'ternary_expression':
      return at.field === 'condition' ? undefined : parent;
    case 'comprehension':
      return at.type === 'for_in_clause' || at.type === 'if_clause' ? undefined : parent;
    case 'member_expression':
      // A member that is only read is another value than the one that holds it.
      return parent.field === 'function' ? parent : undefined;
    case 'arguments':
      return argumentOf(step, parent.parent, way);
    case 'pair':
      return named(field(parent, 'key'), step, way) ? undefined : parent.parent;
    case 'keyword_argument':
      return named(field(parent, 'name'), step, way) ? undefined : parent.parent?.parent;
    case 'return_statement':
      return functionOf(parent);
    default:
      if (isFunction(at)) return givenBy(at, parent, step, way);
      if (isFunction(parent)) return at.field === 'body' ? parent : undefined;
      // An object is reached only from a name that says nothing.
      return THROUGH.test(parent.type) || at.type === 'object' ? parent : heldBy(step, parent, way);
  }
}

/** Of an argument: a conversion of it, a function that is asked for it, or a name that it is given by what is called. */
function argumentOf(step: Step, call: CodeNode | undefined, way: Way): CodeNode | undefined {
  const { at } = step;
  const name = calleeOf(call, way.scopes);
  if (isFunction(at)) return GATHERS.test(name) ? call : undefined;
  if (CONVERTS.test(name)) return call;
  const args = call === undefined ? [] : argumentsOf(call);
  if (APPENDS.test(name)) addTo(unwrap(field(field(call, 'function'), 'object')), { at, picked: false }, way);
  else if (SETS.test(name) && args.length === 1) add(name.replace(SETS, ''), step, way);
  else if (/^set_?cookie$|^cookie$/i.test(name) && args[1] === at)
    add(stringValue(args[0], way.scopes.text) ?? '', step, way);
  return undefined;
}

/** Of a function that gives the value: where that goes on, when it is known by a name of no meaning. */
function givenBy(of: CodeNode, parent: CodeNode, step: Step, way: Way): CodeNode | undefined {
  const own = field(of, 'name');
  if (own === undefined) return heldBy(step, parent, way);
  named(own, step, way);
  return undefined;
}

/** Of what is declared, assigned or appended to; where that is a name of its own it is followed. */
function heldBy(step: Step, parent: CodeNode, way: Way): undefined {
  const target = HOLDS.test(parent.type) ? unwrap(field(parent, 'name') ?? field(parent, 'left')) : undefined;
  if (target === undefined || target === step.at) return;
  if (target.type === 'member_expression') named(field(target, 'property'), step, way);
  else if (target.type === 'subscript_expression') named(field(target, 'index'), step, way);
  else if (/identifier$/.test(target.type)) {
    if (isFunction(step.at)) named(target, step, way);
    else addTo(target, step, way);
  }
}

function addTo(name: CodeNode | undefined, step: Step, way: Way): void {
  named(name, step, way);
  follow(name, step, way);
}

/** Where a name is read behind the place at which it got the value, in the same function. */
function follow(name: CodeNode | undefined, { picked }: Step, way: Way): void {
  const home = name?.type === 'identifier' && way.names < MAX_NAMES ? homeOf(name, way.scopes) : undefined;
  if (name === undefined || home === undefined) return;
  const text = way.scopes.textOf(name);
  const further = { ...way, names: way.names + 1 };
  for (const one of walk(home)) {
    if (one.type !== 'identifier' || one.start <= name.end || way.scopes.textOf(one) !== text) continue;
    if (!/^(?:property|key|name|left)$/.test(one.field ?? '')) ascend({ at: one, picked }, further);
  }
}

/** Whether the name says more than that a value stands there. */
function named(key: CodeNode | undefined, step: Step, way: Way): boolean {
  const text = key === undefined ? '' : (stringValue(key, way.scopes.text) ?? way.scopes.textOf(key));
  if (GENERAL.test(text)) return false;
  add(text, step, way);
  return true;
}

function add(name: string, { at, picked }: Step, { found }: Way): void {
  const isHolder = isFunction(at) || at.type === 'object';
  if (!picked && name !== '') found.push({ name, value: isHolder ? undefined : at });
}

function calleeOf(call: CodeNode | undefined, scopes: Scopes): string {
  const callee = field(call, 'function') ?? field(call, 'constructor');
  return callee === undefined ? '' : lastName(scopes.textOf(callee).replace(/^.*\)\s*\./s, '.'));
}
