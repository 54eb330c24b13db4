import type { CodeNode } from '../code.js';
import { field, named } from '../code-read.js';
import { Declared } from './declared.js';
import { type Draft, draft, enclosing, into } from './draft.js';
import { call, conditional, operation, subscript } from './python-expressions.js';
import { importedFrom, imports, starImport } from './python-imports.js';
import { SAME } from './python-names.js';
import { concatenation, text } from './python-text.js';
import type { Translations } from './translation.js';

/** What surrounds a node. Python declares a name by its first assignment, so the names of a function are kept. */
interface Around {
  readonly source: string;
  /** Names that the innermost function, class or module has declared so far. */
  readonly declared: Declared;
  /** What the innermost method calls its instance. */
  readonly self: string | undefined;
  readonly inClass: boolean;
  /** Directly in the body of the function, class or module: what is assigned here first is declared here. */
  readonly top: boolean;
  /** Keeps what statements become, so many levels of functions deep. */
  readonly keeping: { readonly known: Translations; readonly levels: number } | undefined;
}

/** Statements in whose body an assignment may not happen. */
const BRANCH = /^(?:if|while|for|try|match)_statement$|_clause$/;

/** The statements of the module are kept, and those of the functions that stand in it. */
const LEVELS = 2;

/** The common tree of a Python module. What its statements become is kept, and those of functions that stand in it. */
export function python(root: CodeNode, source: string, known: Translations): Draft {
  const keeping = { known, levels: LEVELS };
  const around: Around = {
    source,
    declared: new Declared(),
    self: undefined,
    inClass: false,
    top: true,
    keeping,
  };
  return draft('program', root, statements(root.children, around));
}

function statements(nodes: readonly CodeNode[], around: Around): readonly Draft[] {
  const { keeping, declared } = around;
  if (keeping === undefined) return nodes.flatMap((node) => statement(node, around));
  const { known, levels } = keeping;
  const inner = { ...around, keeping: levels > 1 ? { known, levels: levels - 1 } : undefined };
  return nodes.flatMap((node) => {
    // In a function a block is put together anew where a comment stands in front of it.
    if (node.type === 'with_statement' && levels < LEVELS) return statement(node, around);
    return known.among(node, declared, (names) => statement(node, { ...inner, declared: names }));
  });
}

/** A part of the head of a function, which is kept as its statements are. */
function part(
  node: CodeNode | undefined,
  { keeping }: Around,
  make: (node: CodeNode) => Draft,
): readonly Draft[] {
  if (node === undefined) return [];
  return keeping === undefined ? [make(node)] : keeping.known.of(node, () => [make(node)]);
}

function statement(node: CodeNode, around: Around): readonly Draft[] {
  switch (node.type) {
    case 'import_statement':
      return imports(node);
    case 'import_from_statement':
      return node.children.some(({ type }) => type === 'wildcard_import')
        ? starImport(node)
        : importedFrom(node);
    case 'expression_statement':
      return effect(node, around);
    case 'with_statement':
      return [within(node, around)];
    case 'decorated_definition':
    case 'function_definition':
    case 'class_definition':
      return [definition(node, around)];
    case 'global_statement':
    case 'nonlocal_statement':
      for (const name of node.children) around.declared.add(nameOf(name, around));
      return [draft(node.type, node)];
    default:
      return [tree(node, { ...around, top: around.top && !BRANCH.test(node.type), keeping: undefined })];
  }
}

/** Any node: what has no form of its own keeps its name. */
function tree(node: CodeNode, around: Around): Draft {
  const special = SPECIAL[node.type];
  if (special !== undefined) return kept(node, special(node, around));
  const [type, fields] = SAME[node.type] ?? [node.type];
  const children =
    type === 'statement_block'
      ? statements(node.children, around)
      : node.children.map((child) => tree(child, around));
  for (const child of children) child.field = fields?.[child.field ?? ''] ?? child.field;
  return kept(node, draft(type, node, enclosing(children)));
}

function kept(node: CodeNode, made: Draft): Draft {
  made.field = node.field;
  return made;
}

