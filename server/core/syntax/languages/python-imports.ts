import type { CodeNode } from '../code.js';
import { field, named } from '../code-read.js';
import { across, type Draft, draft } from './draft.js';

/** `import a.b` loads the module and binds its first name; `import a.b as c` binds the module. */
export function imports(node: CodeNode): readonly Draft[] {
  return named(node).flatMap((item): readonly Draft[] => {
    const module = field(item, 'name') ?? item;
    const alias = field(item, 'alias');
    if (alias !== undefined) return [statement(item, [namespace(alias)], module)];
    const [first] = named(module);
    if (first === undefined) return [];
    const loads = first.end === module.end ? [] : [statement(item, [], module)];
    return [statement(item, [namespace(first)], first), ...loads];
  });
}

/** `from a import b as c`. */
export function importedFrom(node: CodeNode): readonly Draft[] {
  const module = field(node, 'module_name');
  if (module === undefined) return [];
  const names = node.children.filter((child) => child.field === 'name');
  const specifiers = names.map((item) => {
    const name = field(item, 'name') ?? item;
    const alias = field(item, 'alias');
    return draft('import_specifier', item, [
      draft('identifier', name, [], 'name'),
      ...(alias === undefined ? [] : [draft('identifier', alias, [], 'alias')]),
    ]);
  });
  const [first, last] = [specifiers[0], specifiers.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [statement(node, [draft('named_imports', across(first, last), specifiers)], module)];
}

/** `from a import *` hands on what the module holds. */
export function starImport(node: CodeNode): readonly Draft[] {
  const module = field(node, 'module_name');
  return module === undefined ? [] : [draft('export_statement', node, [source(module)])];
}

function statement(at: CodeNode, bound: readonly Draft[], module: CodeNode): Draft {
  const [first] = bound;
  const clause = first === undefined ? [] : [draft('import_clause', first, bound)];
  return draft('import_statement', at, [...clause, source(module)]);
}

function namespace(name: CodeNode): Draft {
  return draft('namespace_import', name, [draft('identifier', name)]);
}

function source(module: CodeNode): Draft {
  return draft('string', module, [draft('string_fragment', module)], 'source');
}
