import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap } from '../../syntax/code-read.js';
import { type Flow, one } from './pieces.js';
import type { Scopes } from './scopes.js';

/** Names that lead from a module to a value; '' is this file. */
interface Way {
  readonly module: string;
  readonly path: readonly string[];
}

const MAX_LINKS = 6;

/** A text that is written down elsewhere, in a module that is imported or in a class. */
export function writtenFlow(node: CodeNode, scopes: Scopes): Flow | undefined {
  const way = wayTo(node, scopes);
  const written = way && scopes.written(way.module, way.path);
  if (written === undefined) return undefined;
  return written.fallback
    ? { ...one(node, 'unknown', 'name'), written }
    : { ...one(node, 'constant', 'name', written.text), written };
}

function wayTo(given: CodeNode | undefined, scopes: Scopes, links = 0): Way | undefined {
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
    case 'call_expression': {
      const callee = field(node, 'function');
      const module = stringValue(argumentsOf(node)[0], scopes.text);
      const required = callee !== undefined && scopes.textOf(callee) === 'require';
      return required && module !== undefined ? { module, path: [] } : undefined;
    }
    default:
      return undefined;
  }
}

function onward(node: CodeNode, key: CodeNode | undefined, scopes: Scopes, links: number): Way | undefined {
  const way = wayTo(field(node, 'object'), scopes, links + 1);
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
