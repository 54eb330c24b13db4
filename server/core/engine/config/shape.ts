import type { Rule } from '../../rule/rule.js';
import type { SettingsSchema } from '../../rule/settings-schema.js';
import { isMap, isSequence, type MapNode, type Node, type ScalarNode } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { matchesRule } from '../../text/glob.js';
import { nearest } from '../../words/text.js';
import type { ConfigFault } from './fault.js';
import { accepted, isWithin } from './resolve.js';

/** A value, what it may be, and the name that it goes by. */
interface Look {
  readonly node: Node;
  readonly schema: SettingsSchema;
  readonly name: string;
}

/** Everything in a configuration that the schema does not allow; lazily, since a hostile file has no end of it. */
export function* shapeFaults(
  root: Node,
  schema: SettingsSchema,
  rules: readonly Rule[],
): Generator<ConfigFault> {
  yield* faultsOf({ node: root, schema, name: 'portcullis.yaml' }, rules);
}

function* faultsOf(look: Look, rules: readonly Rule[]): Generator<ConfigFault> {
  const schema = choose(look);
  const { node, name } = look;
  if (schema.type === 'object') {
    if (isMap(node)) yield* mapFaults(node, schema, name, rules);
    else yield kindFault(look, 'object');
  } else if (schema.type === 'array') {
    if (isSequence(node)) yield* listFaults({ ...look, schema }, rules);
    else yield kindFault(look, 'array');
  } else yield* valueFaults({ ...look, schema });
}

/** Of alternatives the one that is written as the value is. */
function choose({ node, schema }: Look): SettingsSchema {
  const { anyOf } = schema;
  if (!anyOf) return schema;
  return anyOf.find(({ type }) => (type === 'object') === isMap(node)) ?? schema;
}

function* mapFaults(
  node: MapNode,
  schema: SettingsSchema,
  name: string,
  rules: readonly Rule[],
): Generator<ConfigFault> {
  const { maxProperties = Number.POSITIVE_INFINITY, required = [] } = schema;
  const seen = new Set<string>();
  for (const [index, { key, value }] of node.entries.entries()) {
    const own = String(key.value);
    if (index >= maxProperties) {
      yield { fault: 'many', at: key, data: { most: maxProperties } };
      return;
    }
    if (seen.has(own)) yield { fault: 'duplicate', at: key, data: { name: own } };
    seen.add(own);
    const inner = schemaOf(schema, own);
    if (inner === undefined) yield unknownKey(key, own, schema, name);
    else if (isGlob(own, schema) && !rules.some(({ id }) => matchesRule(own, id))) {
      yield { fault: 'nothing', at: key, data: { name: own } };
    } else yield* faultsOf({ node: value, schema: inner, name: own }, rules);
  }
  for (const missing of required)
    if (!seen.has(missing)) yield { fault: 'missing', at: startOf(node), data: { name: missing } };
}

function schemaOf(
  { properties = {}, patternProperties = {} }: SettingsSchema,
  name: string,
): SettingsSchema | undefined {
  if (Object.hasOwn(properties, name)) return properties[name];
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(name))?.[1];
}

/** Rules are the one thing that is named by pattern. */
function isGlob(name: string, { properties = {}, patternProperties }: SettingsSchema): boolean {
  return patternProperties !== undefined && !Object.hasOwn(properties, name);
}

function unknownKey(key: ScalarNode, own: string, schema: SettingsSchema, above: string): ConfigFault {
  const meant = nearest(own, Object.keys(schema.properties ?? {}));
  const what = schema.patternProperties ? 'rule' : own === 'options' ? 'no-options' : 'key';
  return { fault: what, at: key, data: { name: own, above, ...(meant === undefined ? {} : { meant }) } };
}

function* listFaults({ node, schema, name }: Look, rules: readonly Rule[]): Generator<ConfigFault> {
  if (!isSequence(node)) return;
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (node.items.length < minItems) yield { fault: 'few', at: node, data: { name } };
  for (const [index, item] of node.items.entries()) {
    if (index >= maxItems) {
      yield { fault: 'many', at: item, data: { most: maxItems } };
      return;
    }
    if (items) yield* faultsOf({ node: item, schema: items, name }, rules);
  }
}

function* valueFaults(look: Look): Generator<ConfigFault> {
  const { node, schema, name } = look;
  const { enum: values, type, maxLength = Number.POSITIVE_INFINITY } = schema;
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (values) {
    if (!values.some((one) => one === value)) yield choiceFault(look, values);
  } else if (type === undefined || type === 'object') return;
  else if (typeof value === 'number' && !isWithin(schema, value)) yield rangeFault(look, value);
  else if (!accepted({ type, default: undefined, title: '' }, value)) yield kindFault(look, type);
  else if (typeof value === 'string' && value.length > maxLength)
    yield { fault: 'long', at: node, data: { name, most: maxLength } };
}

function choiceFault({ node, name }: Look, values: readonly string[]): ConfigFault {
  const written = node.kind === 'scalar' ? String(node.value) : '';
  const meant = nearest(written, values);
  const choices = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  return {
    fault: 'choice',
    at: spotOf(node),
    data: { name, choices, ...(meant === undefined ? {} : { meant }) },
  };
}

function rangeFault({ node, schema, name }: Look, value: number): ConfigFault {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && value < minimum) return { fault: 'least', at: node, data: { name, minimum } };
  return { fault: 'most', at: node, data: { name, maximum: maximum ?? value } };
}

function kindFault({ node, name }: Look, type: string): ConfigFault {
  return { fault: 'kind', at: spotOf(node), data: { name, type } };
}

/** A whole map underlined is a wall of red: its first key stands for it. */
function spotOf(node: Node): Spot {
  return isMap(node) ? startOf(node) : node;
}

function startOf(node: MapNode): Spot {
  return node.entries[0]?.key ?? node;
}