const SPECIAL: Readonly<Record<string, (node: CodeNode, around: Around) => Draft>> = {
  identifier: (node, around) =>
    draft(around.self !== undefined && nameOf(node, around) === around.self ? 'this' : 'identifier', node),
  attribute: member,
  call: (node, around) => call(node, parts(node, around)),
  subscript: (node, around) => subscript(node, parts(node, around), around.source),
  generic_type: (node, around) => {
    const types = node.children.flatMap((one) => (one.type === 'type_parameter' ? one.children : [one]));
    return subscript(
      node,
      types.map((one) => tree(one, around)),
      around.source,
    );
  },
  string: (node, around) => text(node, around.source, (inner) => tree(inner, around)),
  concatenated_string: (node, around) => concatenation(node, around.source, (inner) => tree(inner, around)),
  assignment: (node, around) => draft('assignment_expression', node, sides(node, around)),
  boolean_operator: (node, around) => operation(node, (inner) => tree(inner, around)),
  comparison_operator: (node, around) => operation(node, (inner) => tree(inner, around)),
  conditional_expression: (node, around) => conditional(node, parts(node, around)),
  type: (node, around) => parts(node, around)[0] ?? draft('type', node),
  dictionary_splat: (node, around) => {
    const spread = node.parent?.type === 'argument_list' ? 'keyword_spread' : 'spread_element';
    return draft(spread, node, parts(node, around));
  },
  with_statement: within,
  function_definition: definition,
  class_definition: definition,
  decorated_definition: definition,
};

function parts(node: CodeNode, around: Around): readonly Draft[] {
  return node.children.map((child) => tree(child, around));
}

function member(node: CodeNode, around: Around): Draft {
  const object = field(node, 'object');
  const name = field(node, 'attribute');
  return draft('member_expression', node, [
    ...(object === undefined ? [] : [tree(object, around)]),
    ...(name === undefined ? [] : [draft('property_identifier', name, [], 'property')]),
  ]);
}

/** An assignment that declares its name is a declaration; one in a class is a field. */
function effect(node: CodeNode, around: Around): readonly Draft[] {
  const inner = named(node)[0];
  const left = field(inner, 'left');
  if (inner?.type !== 'assignment' || left === undefined) return [tree(node, around)];
  const isName = left.type === 'identifier';
  const name = nameOf(left, around);
  const type = field(inner, 'type');
  const value = field(inner, 'right');
  const rest = [
    ...(type === undefined ? [] : [tree(type, around)]),
    ...(value === undefined ? [] : [into('value', tree(value, around))]),
  ];
  if (around.inClass && isName) {
    const key = draft('property_identifier', left, [], 'name');
    return [draft('public_field_definition', node, [key, ...rest])];
  }
  const fresh = !isName || !around.declared.has(name);
  const pattern = isName || /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(left.type);
  if (!pattern || !around.top || !fresh) return value === undefined ? [] : [tree(node, around)];
  if (isName) around.declared.add(name);
  const target = into('name', tree(left, around));
  const declarator = draft('variable_declarator', inner, [target, ...rest]);
  return [draft('lexical_declaration', node, [declarator])];
}

function sides(node: CodeNode, around: Around): readonly Draft[] {
  return parts(node, around).filter((child) => child.field !== 'type');
}

/** `with open(p) as file:` declares a name for a block. */
function within(node: CodeNode, around: Around): Draft {
  const inner: Around = { ...around, declared: new Declared(around.declared), top: true, keeping: undefined };
  const items = node.children.find(({ type }) => type === 'with_clause');
  const opened = named(items).flatMap((item): readonly Draft[] => {
    const value = field(item, 'value') ?? named(item)[0];
    const target = named(field(value, 'alias'))[0];
    const made = value?.type === 'as_pattern' ? named(value)[0] : value;
    if (made === undefined) return [];
    const result = tree(made, inner);
    if (target === undefined) return [draft('expression_statement', item, [into(undefined, result)])];
    const declarator = [into('name', tree(target, inner)), into('value', result)];
    return [draft('lexical_declaration', item, [draft('variable_declarator', item, declarator)])];
  });
  const body = field(node, 'body');
  const rest = body === undefined ? [] : [tree(body, inner)];
  return draft('statement_block', node, enclosing([...opened, ...commentsIn(node), ...rest]));
}

