import type { CodeNode } from '../code.js';
import { field, named } from '../code-read.js';
import { across, type Draft, draft, into } from './draft.js';
import { SAME } from './java-names.js';
import type { Translations } from './translation.js';

/** The common tree of a Java file. */
export function java(root: CodeNode, _: string, known: Translations): Draft {
  const children = root.children.flatMap((node): readonly Draft[] => {
    return node.type === 'class_declaration'
      ? [kept(node, type(node, known))]
      : known.of(node, () => trees([node]));
  });
  return draft('program', root, children);
}

function trees(nodes: readonly CodeNode[]): readonly Draft[] {
  return nodes.flatMap((node) => {
    if (node.type === 'field_declaration' || node.type === 'constant_declaration') return fields(node);
    if (node.type === 'import_declaration') return imported(node);
    // Members behind the constants of an enumeration.
    if (node.type === 'enum_body_declarations') return trees(node.children);
    return node.type === 'modifiers' ? [] : [tree(node)];
  });
}

function tree(node: CodeNode): Draft {
  return kept(node, (SPECIAL[node.type] ?? same)(node));
}

function kept(node: CodeNode, made: Draft): Draft {
  made.field ??= node.field;
  return made;
}

function same(node: CodeNode): Draft {
  const [type, names] = SAME[node.type] ?? [node.type];
  const children = trees(node.children);
  for (const child of children) child.field = names?.[child.field ?? ''] ?? child.field;
  return draft(type, node, children);
}

const SPECIAL: Readonly<Record<string, (node: CodeNode) => Draft>> = {
  class_declaration: (node) => type(node),
  record_declaration: (node) => type(node),
  interface_declaration: (node) => type(node),
  enum_declaration: (node) => type(node),
  annotation_type_declaration: (node) => type(node),
  method_declaration: method,
  constructor_declaration: method,
  formal_parameter: parameter,
  spread_parameter: parameter,
  local_variable_declaration: local,
  resource: (node) =>
    draft('lexical_declaration', node, [draft('variable_declarator', node, trees(node.children))]),
  method_invocation: invocation,
  object_creation_expression: creation,
  array_creation_expression: (node) => {
    const value = field(node, 'value');
    return draft('array', node, value === undefined ? [] : trees(value.children));
  },
  field_access: (node) => member(node, field(node, 'object'), field(node, 'field')),
  scoped_identifier: (node) => member(node, field(node, 'scope'), field(node, 'name')),
  method_reference: (node) => member(node, named(node)[0], named(node)[1]),
  assignment_expression: (node) => {
    const adds = field(node, 'operator')?.type !== '=';
    return draft(
      adds ? 'augmented_assignment_expression' : 'assignment_expression',
      node,
      trees(node.children),
    );
  },
  string_literal: (node) =>
    draft(
      'string',
      node,
      node.children.map((part) =>
        draft(part.type === 'multiline_string_fragment' ? 'string_fragment' : part.type, part),
      ),
    ),
  character_literal: (node) =>
    draft('string', node, [draft('string_fragment', { start: node.start + 1, end: node.end - 1 })]),
  enhanced_for_statement: (node) => {
    const names: Readonly<Record<string, string>> = { name: 'left', value: 'right' };
    const children = trees(node.children.filter((child) => child.field !== 'type'));
    for (const child of children) child.field = names[child.field ?? ''] ?? child.field;
    return draft('for_in_statement', node, children);
  },
  lambda_expression: (node) => {
    const children = trees(node.children);
    for (const child of children) {
      if (child.field === 'parameters' && child.type === 'identifier') child.field = 'parameter';
    }
    return draft('arrow_function', node, children);
  },
  try_with_resources_statement: (node) => {
    const opened = trees(named(field(node, 'resources')));
    const rest = trees(node.children.filter((child) => child.field !== 'resources'));
    const from = rest[0] ?? node;
    return draft('statement_block', node, [...opened, draft('try_statement', across(from, node), rest)]);
  },
  annotation: annotated,
  marker_annotation: annotated,
};

/** Annotations among the modifiers of a declaration, in front of it. */
function decorators(node: CodeNode): readonly Draft[] {
  const modifiers = modifiersOf(node);
  return modifiers === undefined ? [] : annotations(modifiers);
}

function modifiersOf(node: CodeNode): CodeNode | undefined {
  return node.children.find((child) => child.type === 'modifiers');
}

function annotations(modifiers: CodeNode): readonly Draft[] {
  return named(modifiers)
    .filter(({ type }) => type === 'annotation' || type === 'marker_annotation')
    .map((one) => draft('decorator', one, [annotated(one)], 'decorator'));
}

/** `@Name(...)` is a call and `@Name` a name. */
function annotated(node: CodeNode): Draft {
  const name = field(node, 'name');
  const list = field(node, 'arguments');
  if (name === undefined) return draft('ERROR', node);
  if (list === undefined) return draft('identifier', name);
  return draft('call_expression', across(name, list), [
    draft('identifier', name, [], 'function'),
    tree(list),
  ]);
}

