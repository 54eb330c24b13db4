import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap, walk } from '../../../syntax/code-read.js';
import { HOLDERS } from '../flow/elsewhere.js';
import { fieldOf } from './members.js';
import type { Scopes } from './scopes.js';
import { statedType } from './stated-types.js';

/** Names that lead from a module to a value, '()' to an object of a class; '' is this file. */
export interface Way {
  readonly module: string;
  readonly path: readonly string[];
}

const MAX_LINKS = 6;

/** The names by which a value is reached; undefined where it is none that others hand on. */
export function wayTo(given: CodeNode | undefined, scopes: Scopes, links = 0): Way | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return wayToName(node, scopes, links);
    case 'member_expression':
      return onward(node, field(node, 'property'), scopes, links);
    case 'subscript_expression':
      return onward(node, field(node, 'index'), scopes, links);
    case 'new_expression':
      return wayToObject(field(node, 'constructor'), scopes, links);
    case 'call_expression': {
      const callee = field(node, 'function');
      const module = stringValue(argumentsOf(node)[0], scopes.text);
      const required = callee !== undefined && scopes.textOf(callee) === 'require';
      if (required && module !== undefined) return { module, path: [] };
      // Python makes an object by calling its class, and asks for one of settings by a function without arguments.
      const made = callee !== undefined && /^(?:\w+\.)?[A-Z]\w*$/.test(scopes.textOf(callee));
      if (scopes.language !== 'python') return undefined;
      if (made) return wayToObject(callee, scopes, links);
      return isAsked(node, scopes) ? wayTo(callee, scopes, links + 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** `get_settings()`. */
function isAsked(call: CodeNode, scopes: Scopes): boolean {
  return /^(?:\w+\.)?\w+\(\s*\)$/.test(scopes.textOf(call));
}

/** Of a class of this file its own name says more. */
function wayToObject(of: CodeNode | undefined, scopes: Scopes, links: number): Way | undefined {
  const way = wayTo(of, scopes, links + 1);
  return way && way.module !== '' ? { ...way, path: [...way.path, '()'] } : undefined;
}

function onward(node: CodeNode, key: CodeNode | undefined, scopes: Scopes, links: number): Way | undefined {
  const object = unwrap(field(node, 'object'));
  if (object?.type === 'this') return wayTo(fieldOf(object, scopes), scopes, links + 1);
  const way = wayTo(object, scopes, links + 1);
  const name = key?.type === 'string' ? stringValue(key, scopes.text) : key && scopes.textOf(key);
  return way && name !== undefined && /^\w+$/.test(name) ? { ...way, path: [...way.path, name] } : undefined;
}

function wayToName(node: CodeNode, scopes: Scopes, links: number): Way | undefined {
  const name = scopes.textOf(node);
  const declared = scopes.find(node);
  if (declared === undefined) return { module: '', path: [name] };
  if (declared.kind === 'import') {
    const { module, imported = name, whole } = declared;
    if (scopes.language === 'java') return { module, path: [...classOf(module), imported] };
    return { module, path: whole ? [] : [imported] };
  }
  if (declared.kind === 'function') return { module: '', path: [name] };
  const type = declared.kind === 'parameter' || declared.kind === 'typed' ? statedType(declared) : undefined;
  const named =
    type && [...walk(type)].find((one) => /identifier$/.test(one.type) && !HOLDERS.test(scopes.textOf(one)));
  if (named !== undefined) return wayToObject(named, scopes, links);
  if (declared.kind !== 'value') return undefined;
  const way = wayTo(declared.value, scopes, links + 1);
  if (way !== undefined) return { ...way, path: [...way.path, ...declared.path] };
  return declared.path.length === 0 ? { module: '', path: [name] } : undefined;
}

/** `import static com.example.Keys.SECRET` names a member of a class. */
function classOf(module: string): readonly string[] {
  const name = module.slice(module.lastIndexOf('.') + 1);
  return /^[A-Z]/.test(name) ? [name] : [];
}
