import type { ScalarNode } from '../node.js';
import type { Quoting } from './print.js';
import { isNumberLike, type Quote, readsAsOther } from './scalar.js';
import type { Style } from './style.js';

/** How the neighbors are quoted: keys and values of one map, or items of one sequence. */
export function quotingOf(keys: readonly ScalarNode[], values: readonly ScalarNode[], style: Style): Quoting {
  const codes = keys.filter((key) => isNumberLike(String(key.value)));
  const names = keys.filter((key) => !isNumberLike(String(key.value)));
  // Where only quoted strings stand that need no quotes, the author quotes strings.
  const strings = values.filter((value) => typeof value.value === 'string' && !readsAsOther(value.value));
  return {
    keys: common(names) ?? 'plain',
    codes: codes.length === 0 ? style.codes : (common(codes) ?? 'plain'),
    strings: common(strings) ?? 'plain',
  };
}

/** The quotes that all of them have; undefined when there is none or one is plain. */
function common(scalars: readonly ScalarNode[]): Quote | undefined {
  const [first] = scalars;
  if (first === undefined) return undefined;
  const quoted = scalars.filter((one) => one.style !== 'literal' && one.style !== 'folded');
  if (quoted.length === 0 || quoted.some((one) => one.style === 'plain')) return undefined;
  return quoted[0]?.style === 'double' ? 'double' : 'single';
}
