import type { CodeNode } from '../../syntax/code.js';
import { field, isFunction, walk } from '../../syntax/code-read.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { nameOfParam } from './handler-roles.js';
import { paramsOf } from './params.js';
import { namesOf } from './steps.js';
import type { Behavior } from './types.js';

/** Words for what a caller is allowed. */
const ALLOWED =
  /(?:roles?|admin|permissions?|privileges?|scopes?|superuser|is_?staff|moderator|authorit(?:y|ies)|access_?level|entitlements?|capabilit(?:y|ies)|rights|groups)/i;
/** Words that hold one of them and speak of something else. */
const OTHERWISE = /rolled|scoped?slot|\bcontroller|administrat\w*_?url/gi;

const CONDITIONS: ReadonlySet<string> = new Set(['if_statement', 'ternary_expression', 'switch_statement']);
const COMPARISONS = /^(?:[=!]==?|not in|in|[<>]=?|&&|\|\||and|or)$/;

/** Whether a function decides by what the caller is allowed, or by scopes that routes ask for by themselves. */
export function weighingIn(body: CodeNode, reading: Reading): Pick<Behavior, 'weighs' | 'told'> {
  const told = scopesTold(body, reading);
  const weighs = weighsRoles(body, reading, told);
  return { ...(weighs ? { weighs } : {}), ...(told.size > 0 ? { told: true } : {}) };
}

/** Whether a condition in the function looks at what the caller is allowed; `told`: what routes ask for by themselves. */
function weighsRoles(body: CodeNode, reading: Reading, told: ReadonlySet<string>): boolean {
  for (const node of walk(body, (inner) => inner !== body && isFunction(inner) && isRegistered(inner))) {
    const condition = conditionOf(node);
    if (condition === undefined || reads(condition, told, reading)) continue;
    if (ALLOWED.test(textOf(condition, reading).replace(OTHERWISE, ''))) return true;
  }
  return false;
}

/**
 * Names by which a dependency of FastAPI knows the scopes that a route asks for, which may be none: a parameter of the type
 * `SecurityScopes`, and what is made of it.
 */
function scopesTold(body: CodeNode, reading: Reading): ReadonlySet<string> {
  const told = new Set<string>();
  if (reading.language !== 'python' || body.parent === undefined) return told;
  for (const param of paramsOf(body.parent)) {
    const name = /\bSecurityScopes\b/.test(textOf(param, reading)) && nameOfParam(param, reading.text);
    if (name) told.add(name);
  }
  if (told.size === 0) return told;
  for (const node of walk(body)) {
    const value =
      field(node, node.type === 'assignment_expression' ? 'right' : 'value') ?? field(node, 'right');
    const to = field(node, 'name') ?? field(node, 'left');
    if (value === undefined || to === undefined || !reads(value, told, reading)) continue;
    for (const name of namesOf(bindingOf(to, reading))) told.add(name);
  }
  return told;
}

function reads(node: CodeNode, names: ReadonlySet<string>, reading: Reading): boolean {
  if (names.size === 0) return false;
  return [...walk(node)].some((one) => one.type === 'identifier' && names.has(textOf(one, reading)));
}

/** What decides; a comparison does so outside of conditions too. */
function conditionOf(node: CodeNode): CodeNode | undefined {
  if (CONDITIONS.has(node.type)) return field(node, 'condition') ?? field(node, 'value');
  const operator = node.type === 'binary_expression' ? field(node, 'operator')?.type : undefined;
  return operator !== undefined && COMPARISONS.test(operator) ? node : undefined;
}

/** A method of a class is a function of its own. */
function isRegistered(node: CodeNode): boolean {
  return node.type === 'method_definition';
}
