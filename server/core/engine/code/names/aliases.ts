import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from './scopes.js';
import { lastName } from './values.js';

/** The function that a name stands for. */
export interface Stood {
  /** 'exec', as what gives it calls it. */
  readonly name: string;
  /** Where it is given: the name itself, or what was put into it. */
  readonly node: CodeNode;
}

const MAX_LINKS = 3;

/** Calls that make another of a function which does the same. */
const MAKES_SAME = /^(?:promisify|pify|bind)$/;

/**
 * What a bare name that is called stands for: `const run = promisify(exec)`, `import { exec as run }`,
 * `const { exec: run } = require('child_process')`; undefined where it is its own name.
 */
export function stoodFor(name: CodeNode, scopes: Scopes, links = 0): Stood | undefined {
  if (name.type !== 'identifier' || links > MAX_LINKS) return undefined;
  const declared = scopes.find(name);
  if (declared?.kind === 'import')
    return declared.imported === undefined ? undefined : { name: declared.imported, node: name };
  if (declared?.kind !== 'value' || scopes.language === 'java') return undefined;
  const [key] = declared.path;
  if (key !== undefined)
    return declared.path.length > 1 || /^\W/.test(key) ? undefined : { name: key, node: name };
  return given(unwrap(declared.value), scopes, links);
}

function given(value: CodeNode | undefined, scopes: Scopes, links: number): Stood | undefined {
  if (value?.type === 'identifier')
    return stoodFor(value, scopes, links + 1) ?? { name: scopes.textOf(value), node: value };
  if (value?.type === 'member_expression') {
    const property = field(value, 'property');
    return property && { name: scopes.textOf(property), node: value };
  }
  const callee = value?.type === 'call_expression' ? unwrap(field(value, 'function')) : undefined;
  if (value === undefined || callee === undefined || !MAKES_SAME.test(lastName(scopes.textOf(callee))))
    return undefined;
  const bound = /bind$/.test(scopes.textOf(callee)) ? field(callee, 'object') : argumentsOf(value)[0];
  return given(unwrap(bound), scopes, links + 1);
}
