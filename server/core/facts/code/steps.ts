import type { CodeNode } from '../../syntax/code.js';
import { field, isFunction, named, stringValue, unwrap } from '../../syntax/code-read.js';
import { bindingOf, expression, type Reading, textOf } from './expression.js';
import type { Binding, Expr, Step } from './types.js';

/** Statements that hold others, of which some may not run. */
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_clause',
  'switch_statement',
  'switch_body',
  'switch_case',
  'switch_default',
  'while_statement',
  'do_statement',
  'catch_clause',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'statement_block',
  'try_statement',
  'finally_clause',
  'labeled_statement',
  'program',
]);

/** Steps of a program or a block; in JavaScript function declarations and imports come first. */
export function stepsOf(block: CodeNode, reading: Reading): readonly Step[] {
  return inOrder(
    block.children.flatMap((node) => stepsIn(node, reading)),
    reading,
  );
}

/** Steps of one statement. */
export function stepsIn(node: CodeNode, reading: Reading): readonly Step[] {
  const steps: Step[] = [];
  statement(node, reading, steps, false);
  return steps;
}

/** Steps of the statements of a program or a block as they are done. */
export function inOrder(steps: readonly Step[], { language }: Reading): readonly Step[] {
  if (language === 'python') return steps;
  return [...steps.filter(isHoisted), ...steps.filter((step) => !isHoisted(step))];
}

function isHoisted(step: Step): boolean {
  return step.s === 'import' || (step.s === 'let' && step.is.k === 'function' && step.hoisted === true);
}

function statement(node: CodeNode, reading: Reading, steps: Step[], maybe: boolean): void {
  if (BLOCKS.has(node.type) || BRANCHES.has(node.type)) {
    const inside = maybe || BRANCHES.has(node.type);
    for (const child of node.children) statement(child, reading, steps, inside);
    return;
  }
  switch (node.type) {
    case 'import_statement':
      steps.push(...importsOf(node, reading));
      return;
    case 'export_statement':
      exported(node, reading, steps);
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const part of named(node)) declare(part, reading, steps, maybe);
      return;
    case 'expression_statement':
      effect(named(node)[0], reading, steps, maybe);
      return;
    case 'return_statement':
      if (named(node)[0] !== undefined) steps.push({ s: 'return', e: expression(named(node)[0], reading) });
      return;
    case 'for_in_statement':
      steps.push(loop(node, reading));
      return;
    case 'for_statement': {
      const counted = countingLoop(node, reading);
      if (counted !== undefined) steps.push(counted);
      else for (const child of node.children) statement(child, reading, steps, true);
      return;
    }
    default:
      declaration(node, reading, steps);
  }
}

/** Functions, classes and enumerations with a name; the name is the answer. */
function declaration(node: CodeNode, reading: Reading, steps: Step[]): string | undefined {
  const name = field(node, 'name');
  if (name === undefined) return undefined;
  const to = textOf(name, reading);
  if (isFunction(node)) {
    steps.push({ s: 'let', to, is: { k: 'function', i: reading.functionOf(node) }, hoisted: true });
  } else if (node.type === 'class_declaration' || node.type === 'abstract_class_declaration') {
    steps.push({ s: 'let', to, is: { k: 'class', i: reading.classOf(node) } });
  } else if (node.type === 'enum_declaration') {
    steps.push({ s: 'let', to, is: enumeration(node, reading) });
  }
  return to;
}

function enumeration(node: CodeNode, reading: Reading): Expr {
  const members = named(field(node, 'body')).filter((member) => member.type === 'enum_assignment');
  return {
    k: 'object',
    p: members.flatMap((member) => {
      const name = field(member, 'name');
      return name === undefined
        ? []
        : [[textOf(name, reading), expression(field(member, 'value'), reading)] as const];
    }),
  };
}

function declare(part: CodeNode, reading: Reading, steps: Step[], maybe: boolean): void {
  if (part.type !== 'variable_declarator') return;
  const to = bindingOf(field(part, 'name'), reading);
  if (to === null) return;
  const is = expression(field(part, 'value'), reading);
  steps.push(maybe ? { s: 'let', to, is, maybe } : { s: 'let', to, is });
}

