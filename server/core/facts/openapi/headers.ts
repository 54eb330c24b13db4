import {
  type Entry,
  isMap,
  isScalar,
  isSequence,
  type MapNode,
  type Node,
  stringOf,
} from '../../syntax/node.js';
import { only, summaryOr } from './record.js';
import type { CorsSummary, HeaderSummary } from './types.js';

/** What the headers of a response say to browsers of other origins; undefined when they do not name an origin. */
export function corsOf(headers: MapNode): CorsSummary | undefined {
  const origin = headerNamed(headers, 'access-control-allow-origin');
  if (!origin) return undefined;
  const credentials = headerNamed(headers, 'access-control-allow-credentials');
  return { origin: nameAndValues(origin), ...only('credentials', credentials && nameAndValues(credentials)) };
}

/** The values that a header is documented with; an origin that whoever asks may have is '*'. */
export function headerOf(node: MapNode): HeaderSummary {
  const schema = node.get('schema');
  const holders = isMap(schema) ? [node, schema] : [node];
  const any = REFLECTS.test(stringOf(node.get('description')) ?? '') ? ['*'] : [];
  return [...new Set([...holders.flatMap(valuesOf), ...any])];
}

const REFLECTS =
  /\b(?:echo|reflect|mirror)\w*\b[^.]{0,60}\borigin\b|\borigin\b[^.]{0,60}\b(?:echo|reflect|mirror)\w*\b/i;

function headerNamed({ entries }: MapNode, name: string): Entry | undefined {
  return entries.find(({ key }) => String(key.value).toLowerCase() === name);
}

function nameAndValues({ key, value }: Entry): CorsSummary['origin'] {
  return [String(key.value), summaryOr(value, headerOf)];
}

function valuesOf(node: MapNode): readonly string[] {
  const examples = node.get('examples');
  const named = isMap(examples)
    ? examples.entries.map(({ value }) => (isMap(value) ? value.get('value') : value))
    : [];
  const listed = [node.get('enum'), examples].flatMap((list) => (isSequence(list) ? list.items : []));
  return [node.get('const'), node.get('default'), node.get('example'), ...listed, ...named].flatMap(textOf);
}

function textOf(node: Node | undefined): readonly string[] {
  return isScalar(node) && node.value !== null ? [String(node.value)] : [];
}
