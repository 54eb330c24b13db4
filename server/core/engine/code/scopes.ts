import { paramsOf } from '../../facts/code/functions.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, stringValue, walk } from '../../syntax/code-read.js';
import { statementAround, statementsOf } from '../../syntax/code-statements.js';
import type { LanguageId } from '../../text/leaf.js';
import type { Evidence, Inquiry, NameBook } from './inquiry.js';
import { type NameUses, usesIn } from './name-uses.js';

/** Where a name comes from. `path`: keys taken out of the value by destructuring. */
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
  | { readonly kind: 'import'; readonly module: string }
  | { readonly kind: 'function'; readonly node: CodeNode };

/** What was assigned to a name. */
interface Assigned {
  readonly replaced: CodeNode | undefined;
  readonly added: readonly CodeNode[];
}

type Names = Map<string, Declaration>;

/** Names and assignments of one file, looked up on demand. */
export class Scopes implements NameBook {
  readonly text: string;
  readonly root: CodeRoot;
  /** Hears what is asked for the statement that is checked now. */
  inquiry: Inquiry | undefined;
  readonly #names = new Map<CodeNode, Names>();
  readonly #uses = new Map<string, readonly CodeNode[]>();
  #statements: readonly CodeNode[] | undefined;

  constructor(root: CodeRoot, text: string) {
    this.root = root;
    this.text = text;
  }

  get language(): LanguageId {
    return this.root.language;
  }

  textOf(node: CodeNode): string {
    return this.text.slice(node.start, node.end);
  }

  /** The declaration that a name refers to where it stands. */
  find(identifier: CodeNode): Declaration | undefined {
    const name = this.textOf(identifier);
    const home = this.#home(identifier);
    let inner = identifier;
    for (let at = identifier.parent; at !== undefined; inner = at, at = at.parent) {
      if (inner === home) return this.#findAround(home, name);
      const found = this.#namesOf(at).get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The declaration among the statements of the file that a name in one of them refers to. */
  #findAround(statement: CodeNode, name: string): Declaration | undefined {
    const found = this.#outer(statement, name);
    this.inquiry?.nodes(`find ${statement.parent?.start} ${name}`, this.#evidenceOf(found), ({ names }) =>
      names.declaredAround(statement, name),
    );
    return found;
  }

  declaredAround(statement: CodeNode, name: string): Evidence {
    return this.#evidenceOf(this.#outer(statement, name));
  }

  #outer(statement: CodeNode, name: string): Declaration | undefined {
    for (let at = statement.parent; at !== undefined; at = at.parent) {
      const found = this.#namesOf(at).get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a declaration says, with the statement that it stands in. */
  #evidenceOf(found: Declaration | undefined): Evidence {
    if (found === undefined) return [];
    switch (found.kind) {
      case 'import':
        return [found.kind, found.module];
      case 'function':
        return [found.kind, found.node, this.#home(found.node)];
      case 'typed':
        return [found.kind, found.type, this.#home(found.type)];
      case 'parameter':
        return [found.kind, found.of, this.#home(found.of), found.index, ...found.path];
      default:
        return [found.kind, found.value, this.#home(found.value), ...found.path];
    }
  }

  #home(node: CodeNode): CodeNode | undefined {
    return statementAround(node, this.root);
  }

  /**
   * What was assigned to a name in the function that holds the node, before it. `replaced`: what it certainly holds
   * since; `added`: what it may hold as well, or was appended to it.
   */
  assignedBefore(identifier: CodeNode): Assigned {
    const all = this.#before(identifier, 'assigned');
    const last = all.findLastIndex((node) => isCertain(node, identifier));
    const replaced = last < 0 ? undefined : field(all[last], 'right');
    return { replaced, added: all.slice(last + 1).flatMap((node) => field(node, 'right') ?? []) };
  }

  /** What was appended to a list or to a builder of text in the function that holds the node, before it. */
  appendedBefore(identifier: CodeNode): readonly CodeNode[] {
    return this.#before(identifier, 'appended').flatMap((call) => argumentsOf(call)[0] ?? []);
  }

  /** What happens to a name before the node, in the function that holds it, or anywhere when none does. */
  #before(identifier: CodeNode, use: keyof NameUses): readonly CodeNode[] {
    const name = this.textOf(identifier);
    const home = functionOf(identifier);
    const all =
      home === undefined ? this.#everywhere(use, name) : this.#usesIn(this.#home(identifier), use, name);
    return all.filter((node) => node.end <= identifier.start && (home === undefined || isInside(node, home)));
  }

  #usesIn(statement: CodeNode | undefined, use: keyof NameUses, name: string): readonly CodeNode[] {
    return statement === undefined ? [] : (usesIn(statement, this.text)[use].get(name) ?? []);
  }

  #everywhere(use: keyof NameUses, name: string): readonly CodeNode[] {
    const found = this.#collect(use, name);
    this.inquiry?.nodes(`${use} ${name}`, this.#withHomes(found), ({ names }) =>
      names.usedAnywhere(use, name),
    );
    return found;
  }

  usedAnywhere(use: keyof NameUses, name: string): Evidence {
    return this.#withHomes(this.#collect(use, name));
  }

  #collect(use: keyof NameUses, name: string): readonly CodeNode[] {
    const key = `${use} ${name}`;
    const known = this.#uses.get(key);
    if (known !== undefined) return known;
    this.#statements ??= statementsOf(this.root).map(({ node }) => node);
    const found = this.#statements.flatMap((statement) => this.#usesIn(statement, use, name));
    this.#uses.set(key, found);
    return found;
  }

