import type { CodeNode } from './code.js';
import { argumentsOf, field, isFunction, named, unwrap } from './code-read.js';

/** A function that is most of what it stands in, as one that is handed an application and registers all of its routes. */
export interface Opening {
  /** What stands in the program, all that leads from there to the function, the function, and its body. */
  readonly spine: readonly [CodeNode, ...CodeNode[]];
  readonly of: CodeNode;
  readonly body: CodeNode;
  /** Its parameters: in a later tree they are the very same node, or nothing of its head can be relied on. */
  readonly params: CodeNode;
}

/** No spine is longer: `export const routes = (app) => { ... }` has five nodes. */
export const LONGEST_SPINE = 6;

/** So many functions stand in the body of one that is opened, each in a statement of its own. */
const LEAST = 3;
const OPENED = /^(?:arrow_function|function_expression|function_declaration)$/;
const DECLARES = /^(?:lexical|variable)_declaration$/;

/** By what stands in the program: a node that is met again has the text that it had. */
const known = new WeakMap<CodeNode, { readonly opening: Opening | undefined }>();

/** The function that is opened in a statement of a program, as its nodes alone tell. */
export function openingIn(statement: CodeNode): Opening | undefined {
  const before = known.get(statement);
  if (before !== undefined) return before.opening;
  const opening = found(statement);
  known.set(statement, { opening });
  return opening;
}

function found(statement: CodeNode): Opening | undefined {
  const spine: [CodeNode, ...CodeNode[]] = [statement];
  for (let at = inner(statement); at !== undefined; at = inner(at)) spine.push(at);
  if (spine.length > LONGEST_SPINE) return undefined;
  const body = spine.at(-1);
  const of = spine.at(-2);
  const params = field(of, 'parameters') ?? field(of, 'parameter');
  if (of === undefined || body?.type !== 'statement_block' || params === undefined) return undefined;
  return holdsMany(body) ? { spine, of, body, params } : undefined;
}

/** The next node on the way to the body of a function that a statement declares, exports or assigns. */
function inner(node: CodeNode): CodeNode | undefined {
  if (OPENED.test(node.type)) return isDecorated(node) ? undefined : field(node, 'body');
  if (DECLARES.test(node.type)) return only(node, 'variable_declarator');
  switch (node.type) {
    case 'export_statement':
      return field(node, 'declaration') ?? field(node, 'value');
    case 'expression_statement':
      return only(node, 'assignment_expression');
    case 'assignment_expression':
      return field(node, 'right');
    case 'variable_declarator':
      return field(node, 'value');
    default:
      return undefined;
  }
}

function only({ children }: CodeNode, type: string): CodeNode | undefined {
  const [first, ...more] = children.filter((one) => one.type === type);
  return more.length === 0 ? first : undefined;
}

function isDecorated({ children }: CodeNode): boolean {
  return children.some(({ type }) => type === 'decorator');
}

function holdsMany({ children }: CodeNode): boolean {
  let count = 0;
  for (const child of children) {
    if (holdsFunction(child)) count += 1;
    if (count === LEAST) return true;
  }
  return false;
}

/** Whether a statement declares a function or hands one over: `app.get('/', wrapped((req, res) => ...))`. */
function holdsFunction(statement: CodeNode): boolean {
  if (isFunction(statement)) return true;
  if (DECLARES.test(statement.type))
    return named(statement).some((one) => isFunction(unwrap(field(one, 'value'))));
  return statement.type === 'expression_statement' && handsOver(unwrap(named(statement)[0]), 0);
}

/** Calls in calls in which it is looked for functions. */
const MOST_CALLS = 3;

function handsOver(call: CodeNode | undefined, depth: number): boolean {
  if (call?.type !== 'call_expression' || depth > MOST_CALLS) return false;
  return argumentsOf(call).some((one) => isFunction(one) || handsOver(one, depth + 1));
}