function definition(node: CodeNode, around: Around): Draft {
  const inner = node.type === 'decorated_definition' ? field(node, 'definition') : node;
  const decorators = node.children
    .filter(({ type }) => type === 'decorator')
    .map((one) => into('decorator', draft('decorator', one, parts(one, around))));
  const name = field(inner, 'name');
  if (inner === undefined || name === undefined) return draft('ERROR', node);
  if (!around.inClass && around.top) around.declared.add(nameOf(name, around));
  const rest =
    inner.type === 'class_definition' ? classParts(inner, around) : functionParts(inner, decorators, around);
  const type =
    inner.type === 'class_definition'
      ? 'class_declaration'
      : around.inClass
        ? 'method_definition'
        : 'function_declaration';
  const kind = around.inClass ? 'property_identifier' : 'identifier';
  const key = part(name, around, () => draft(kind, name, [], 'name'));
  const outside = inner === node ? [] : commentsIn(node);
  const inOrder = [
    ...decorators,
    ...outside,
    ...key,
    ...rest.slice(0, -1),
    ...commentsIn(inner),
    ...rest.slice(-1),
  ];
  return draft(type, node, enclosing(inOrder));
}

function commentsIn(node: CodeNode): readonly Draft[] {
  return node.children.filter((one) => one.type === 'comment').map((one) => draft('comment', one));
}

function classParts(node: CodeNode, around: Around): readonly Draft[] {
  const bases = field(node, 'superclasses');
  const body = field(node, 'body');
  const inner: Around = {
    ...around,
    declared: new Declared(),
    self: undefined,
    inClass: true,
    top: true,
    keeping: undefined,
  };
  return [
    ...(bases === undefined ? [] : [draft('class_heritage', bases, parts(bases, around))]),
    ...(body === undefined ? [] : [draft('class_body', body, statements(body.children, inner), 'body')]),
  ];
}

function functionParts(node: CodeNode, decorators: readonly Draft[], around: Around): readonly Draft[] {
  const given = field(node, 'parameters');
  const isStatic = decorators.some((one) =>
    /^@\s*staticmethod\b/.test(around.source.slice(one.start, one.end)),
  );
  const params = named(given).filter(({ type }) => !/_separator$/.test(type));
  const own = around.inClass && !isStatic ? params[0] : undefined;
  const self = own === undefined ? around.self : nameOf(own, around);
  const inner: Around = { ...around, declared: new Declared(), self, inClass: false, top: true };
  const list = () => params.filter((param) => param !== own).map((param) => parameter(param, around, inner));
  for (const param of params) inner.declared.add(parameterName(param, around));
  const body = field(node, 'body');
  const result = field(node, 'return_type');
  return [
    ...part(given, around, (all) => draft('formal_parameters', all, list(), 'parameters')),
    ...part(result, around, (type) => tree(type, around)),
    ...(body === undefined ? [] : [tree(body, inner)]),
  ];
}

function parameter(node: CodeNode, around: Around, inner: Around): Draft {
  if (node.type === 'identifier') return draft('identifier', node);
  const name = field(node, 'name') ?? node.children.find((child) => child.field === undefined);
  const splat = node.type.includes('splat') || name?.type.includes('splat');
  const type = field(node, 'type');
  const value = field(node, 'value');
  if (name === undefined || splat) {
    // With a type, `**fields: str` holds its name one level deeper.
    const own = name?.type.includes('splat') ? named(name)[0] : name;
    return draft('rest_pattern', node, own === undefined ? [] : [tree(own, inner)]);
  }
  return draft('required_parameter', node, [
    into('pattern', tree(name, inner)),
    ...(type === undefined ? [] : [tree(type, around)]),
    ...(value === undefined ? [] : [tree(value, around)]),
  ]);
}

function parameterName(node: CodeNode, around: Around): string {
  return nameOf(field(node, 'name') ?? named(node)[0] ?? node, around).replace(/^\*+/, '');
}

function nameOf(node: CodeNode, around: Around): string {
  return around.source.slice(node.start, node.end);
}
