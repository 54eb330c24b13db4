import type { CodeNode } from '../../syntax/code.js';
import { field, isFunction, walk } from '../../syntax/code-read.js';
import { type Reading, textOf } from './expression.js';

/** Words for what a caller is allowed. */
const ALLOWED =
  /(?:roles?|admin|permissions?|privileges?|scopes?|superuser|is_?staff|moderator|authorit(?:y|ies)|access_?level|entitlements?|capabilit(?:y|ies)|rights|groups)/i;
/** Words that hold one of them and speak of something else. */
const OTHERWISE = /rolled|scoped?slot|\bcontroller|administrat\w*_?url/gi;

const CONDITIONS: ReadonlySet<string> = new Set(['if_statement', 'ternary_expression', 'switch_statement']);
const COMPARISONS = /^(?:[=!]==?|not in|in|[<>]=?|&&|\|\||and|or)$/;

/** Whether a condition in the function looks at what the caller is allowed. */
export function weighsRoles(body: CodeNode, reading: Reading): boolean {
  for (const node of walk(body, (inner) => inner !== body && isFunction(inner) && isRegistered(inner))) {
    const condition = conditionOf(node);
    if (condition !== undefined && ALLOWED.test(textOf(condition, reading).replace(OTHERWISE, '')))
      return true;
  }
  return false;
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
