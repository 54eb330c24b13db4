import { isMap, type MapNode, stringOf, stringsOf } from '../../syntax/node.js';
import { saysKeyOfThing } from '../../words/intent.js';
import { credentialName } from '../../words/sensitive.js';

/** Whether a parameter carries a credential in the address, by its name. */
export function isUrlSecret(name: string, where: string, node: MapNode): boolean {
  return mayBeUrlSecret(name, where, node) && credentialName(name, where) !== undefined;
}

/** Whether a parameter holds a text in the address of which its prose does not say that it names a thing. */
export function mayBeUrlSecret(name: string, where: string, node: MapNode): boolean {
  if (where !== 'query' && where !== 'path') return false;
  const schema = node.get('schema');
  // In 2.0 the parameter describes its own value.
  const types = stringsOf((isMap(schema) ? schema : node).get('type'));
  if (types.length > 0 && !types.includes('string')) return false;
  return !saysKeyOfThing(name, stringOf(node.get('description')));
}

/** Whether a parameter has keywords whose values mean something in a query only. */
export function isStyled(node: MapNode): boolean {
  return STYLES.some((key) => node.get(key) !== undefined);
}

const STYLES = ['style', 'explode', 'allowReserved', 'allowEmptyValue', 'collectionFormat'] as const;
