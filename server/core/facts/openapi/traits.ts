import { isMap, isSequence, type MapNode, type Node, stringOf, stringsOf } from '../../syntax/node.js';
import { isBinaryFormat, isBoundedFormat } from '../../words/formats.js';
import { saysSuperseded } from '../../words/lifecycle.js';
import { isFinitePattern } from '../../words/patterns.js';
import { remembered } from '../../words/remembered.js';
import {
  isPasswordName,
  isPriceName,
  type NameTest,
  personalField,
  secretField,
  serverOwnedField,
} from '../../words/sensitive.js';
import { isAnyType } from '../../words/uploads.js';
import type { Site } from './traverse.js';

/**
 * What a schema holds: 'secret', 'password', 'pii', 'contact', 'financial', 'money', 'price', 'privileged' and 'role' by the names of
 * its properties,
 * 'freeform' when callers choose the keys, 'unbounded' when nothing limits a text or a list, 'binary' for a file.
 * 'superseded' when a component says that something else has taken its place.
 * A property that only one direction has says so: 'secret<' is only written, 'privileged>' only read. What an operation
 * holds says where: 'q:' in its body, 'p:' in its parameters, 's:' in its responses.
 */
export type Trait = string;

/** Traits of one object of a part, without those of the objects in it. */
export function traitsOf(site: Site, listed: NameTest): readonly Trait[] {
  const isSchema = site.shape === 'schema';
  if (!isSchema && site.shape !== 'parameter' && site.shape !== 'header') return [];
  const keywords = keywordsOf(site.node);
  // Only in 2.0 does a parameter or a header describe its own value.
  if (!isSchema && keywords.type === undefined) return [];
  const types = stringsOf(keywords.type);
  const traits = [...nameTraits(site, types, listed), ...valueTraits(keywords, types)];
  const placed = traits.length === 0 ? traits : withPlace(traits, site, keywords);
  return isSchema && isSuperseded(site) ? [...placed, 'superseded'] : placed;
}

/** Whether a schema, or a parameter or header that describes its own value, is a file. */
export function isFile(site: Site): boolean {
  const keywords = keywordsOf(site.node);
  return valueTraits(keywords, stringsOf(keywords.type)).includes('binary');
}

/** The keywords that traits come from. */
interface Keywords {
  type?: Node;
  format?: Node;
  /** What the text is a file of, from 3.1 on (JSON Schema, content vocabulary). */
  contentMediaType?: Node;
  pattern?: Node;
  readOnly?: Node;
  writeOnly?: Node;
  additionalProperties?: Node;
  /** `maxLength`, `enum` or `const`: the text is limited. */
  limited?: Node;
  maxItems?: Node;
  /** Something says which keys an object has, or that another schema does. */
  shaped?: Node;
}

const KEYWORDS: ReadonlyMap<unknown, keyof Keywords> = new Map<unknown, keyof Keywords>([
  ...(['type', 'format', 'contentMediaType', 'pattern', 'readOnly', 'writeOnly'] as const).map(
    (key) => [key, key] as const,
  ),
  ...(['additionalProperties', 'maxItems'] as const).map((key) => [key, key] as const),
  ...(['maxLength', 'enum', 'const'] as const).map((key) => [key, 'limited'] as const),
  ...(['properties', 'patternProperties', '$ref', 'allOf', 'anyOf', 'oneOf'] as const).map(
    (key) => [key, 'shaped'] as const,
  ),
]);

function keywordsOf({ entries }: MapNode): Keywords {
  const keywords: Keywords = {};
  for (const { key, value } of entries) {
    const keyword = KEYWORDS.get(key.value);
    if (keyword !== undefined) keywords[keyword] = value;
  }
  return keywords;
}

/** Only of a component as a whole: what is said of a part of it says nothing of the rest. */
function isSuperseded({ node, up }: Site): boolean {
  return up === undefined && saysSuperseded(stringOf(node.get('description')) ?? '');
}

function withPlace(
  traits: readonly Trait[],
  site: Site,
  { readOnly, writeOnly }: Keywords,
): readonly Trait[] {
  const [place, only] = [placeOf(site), isTrue(writeOnly) ? '<' : isTrue(readOnly) ? '>' : ''];
  return place === '' && only === '' ? traits : traits.map((trait) => place + trait + only);
}

function placeOf(site: Site): string {
  let at: Site | undefined = site;
  while (at && at.shape !== 'parameter') at = at.up;
  if (at) return at.up ? 'p:' : '';
  return site.way === 'request' ? 'q:' : site.way === 'response' ? 's:' : '';
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** What names say, by what tells the sensitive ones of a project. */
const readers = new WeakMap<NameTest, (name: string) => readonly Trait[]>();

function readerOf(listed: NameTest): (name: string) => readonly Trait[] {
  const reader = readers.get(listed) ?? remembered((name) => readName(name, listed));
  readers.set(listed, reader);
  return reader;
}

function nameTraits(site: Site, types: readonly string[], listed: NameTest): readonly Trait[] {
  if (site.slot !== 'properties') return [];
  const traits = readerOf(listed)(site.name);
  // `hasPassword: boolean` and `tokens: integer` speak about a secret; they hold none.
  const telling = !types.some((type) => type === 'boolean' || type === 'integer' || type === 'number');
  return telling ? traits : traits.filter((trait) => trait !== 'secret' && trait !== 'password');
}

function readName(name: string, listed: NameTest): readonly Trait[] {
  const traits: Trait[] = secretField(name) ? ['secret'] : [];
  if (isPasswordName(name)) traits.push('password');
  const personal = personalField(name);
  if (personal === 'contact') traits.push('contact');
  else if (personal === 'card' || personal === 'account') traits.push('financial');
  else if (personal || listed(name)) traits.push('pii');
  if (isPriceName(name)) traits.push('price');
  const owned = serverOwnedField(name);
  if (owned === 'authority') traits.push('role');
  if (owned === 'money') traits.push('money');
  if (owned === 'authority' || owned === 'ownership' || owned === 'money') traits.push('privileged');
  return traits;
}

function valueTraits(keywords: Keywords, types: readonly string[]): readonly Trait[] {
  const format = stringOf(keywords.format);
  if (types.includes('object') || keywords.additionalProperties)
    return isFreeform(keywords) ? ['freeform'] : [];
  const media = stringOf(keywords.contentMediaType);
  if (types.includes('file') || isBinaryFormat(format) || (media !== undefined && isAnyType(media)))
    return ['binary'];
  if (types.includes('array')) return keywords.maxItems ? [] : ['unbounded'];
  return types.includes('string') && !isBounded(keywords, format) ? ['unbounded'] : [];
}

function isBounded({ pattern, limited }: Keywords, format: string | undefined): boolean {
  if (limited || isBoundedFormat(format)) return true;
  const text = stringOf(pattern);
  return text !== undefined && isFinitePattern(text);
}

function isFreeform({ additionalProperties: more, shaped }: Keywords): boolean {
  if (more?.kind === 'scalar') return more.value === true;
  if (isMap(more)) return more.entries.length === 0;
  return shaped === undefined && !isSequence(more);
}
