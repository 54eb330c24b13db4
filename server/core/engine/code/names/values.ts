import type { CodeNode } from '../../../syntax/code.js';
import { field, isFunction, named, unwrap } from '../../../syntax/code-read.js';
import { functionOf } from './around.js';

/** What a function gives back, without what functions in it do. */
export function returnsOf(body: CodeNode, of: CodeNode): readonly CodeNode[] {
  const found: CodeNode[] = [];
  const stack: CodeNode[] = [body];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const value = node.type === 'return_statement' ? named(node)[0] : undefined;
    if (value !== undefined && functionOf(node) === of) found.push(value);
    if (!isFunction(node)) stack.push(...node.children);
  }
  return found;
}

export function valueOfItem(item: CodeNode): CodeNode | undefined {
  return item.type === 'pair' ? field(item, 'value') : item.type === 'spread_element' ? named(item)[0] : item;
}

/** What stands behind `%`: a list, a table, or one value. */
export function filling(given: CodeNode | undefined): readonly CodeNode[] {
  const node = unwrap(given);
  if (node?.type === 'array') return named(node);
  if (node?.type === 'object') return named(node).flatMap((part) => valueOfItem(part) ?? []);
  return node === undefined ? [] : [node];
}

export function isTextual(given: CodeNode | undefined): boolean {
  const type = unwrap(given)?.type;
  return type === 'string' || type === 'template_string';
}

/** 'query' of 'db.query'. */
export function lastName(callee: string): string {
  return callee.split('.').at(-1)?.replace('?', '') ?? '';
}
