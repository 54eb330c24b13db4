import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, isFunction, named, stringValue, unwrap, walk } from '../../../syntax/code-read.js';
import type { LanguageId } from '../../../text/leaf.js';
import { computed } from '../../../text/multimap.js';

/** Where a name comes from. `path`: keys taken out of the value by destructuring, '...' for an object of all others. */
export type Declaration =
  | { readonly kind: 'value'; readonly value: CodeNode; readonly path: readonly string[] }
  /** One of the items of a value, in a loop. */
  | { readonly kind: 'item'; readonly value: CodeNode; readonly path: readonly string[] }
  | {
      readonly kind: 'parameter';
      readonly of: CodeNode;
      readonly index: number;
      readonly path: readonly string[];
    }
  /** Of a type, and nothing is known of its value. */
  | { readonly kind: 'typed'; readonly type: CodeNode }
  /** `imported`: what the module calls it, where that is another name. `whole`: it is all that the module exports. */
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly imported?: string;
      readonly whole?: true;
    }
  | { readonly kind: 'function'; readonly node: CodeNode };

type Names = ReadonlyMap<string, Declaration>;

/** What declares names, beside functions. */
const SCOPES: ReadonlySet<string> = new Set([
  'for_in_statement',
  'comprehension',
  'class_body',
  'program',
  'statement_block',
  'switch_case',
  'for_statement',
]);
/** What declares names in the scope around it. */
const DECLARES: ReadonlySet<string> = new Set([
  'export_statement',
  'function_declaration',
  'import_statement',
  'lexical_declaration',
  'method_definition',
  'public_field_definition',
  'variable_declaration',
]);
/** Of most nodes, which are no scopes. */
const NONE: Names = new Map();

/** By scope. Invariant: a node that a later tree takes over holds what it held, and so it declares the same. */
const inScope = new WeakMap<CodeNode, Names>();
/** By what stands in a program or in a class of Java, of which little is another in the next tree. */
const byStatement = new WeakMap<CodeNode, Names>();

/** Names that a statement is known to declare around it; undefined where nobody has asked. */
export function declaredNames(statement: CodeNode): Iterable<string> | undefined {
  return (DECLARES.has(statement.type) ? byStatement.get(statement) : NONE)?.keys();
}

/** What the names mean that a scope of a file declares itself. */
export class ScopeNames {
  constructor(
    private readonly text: string,
    private readonly language: LanguageId,
  ) {}

  of(scope: CodeNode): Names {
    if (!SCOPES.has(scope.type) && !isFunction(scope)) return NONE;
    return computed(inScope, scope, () => this.#read(scope));
  }

  #read(scope: CodeNode): Names {
    const isClass = scope.type === 'class_body';
    if (scope.type === 'program' || (isClass && this.language === 'java')) return this.#together(scope);
    const names = new Map<string, Declaration>();
    if (isFunction(scope)) this.#parameters(scope, names);
    else if (scope.type === 'for_in_statement') this.#loop(scope, names);
    else if (scope.type === 'comprehension') {
      for (const clause of scope.children) this.#loop(clause, names);
    } else if (!isClass) {
      for (const child of scope.children) this.#statement(child, names);
    }
    return names;
  }