/** Of a class whose members and the parts of whose head are kept from version to version, or of any other. */
function type(node: CodeNode, known?: Translations): Draft {
  const part = (of: CodeNode | undefined, make: (of: CodeNode) => readonly Draft[]): readonly Draft[] => {
    if (of === undefined) return [];
    return known === undefined ? make(of) : known.of(of, () => make(of));
  };
  const interfaces =
    field(node, 'interfaces') ?? node.children.find((one) => one.type === 'extends_interfaces');
  return draft('class_declaration', node, [
    ...part(modifiersOf(node), annotations),
    ...part(field(node, 'name'), (name) => [draft('identifier', name, [], 'name')]),
    ...part(field(node, 'parameters'), (params) => [into('components', tree(params))]),
    ...part(named(field(node, 'superclass'))[0], (base) => [draft('class_heritage', base, [typeName(base)])]),
    ...part(interfaces, (all) => [draft('implements_clause', all, named(named(all)[0]).map(typeName))]),
    ...bodyOf(node, part),
  ]);
}

function bodyOf(
  node: CodeNode,
  part: (of: CodeNode, make: (of: CodeNode) => readonly Draft[]) => readonly Draft[],
): readonly Draft[] {
  const body = field(node, 'body');
  if (body === undefined) return [];
  const members = body.children.flatMap((member) => part(member, (one) => trees([one])));
  return [draft('class_body', body, members, 'body')];
}

function typeName(node: CodeNode): Draft {
  return draft('identifier', plainType(node));
}

/** The name of a type without its arguments. */
function plainType(node: CodeNode): CodeNode {
  return node.type === 'generic_type' ? (named(node)[0] ?? node) : node;
}

function fields(node: CodeNode): readonly Draft[] {
  const kind = field(node, 'type');
  return node.children
    .filter((child) => child.field === 'declarator')
    .map((one, index) => {
      const children = [
        ...(index === 0 ? decorators(node) : []),
        ...(kind === undefined ? [] : [into('type', tree(kind))]),
        ...trees(one.children),
      ];
      return draft(
        'public_field_definition',
        index === 0 || kind === undefined ? node : across(kind, one),
        children,
      );
    });
}

function method(node: CodeNode): Draft {
  const name = field(node, 'name');
  const result = field(node, 'type');
  const params = field(node, 'parameters');
  const body = field(node, 'body');
  return draft('method_definition', node, [
    ...decorators(node),
    ...(result === undefined ? [] : [into('return_type', tree(result))]),
    ...(name === undefined ? [] : [draft('property_identifier', name, [], 'name')]),
    ...(params === undefined ? [] : [tree(params)]),
    ...(body === undefined ? [] : [tree(body)]),
  ]);
}

function parameter(node: CodeNode): Draft {
  const declarator = node.children.find(({ type }) => type === 'variable_declarator');
  const name = field(node, 'name') ?? field(declarator, 'name');
  const kind = field(node, 'type') ?? (declarator === undefined ? undefined : named(node)[0]);
  return draft('required_parameter', node, [
    ...decorators(node),
    ...(kind === undefined ? [] : [into('type', tree(kind))]),
    ...(name === undefined ? [] : [into('pattern', tree(name))]),
  ]);
}

function local(node: CodeNode): Draft {
  const kind = field(node, 'type');
  const declarators = node.children
    .filter((child) => child.field === 'declarator')
    .map((one) =>
      draft('variable_declarator', kind === undefined ? one : across(kind, one), [
        ...(kind === undefined ? [] : [into('type', tree(kind))]),
        ...trees(one.children),
      ]),
    );
  return draft('lexical_declaration', node, declarators);
}

function invocation(node: CodeNode): Draft {
  const object = field(node, 'object');
  const name = field(node, 'name');
  const list = field(node, 'arguments');
  if (name === undefined) return draft('ERROR', node);
  const callee =
    object === undefined ? draft('identifier', name) : member(across(object, name), object, name);
  return draft('call_expression', node, [
    into('function', callee),
    ...(list === undefined ? [] : [tree(list)]),
  ]);
}

function creation(node: CodeNode): Draft {
  const kind = field(node, 'type');
  const list = field(node, 'arguments');
  const body = node.children.find(({ type }) => type === 'class_body');
  return draft('new_expression', node, [
    ...(kind === undefined ? [] : [draft('identifier', plainType(kind), [], 'constructor')]),
    ...(list === undefined ? [] : [tree(list)]),
    ...(body === undefined ? [] : [tree(body)]),
  ]);
}

function member(
  at: { readonly start: number; readonly end: number },
  object: CodeNode | undefined,
  name: CodeNode | undefined,
): Draft {
  return draft('member_expression', at, [
    ...(object === undefined ? [] : [into('object', tree(object))]),
    ...(name === undefined ? [] : [draft('property_identifier', name, [], 'property')]),
  ]);
}

/** `import a.b.C` takes C from a.b; `import a.b.*` loads it. */
function imported(node: CodeNode): readonly Draft[] {
  const whole = named(node)[0];
  const all = node.children.some(({ type }) => type === 'asterisk');
  const from = all ? whole : field(whole, 'scope');
  const name = field(whole, 'name');
  if (from === undefined) return [];
  const source = draft('string', from, [draft('string_fragment', from)], 'source');
  if (all || name === undefined) return [draft('import_statement', node, [source])];
  const specifier = draft('import_specifier', name, [draft('identifier', name, [], 'name')]);
  const clause = draft('import_clause', name, [draft('named_imports', name, [specifier])]);
  return [draft('import_statement', node, [clause, source])];
}