function effect(given: CodeNode | undefined, reading: Reading, steps: Step[], maybe: boolean): void {
  const node = unwrap(given);
  if (node === undefined) return;
  if (node.type === 'sequence_expression') {
    for (const part of named(node)) effect(part, reading, steps, maybe);
  } else if (node.type === 'unary_expression') {
    effect(field(node, 'argument'), reading, steps, maybe);
  } else if (node.type === 'binary_expression') {
    effect(field(node, 'right'), reading, steps, true);
  } else if (node.type === 'assignment_expression') {
    assign(node, reading, steps, maybe);
  } else if (node.type === 'call_expression' || node.type === 'new_expression') {
    const e = expression(node, reading);
    steps.push(maybe ? { s: 'do', e, maybe } : { s: 'do', e });
  }
}

function assign(node: CodeNode, reading: Reading, steps: Step[], maybe: boolean): void {
  const right = unwrap(field(node, 'right'));
  // In `exports = module.exports = x` the inner assignment counts as well.
  if (right?.type === 'assignment_expression') assign(right, reading, steps, maybe);
  const left = unwrap(field(node, 'left'));
  const is = expression(right, reading);
  if (left?.type === 'identifier') {
    const to = textOf(left, reading);
    steps.push(maybe ? { s: 'let', to, is, again: true, maybe } : { s: 'let', to, is, again: true });
  } else if (left?.type === 'member_expression') {
    const property = field(left, 'property');
    const of = expression(field(left, 'object'), reading);
    if (property === undefined) return;
    const n = textOf(property, reading);
    steps.push(maybe ? { s: 'set', of, n, is, maybe } : { s: 'set', of, n, is });
  }
}

function loop(node: CodeNode, reading: Reading): Step {
  const body: Step[] = [];
  const block = field(node, 'body');
  if (block !== undefined) statement(block, reading, body, false);
  const to = bindingOf(field(node, 'left'), reading);
  const of = expression(field(node, 'right'), reading);
  if (field(node, 'operator')?.type !== 'in' || reading.language === 'python')
    return { s: 'each', to, of, body };
  return { s: 'each', to, of: keysOf(of), body };
}

function keysOf(of: Expr): Expr {
  return { k: 'call', f: { k: 'get', of: { k: 'name', n: 'Object' }, n: 'keys' }, a: [of] };
}

/** `for (let i = 0; i < list.length; i++)` runs over the places of the list. */
function countingLoop(node: CodeNode, reading: Reading): Step | undefined {
  const [first] = named(field(node, 'initializer')).filter(({ type }) => type === 'variable_declarator');
  const condition = unwrap(named(field(node, 'condition'))[0]) ?? unwrap(field(node, 'condition'));
  const test = condition?.type === 'binary_expression' ? condition : unwrap(field(node, 'condition'));
  const [name, length] = [field(first, 'name'), unwrap(field(test, 'right'))];
  const of = field(length, 'object');
  const property = field(length, 'property');
  const block = field(node, 'body');
  if (first === undefined || name?.type !== 'identifier' || of === undefined || block === undefined)
    return undefined;
  const counts =
    textOf(field(first, 'value') ?? name, reading) === '0' &&
    field(test, 'operator')?.type === '<' &&
    textOf(field(test, 'left') ?? first, reading) === textOf(name, reading) &&
    property !== undefined &&
    textOf(property, reading) === 'length';
  if (!counts) return undefined;
  const body: Step[] = [];
  statement(block, reading, body, false);
  return { s: 'each', to: textOf(name, reading), of: keysOf(expression(of, reading)), body };
}

