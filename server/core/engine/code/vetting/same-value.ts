import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

const MAX_LINKS = 4;
/** Take an address apart. */
const PARSERS = /^(?:URL|URI|URI\.create|url\.parse|parseUrl|(?:\w+\.)*url(?:parse|split))$/;
/** What leaves of a text what may be compared, and of an address taken apart the address. */
const ALIKE =
  /^(?:toLowerCase|toUpperCase|trim|toString|lower|upper|strip|geturl|toURI|toURL|toASCIIString|href)$/;

/** Whether the expression is written as the text, or stands for what is. */
export function isSame(given: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  const node = unwrap(given);
  return node !== undefined && (scopes.textOf(node) === text || namesOf(node, scopes).includes(text));
}

/** How one value is written: `target`, and `req.query.url` where `const { url } = req.query; const target = new URL(url)`. */
export function namesOf(given: CodeNode, scopes: Scopes): readonly string[] {
  const names: string[] = [];
  let node = unwrap(given);
  for (let links = 0; node !== undefined && links < 2 * MAX_LINKS; links++) {
    names.push(scopes.textOf(node));
    if (node.type === 'identifier' && member(node, names, scopes)) break;
    node = before(node, scopes);
  }
  return names;
}

/** The same value as an expression of it is made of; undefined where that is another, or cannot be told. */
function before(node: CodeNode, scopes: Scopes): CodeNode | undefined {
  if (node.type === 'identifier') {
    const declared = scopes.find(node);
    return declared?.kind === 'value' && isKept(node, scopes) ? unwrap(declared.value) : undefined;
  }
  const callee = unwrap(field(node, 'constructor') ?? field(node, 'function'));
  const [first] = argumentsOf(node);
  if (callee !== undefined && first !== undefined)
    return PARSERS.test(scopes.textOf(callee)) ? unwrap(first) : undefined;
  const part = callee ?? node;
  const name = part.type === 'member_expression' ? field(part, 'property') : undefined;
  return name !== undefined && ALIKE.test(scopes.textOf(name)) ? unwrap(field(part, 'object')) : undefined;
}

/** Adds how a member is written that a name was taken apart for: `{ url: target } = req.query`. */
function member(node: CodeNode, names: string[], scopes: Scopes): boolean {
  const declared = scopes.find(node);
  if (declared?.kind !== 'value' || declared.path.length === 0) return false;
  const holder = unwrap(declared.value);
  if (holder !== undefined && isKept(node, scopes) && declared.path.every((key) => /^\w+$/.test(key)))
    names.push([scopes.textOf(holder), ...declared.path].join('.'));
  return true;
}

/** Whether nothing was put in the place of what the name was declared as. */
function isKept(node: CodeNode, scopes: Scopes): boolean {
  const { replaced, added } = scopes.assignedBefore(node);
  return replaced === undefined && added.length === 0;
}
