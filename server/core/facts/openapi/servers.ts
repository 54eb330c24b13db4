import { isMap, isSequence, type Node, stringOf, stringsOf } from '../../syntax/node.js';
import { environmentIn } from '../../words/environments.js';
import { keysOf, only, recordOf } from './record.js';
import type { ServerSummary } from './types.js';

/** Servers in the order of the text; one that cannot be read has an empty url, so that the index stays a path step. */
export function serversOf(node: Node): readonly ServerSummary[] | null {
  if (!isSequence(node)) return null;
  return node.items.map((item) => {
    const variables = isMap(item) ? item.get('variables') : undefined;
    const words = isMap(item) ? ['name', 'description'].map((key) => stringOf(item.get(key)) ?? '') : [];
    return {
      url: (isMap(item) ? stringOf(item.get('url')) : undefined) ?? '',
      ...only('environment', environmentIn(words.join(' '))),
      ...only('variables', isMap(variables) ? recordOf(variablesOf(variables)) : undefined),
    };
  });
}

function variablesOf(node: Node): readonly (readonly [string, readonly string[]])[] {
  if (!isMap(node)) return [];
  return keysOf(node).map((name) => {
    const variable = node.get(name);
    if (!isMap(variable)) return [name, []];
    const values = [...stringsOf(variable.get('default')), ...stringsOf(variable.get('enum'))];
    return [name, [...new Set(values)]];
  });
}