function importsOf(node: CodeNode, reading: Reading): readonly Step[] {
  const clause = node.children.find(
    (child) => child.type === 'import_clause' || child.type === 'import_require_clause',
  );
  const from = stringValue(field(node, 'source') ?? field(clause, 'source'), reading.text);
  if (from === undefined) return [];
  if (clause === undefined) return [{ s: 'import', from, name: '*', to: null }];
  if (clause.type === 'import_require_clause') {
    const name = named(clause)[0];
    return name === undefined ? [] : [{ s: 'import', from, name: '=', to: textOf(name, reading) }];
  }
  return named(clause).flatMap((part): readonly Step[] => {
    if (part.type === 'identifier')
      return [{ s: 'import', from, name: 'default', to: textOf(part, reading) }];
    const inner = named(part);
    if (part.type === 'namespace_import' && inner[0] !== undefined) {
      return [{ s: 'import', from, name: '*', to: textOf(inner[0], reading) }];
    }
    return inner.flatMap((specifier) =>
      specifierOf(specifier, reading).map(([name, to]) => ({ s: 'import' as const, from, name, to })),
    );
  });
}

/** [name, alias] of one item of an import or export list. */
function specifierOf(specifier: CodeNode, reading: Reading): readonly (readonly [string, string])[] {
  const name = field(specifier, 'name');
  if (name === undefined) return [];
  const plain = stringValue(name, reading.text) ?? textOf(name, reading);
  const alias = field(specifier, 'alias');
  return [
    [plain, alias === undefined ? plain : (stringValue(alias, reading.text) ?? textOf(alias, reading))],
  ];
}

function exported(node: CodeNode, reading: Reading, steps: Step[]): void {
  const from = stringValue(field(node, 'source'), reading.text);
  const inner = field(node, 'declaration');
  const value =
    field(node, 'value') ?? (/^export\s*=/.test(textOf(node, reading)) ? named(node)[0] : undefined);
  const isDefault = /^export\s+default\b/.test(textOf(node, reading));
  if (inner !== undefined) {
    const before = steps.length;
    statement(inner, reading, steps, false);
    const added = steps.slice(before).flatMap((step) => (step.s === 'let' ? namesOf(step.to) : []));
    for (const name of added)
      steps.push({ s: 'export', name: isDefault ? 'default' : name, e: { k: 'name', n: name } });
    if (isDefault && added.length === 0) anonymous(inner, reading, steps);
  } else if (value !== undefined) {
    const e = expression(value, reading);
    if (isDefault) steps.push({ s: 'export', name: 'default', e });
    else steps.push({ s: 'set', of: { k: 'name', n: 'module' }, n: 'exports', is: e });
  } else {
    lists(node, from, reading, steps);
  }
}

function anonymous(node: CodeNode, reading: Reading, steps: Step[]): void {
  if (isFunction(node)) {
    steps.push({ s: 'export', name: 'default', e: { k: 'function', i: reading.functionOf(node) } });
  } else if (node.type === 'class_declaration') {
    steps.push({ s: 'export', name: 'default', e: { k: 'class', i: reading.classOf(node) } });
  }
}

function lists(node: CodeNode, from: string | undefined, reading: Reading, steps: Step[]): void {
  const clause = node.children.find(
    (child) => child.type === 'export_clause' || child.type === 'namespace_export',
  );
  if (clause === undefined) {
    if (from !== undefined) steps.push({ s: 'pass', from });
    return;
  }
  const loaded = (): Expr => ({
    k: 'call',
    f: { k: 'name', n: 'import' },
    a: [{ k: 'text', v: from ?? '' }],
  });
  if (clause.type === 'namespace_export') {
    const name = named(clause)[0];
    if (name !== undefined) steps.push({ s: 'export', name: textOf(name, reading), e: loaded() });
    return;
  }
  for (const [name, alias] of named(clause).flatMap((part) => specifierOf(part, reading))) {
    const e: Expr = from === undefined ? { k: 'name', n: name } : { k: 'get', of: loaded(), n: name };
    steps.push({ s: 'export', name: alias, e });
  }
}

/** What stands in for what a binding does not find. */
export function defaultsOf(binding: Binding): readonly Expr[] {
  if (binding === null || typeof binding === 'string') return [];
  return binding.take.flatMap(([, inner, otherwise]) => [
    ...(otherwise === undefined ? [] : [otherwise]),
    ...defaultsOf(inner),
  ]);
}

/** Names that a binding introduces. */
export function namesOf(binding: Binding): readonly string[] {
  if (binding === null) return [];
  return typeof binding === 'string' ? [binding] : binding.take.flatMap(([, inner]) => namesOf(inner));
}
