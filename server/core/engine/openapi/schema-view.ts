import { slotOf } from '../../facts/openapi/shapes.js';
import { referenceOf, type Site, sitesOf } from '../../facts/openapi/traverse.js';
import { joinsAnybody } from '../../model/openapi/usage.js';
import type { Direction, Method, OperationFact } from '../../model/types.js';
import type { SchemaView } from '../../rule/views.js';
import { isMap, isSequence, type MapNode, type Node, stringOf, stringsOf } from '../../syntax/node.js';
import { homeDocument } from './document-view.js';
import type { Look } from './env.js';

/** Keywords that say what a schema without `type` is about (JSON Schema, validation). */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['pattern', 'minLength', 'maxLength'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['properties', 'additionalProperties', 'patternProperties', 'required'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};

export function schemaView(look: Look): SchemaView {
  const { site, part } = look;
  const { node } = site;
  const isComponent = site.up === undefined && part.role === 'schema';
  return {
    node,
    isReference: referenceOf(node) !== undefined,
    component: isComponent ? String(part.path.at(-1) ?? '') : undefined,
    property: site.slot === 'properties' ? String(site.key?.value ?? '') : undefined,
    keyNode: site.slot === 'properties' ? site.key : undefined,
    parameter: parameterOf(site),
    types: stringsOf(node.get('type')),
    format: stringOf(node.get('format')),
    get version() {
      const { part: own, env } = look;
      return env.view(env.usage(own.id, 'document') ?? own.uri, 'version');
    },
    get document() {
      return homeDocument(look);
    },
    get direction() {
      return directionOf(look);
    },
    get writtenBy() {
      return writtenBy(look);
    },
    get joinedBy() {
      return joinedBy(look);
    },
    get returnedBy() {
      return returnedBy(look);
    },
    get properties() {
      return propertiesOf(look);
    },
    mayBe: (type) => mayBe(node, type),
    has: (...keywords) =>
      related(site).some((one) => keywords.some((keyword) => one.get(keyword) !== undefined)),
    get: (key) => node.get(key),
  };
}

/** The parameter whose value the schema describes; in 2.0 the parameter is its own schema. */
function parameterOf({ shape, node, up, slot }: Site): SchemaView['parameter'] {
  const holder =
    shape === 'parameter' ? node : up?.shape === 'parameter' && slot === 'schema' ? up.node : undefined;
  const name = stringOf(holder?.get('name'));
  const where = stringOf(holder?.get('in'));
  return name === undefined || where === undefined ? undefined : { name, in: where };
}

export function directionOf({ site, part, env }: Look): Direction {
  if (site.shape === 'parameter') return 'request';
  return site.way === 'same' ? env.usage(part.id, 'direction') : site.way;
}

function writtenBy(look: Look): readonly Method[] {
  const { site, part, env } = look;
  if (site.way === 'response') return [];
  const operation = callersOperation(look);
  return operation ? [operation.method] : site.outbound ? [] : env.usage(part.id, 'writtenBy');
}

function joinedBy(look: Look): readonly string[] {
  const { site, part, env } = look;
  if (site.way === 'response' || site.outbound) return [];
  const operation = callersOperation(look);
  if (operation === undefined) return env.usage(part.id, 'joinedBy');
  return joinsAnybody(operation) ? [operation.key] : [];
}

function returnedBy(look: Look): readonly string[] {
  const { site, part, env } = look;
  if (site.way === 'request') return [];
  const operation = callersOperation(look);
  return operation ? [operation.key] : site.outbound ? [] : env.usage(part.id, 'returnedBy');
}

/** The operation that callers reach the place through, when it stands inside of one. */
function callersOperation({ site, part, env }: Look): OperationFact | undefined {
  return part.role === 'operation' && !site.outbound ? env.operation(part.id) : undefined;
}

function mayBe(node: MapNode, type: string): boolean {
  const types = stringsOf(node.get('type'));
  if (types.length > 0) return types.includes(type);
  return (KEYWORDS[type] ?? []).some((keyword) => node.get(keyword) !== undefined);
}

/**
 * Everything that holds for a value of the schema: the schema, what it is an alternative or a piece of, and the inline
 * members of the `allOf` of any of them.
 */
function related(site: Site): readonly MapNode[] {
  const found = new Set<MapNode>();
  const todo: Node[] = [site.node];
  for (let at = site; COMBINERS.has(at.slot) && at.up?.shape === 'schema'; at = at.up) todo.push(at.up.node);
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (!isMap(node) || found.has(node)) continue;
    found.add(node);
    const members = node.get('allOf');
    if (isSequence(members)) todo.push(...members.items);
  }
  return [...found];
}

const COMBINERS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf']);

function propertiesOf(look: Look): SchemaView['properties'] {
  const found: { name: string; key: NonNullable<Site['key']>; schema: SchemaView }[] = [];
  const seen = new Set<Node>();
  const collect = (site: Site): void => {
    if (seen.has(site.node)) return;
    seen.add(site.node);
    for (const below of sitesAt(site, 'properties')) {
      if (below.key)
        found.push({
          name: String(below.key.value),
          key: below.key,
          schema: schemaView({ ...look, site: below }),
        });
    }
    for (const member of sitesAt(site, 'allOf')) collect(member);
  };
  collect(look.site);
  return found;
}

function sitesAt(site: Site, keyword: string): readonly Site[] {
  const slot = slotOf('schema', keyword);
  const entry = site.node.entry(keyword);
  return slot && entry ? sitesOf(site, slot, entry) : [];
}
