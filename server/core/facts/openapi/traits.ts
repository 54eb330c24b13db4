import {
  booleanOf,
  isMap,
  isSequence,
  type MapNode,
  numberOf,
  stringOf,
  stringsOf,
} from '../../syntax/node.js';
import { isBinaryFormat, isBoundedFormat, isFinitePattern } from '../../words/formats.js';
import { personalField, secretField, serverOwnedField } from '../../words/sensitive.js';
import type { Site } from './traverse.js';

/**
 * What a schema holds: 'secret', 'pii', 'contact', 'financial', 'money' and 'privileged' by the names of its properties,
 * 'freeform' when callers choose the keys, 'unbounded' when nothing limits a text or a list, 'binary' for a file.
 * A property that only one direction has says so: 'secret<' is only written, 'privileged>' only read. What an operation
 * holds says where: 'q:' in its body, 'p:' in its parameters, 's:' in its responses.
 */
export type Trait = string;

/** Traits of one object of a part, without those of the objects in it. */
export function traitsOf(site: Site): readonly Trait[] {
  if (site.shape === 'parameter' || site.shape === 'header') {
    const own = site.node.get('type') === undefined ? [] : valueTraits(site.node);
    return own.map((trait) => placeOf(site) + trait);
  }
  if (site.shape !== 'schema') return [];
  const traits = [...nameTraits(site), ...valueTraits(site.node)];
  return traits.map((trait) => placeOf(site) + trait + directionOf(site.node));
}

function placeOf(site: Site): string {
  for (let at: Site | undefined = site; at; at = at.up)
    if (at.shape === 'parameter') return at.up ? 'p:' : '';
  return site.way === 'request' ? 'q:' : site.way === 'response' ? 's:' : '';
}

function directionOf(node: MapNode): string {
  if (booleanOf(node.get('writeOnly')) === true) return '<';
  return booleanOf(node.get('readOnly')) === true ? '>' : '';
}

function nameTraits(site: Site): readonly Trait[] {
  if (site.slot !== 'properties') return [];
  const types = stringsOf(site.node.get('type'));
  // `hasPassword: boolean` and `tokens: integer` speak about a secret; they hold none.
  const telling = !types.some((type) => type === 'boolean' || type === 'integer' || type === 'number');
  const traits: Trait[] = [];
  if (telling && secretField(site.name)) traits.push('secret');
  const personal = personalField(site.name);
  if (personal === 'contact') traits.push('contact');
  else if (personal === 'card' || personal === 'account') traits.push('financial');
  else if (personal) traits.push('pii');
  const owned = serverOwnedField(site.name);
  if (owned === 'money') traits.push('money');
  if (owned === 'authority' || owned === 'ownership' || owned === 'money') traits.push('privileged');
  return traits;
}

function valueTraits(node: MapNode): readonly Trait[] {
  const types = stringsOf(node.get('type'));
  const format = stringOf(node.get('format'));
  if (types.includes('object') || node.get('additionalProperties'))
    return isFreeform(node) ? ['freeform'] : [];
  if (types.includes('file') || isBinaryFormat(format)) return ['binary'];
  if (types.includes('array') && numberOf(node.get('maxItems')) === undefined) return ['unbounded'];
  return types.includes('string') && !isBounded(node, format) ? ['unbounded'] : [];
}

function isBounded(node: MapNode, format: string | undefined): boolean {
  const pattern = stringOf(node.get('pattern'));
  if (pattern !== undefined && isFinitePattern(pattern)) return true;
  return ['maxLength', 'enum', 'const'].some((key) => node.get(key)) || isBoundedFormat(format);
}

function isFreeform(node: MapNode): boolean {
  const more = node.get('additionalProperties');
  if (more?.kind === 'scalar') return more.value === true;
  if (isMap(more)) return more.entries.length === 0;
  const shaped = ['properties', 'patternProperties', '$ref'].some((key) => node.get(key));
  return !shaped && !['allOf', 'anyOf', 'oneOf'].some((key) => isSequence(node.get(key)));
}