  #withHomes(nodes: readonly CodeNode[]): Evidence {
    return nodes.flatMap((node) => [node, this.#home(node)]);
  }

  /** Calls of a function by its name. */
  callsOf(name: string): readonly CodeNode[] {
    return this.#everywhere('called', name);
  }

  /** Calls in this file of a function with a name. */
  callsTo(of: CodeNode): readonly CodeNode[] {
    const holder = of.parent?.type === 'variable_declarator' ? of.parent : of;
    const name = field(holder, 'name');
    const bare = name?.type === 'identifier' || this.language === 'java';
    return name !== undefined && bare ? this.callsOf(this.textOf(name)) : [];
  }

  /** The import that a name of a type leads to. */
  moduleOfType(type: CodeNode): string | undefined {
    const name = [...walk(type)].find(
      (node) => node.type === 'identifier' || node.type === 'type_identifier',
    );
    const declared = name === undefined ? undefined : this.find(name);
    return declared?.kind === 'import' ? declared.module : undefined;
  }

  #namesOf(scope: CodeNode): Names {
    const known = this.#names.get(scope);
    if (known !== undefined) return known;
    const names: Names = new Map();
    this.#names.set(scope, names);
    if (isFunction(scope)) this.#parameters(scope, names);
    else if (scope.type === 'for_in_statement') this.#loop(scope, names);
    else if (scope.type === 'comprehension') {
      for (const clause of scope.children) this.#loop(clause, names);
    } else if (scope.type === 'class_body' && this.language === 'java') {
      for (const child of scope.children) this.#member(child, names);
    } else if (/^(?:program|statement_block|switch_case|for_statement)$/.test(scope.type)) {
      for (const child of scope.children) this.#statement(child, names);
    }
    return names;
  }

  #statement(node: CodeNode, names: Names): void {
    if (node.type === 'export_statement') {
      for (const child of node.children) this.#statement(child, names);
    } else if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
      for (const part of named(node)) {
        this.#declare(part, names);
      }
    } else if (node.type === 'function_declaration') {
      const name = field(node, 'name');
      if (name !== undefined) names.set(this.textOf(name), { kind: 'function', node });
    } else if (node.type === 'import_statement') {
      const module = stringValue(field(node, 'source'), this.text);
      for (const part of module === undefined ? [] : walk(node)) {
        if (part.type === 'identifier')
          names.set(this.textOf(part), { kind: 'import', module: module ?? '' });
      }
    }
  }

  #declare(part: CodeNode, names: Names): void {
    const value = field(part, 'value');
    const type = field(part, 'type');
    const name = field(part, 'name');
    if (value !== undefined) this.#bind(name, [], names, (path) => ({ kind: 'value', value, path }));
    else if (type !== undefined) this.#bind(name, [], names, () => ({ kind: 'typed', type }));
  }

  /** Members of a class of whose methods they can be called by their bare name. */
  #member(node: CodeNode, names: Names): void {
    const name = field(node, 'name');
    if (node.type === 'public_field_definition') this.#declare(node, names);
    else if (node.type === 'method_definition' && name !== undefined)
      names.set(this.textOf(name), { kind: 'function', node });
  }

  #parameters(node: CodeNode, names: Names): void {
    paramsOf(node).forEach((param, index) => {
      const pattern = field(param, 'pattern') ?? param;
      this.#bind(pattern, [], names, (path) => ({ kind: 'parameter', of: node, index, path }));
    });
  }

  /** `for (const x of y)`, and the clauses of a comprehension. */
  #loop(node: CodeNode, names: Names): void {
    const value = field(node, 'right');
    if (value !== undefined)
      this.#bind(field(node, 'left'), [], names, (path) => ({ kind: 'item', value, path }));
  }

  #bind(
    pattern: CodeNode | undefined,
    path: readonly string[],
    names: Names,
    make: (path: readonly string[]) => Declaration,
  ): void {
    if (pattern === undefined) return;
    if (pattern.type === 'identifier' || pattern.type === 'shorthand_property_identifier_pattern') {
      const own = pattern.type === 'identifier' ? path : [...path, this.textOf(pattern)];
      names.set(this.textOf(pattern), make(own));
    } else if (pattern.type === 'pair_pattern') {
      const key = field(pattern, 'key');
      const name = key === undefined ? '' : (stringValue(key, this.text) ?? this.textOf(key));
      this.#bind(field(pattern, 'value'), [...path, name], names, make);
    } else if (pattern.type === 'assignment_pattern' || pattern.type === 'object_assignment_pattern') {
      this.#bind(field(pattern, 'left'), path, names, make);
    } else if (pattern.type === 'object_pattern') {
      for (const part of named(pattern)) this.#bind(part, path, names, make);
    } else if (pattern.type === 'array_pattern' || pattern.type === 'rest_pattern') {
      for (const part of named(pattern)) this.#bind(part, [...path, '*'], names, make);
    }
  }
}

/** The function that holds a node. */
export function functionOf(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && !isFunction(at)) at = at.parent;
  return at;
}

/** Whether the assignment has run wherever the node is reached. */
function isCertain(assignment: CodeNode, node: CodeNode): boolean {
  const statement = assignment.parent;
  const block = statement?.type === 'expression_statement' ? statement.parent : undefined;
  if (assignment.type !== 'assignment_expression' || block === undefined) return false;
  return /^(?:statement_block|program|switch_case)$/.test(block.type) && isInside(node, block);
}

function isInside(node: CodeNode, holder: CodeNode): boolean {
  return node.start >= holder.start && node.end <= holder.end;
}