  #together({ type: scopeType, children }: CodeNode): Names {
    const names = new Map<string, Declaration>();
    for (const child of children)
      for (const [name, declared] of this.declaredBy(child)) {
        // A field of Java and a method may share a name, and then the bare name is mostly the field.
        const isOfField = scopeType === 'class_body' && (names.get(name)?.kind ?? 'function') !== 'function';
        if (!isOfField || declared.kind !== 'function') names.set(name, declared);
      }
    return names;
  }

  /** What a statement declares in the program, or in the class of Java, that holds it. */
  declaredBy(statement: CodeNode): Names {
    if (!DECLARES.has(statement.type)) return NONE;
    return computed(byStatement, statement, () => {
      const found = new Map<string, Declaration>();
      if (statement.parent?.type === 'class_body') this.#member(statement, found);
      else this.#statement(statement, found);
      return found;
    });
  }

  #statement(node: CodeNode, names: Map<string, Declaration>): void {
    if (node.type === 'export_statement') {
      for (const child of node.children) this.#statement(child, names);
    } else if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
      for (const part of named(node)) {
        this.#declare(part, names);
      }
    } else if (node.type === 'function_declaration') {
      const name = field(node, 'name');
      if (name !== undefined) names.set(this.#textOf(name), { kind: 'function', node });
    } else if (node.type === 'import_statement') {
      const module = stringValue(field(node, 'source'), this.text);
      for (const part of module === undefined ? [] : walk(node)) {
        if (part.type === 'identifier')
          names.set(this.#textOf(part), { kind: 'import', module: module ?? '', ...this.#alias(part) });
      }
    }
  }

  #alias(part: CodeNode): { readonly imported?: string; readonly whole?: true } {
    if (/^(?:import_clause|namespace_import|import_require_clause)$/.test(part.parent?.type ?? ''))
      return { whole: true };
    const name = part.field === 'alias' ? field(part.parent, 'name') : undefined;
    return name === undefined ? {} : { imported: this.#textOf(name) };
  }

  #declare(part: CodeNode, names: Map<string, Declaration>): void {
    const value = field(part, 'value');
    const type = field(part, 'type');
    const name = field(part, 'name');
    const each = itemsFor(name, value);
    if (each !== undefined)
      for (const [one, item] of each)
        this.#bind(one, [], names, (path) => ({ kind: 'value', value: item, path }));
    else if (value !== undefined) this.#bind(name, [], names, (path) => ({ kind: 'value', value, path }));
    else if (type !== undefined) this.#bind(name, [], names, () => ({ kind: 'typed', type }));
  }

  /** Members of a class of whose methods they can be called by their bare name. */
  #member(node: CodeNode, names: Map<string, Declaration>): void {
    const name = field(node, 'name');
    if (node.type === 'public_field_definition') this.#declare(node, names);
    else if (node.type === 'method_definition' && name !== undefined)
      names.set(this.#textOf(name), { kind: 'function', node });
  }

  #parameters(node: CodeNode, names: Map<string, Declaration>): void {
    paramsOf(node).forEach((param, index) => {
      const pattern = field(param, 'pattern') ?? param;
      this.#bind(pattern, [], names, (path) => ({ kind: 'parameter', of: node, index, path }));
    });
  }

  /** `for (const x of y)`, and the clauses of a comprehension. */
  #loop(node: CodeNode, names: Map<string, Declaration>): void {
    const value = field(node, 'right');
    if (value !== undefined)
      this.#bind(field(node, 'left'), [], names, (path) => ({ kind: 'item', value, path }));
  }

  #bind(
    pattern: CodeNode | undefined,
    path: readonly string[],
    names: Map<string, Declaration>,
    make: (path: readonly string[]) => Declaration,
  ): void {
    if (pattern === undefined) return;
    if (pattern.type === 'identifier' || pattern.type === 'shorthand_property_identifier_pattern') {
      const own = pattern.type === 'identifier' ? path : [...path, this.#textOf(pattern)];
      names.set(this.#textOf(pattern), make(own));
    } else if (pattern.type === 'pair_pattern') {
      const key = field(pattern, 'key');
      const name = key === undefined ? '' : (stringValue(key, this.text) ?? this.#textOf(key));
      this.#bind(field(pattern, 'value'), [...path, name], names, make);
    } else if (pattern.type === 'assignment_pattern' || pattern.type === 'object_assignment_pattern') {
      this.#bind(field(pattern, 'left'), path, names, make);
    } else if (pattern.type === 'object_pattern') {
      for (const part of named(pattern)) {
        const rest = part.type === 'rest_pattern' ? named(part)[0] : undefined;
        this.#bind(rest ?? part, rest === undefined ? path : [...path, '...'], names, make);
      }
    } else if (pattern.type === 'array_pattern' || pattern.type === 'rest_pattern') {
      for (const part of named(pattern)) this.#bind(part, [...path, '*'], names, make);
    }
  }

  #textOf(node: CodeNode): string {
    return this.text.slice(node.start, node.end);
  }
}

/** `const [a, b] = [1, 2]`: each name with its own value; undefined where they do not go by pairs. */
function itemsFor(
  pattern: CodeNode | undefined,
  given: CodeNode | undefined,
): readonly (readonly [CodeNode, CodeNode])[] | undefined {
  const value = unwrap(given);
  if (pattern?.type !== 'array_pattern' || value?.type !== 'array') return undefined;
  const [names, items] = [named(pattern), named(value)];
  const isOpen = [...names, ...items].some(({ type }) => /^(?:rest_pattern|spread_element)$/.test(type));
  if (isOpen || names.length !== items.length) return undefined;
  return names.flatMap((name, index) => {
    const item = items[index];
    return item === undefined ? [] : [[name, item] as const];
  });
}
