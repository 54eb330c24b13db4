import { slotOf } from '../../facts/openapi/shapes.js';
import { referenceOf, type Site, sitesOf, type Way } from '../../facts/openapi/traverse.js';
import { changesCaller, changesForAnybody, joinsAnybody } from '../../model/openapi/usage.js';
import type { Direction, Method, OperationFact } from '../../model/types.js';
import type { SchemaView } from '../../rule/views.js';
import { isMap, isSequence, type MapNode, type Node, stringOf, stringsOf } from '../../syntax/node.js';
import { computed } from '../../text/multimap.js';
import { addressUse } from '../../words/server-calls.js';
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
  return new LookedAt(look);
}

/** A document has tens of thousands of schemas, and most rules ask little of most of them: what nobody asks for is not read. */
class LookedAt implements SchemaView {
  #types: readonly string[] | undefined;
  #properties: SchemaView['properties'] | undefined;
  #direction: Direction | undefined;

  constructor(private readonly look: Look) {}

  get node() {
    return this.look.site.node;
  }

  get isReference() {
    return referenceOf(this.node) !== undefined;
  }

  get component() {
    const { site, part } = this.look;
    const isComponent = site.up === undefined && part.role === 'schema';
    return isComponent ? String(part.path.at(-1) ?? '') : undefined;
  }

  get property() {
    const { slot, key } = this.look.site;
    return slot === 'properties' ? String(key?.value ?? '') : undefined;
  }

  get keyNode() {
    const { slot, key } = this.look.site;
    return slot === 'properties' ? key : undefined;
  }

  get parameter() {
    return parameterOf(this.look.site);
  }

  get types() {
    this.#types ??= stringsOf(this.node.get('type'));
    return this.#types;
  }

  get format() {
    return stringOf(this.node.get('format'));
  }

  get version() {
    const { part, env } = this.look;
    return env.view(env.usage(part.id, 'document') ?? part.uri, 'version');
  }

  get document() {
    return homeDocument(this.look);
  }

  get direction() {
    this.#direction ??= directionOf(this.look);
    return this.#direction;
  }

  get writtenBy() {
    return writtenBy(this.look);
  }

  get joinedBy() {
    return sentTo(this.look, 'joinedBy', joinsAnybody);
  }

  get ownBy() {
    return sentTo(this.look, 'ownBy', changesCaller);
  }

  get openBy() {
    return sentTo(this.look, 'openBy', changesForAnybody);
  }

  get calls() {
    return calls(this.look);
  }

  get returnedBy() {
    return returnedBy(this.look);
  }

  get properties() {
    this.#properties ??= propertiesOf(this.look);
    return this.#properties;
  }

  mayBe(type: string): boolean {
    if (this.types.length > 0) return this.types.includes(type);
    return (KEYWORDS[type] ?? []).some((keyword) => this.node.get(keyword) !== undefined);
  }

  has(...keywords: readonly string[]): boolean {
    const { site } = this.look;
    if (holds(site.node, keywords)) return true;
    return !standsAlone(site) && related(site).some((one) => holds(one, keywords));
  }

  get(key: string): Node | undefined {
    return this.node.get(key);
  }
}

function holds(node: MapNode, keywords: readonly string[]): boolean {
  for (const keyword of keywords) if (node.get(keyword) !== undefined) return true;
  return false;
}

/** The parameter whose value the schema describes; in 2.0 the parameter is its own schema. */
function parameterOf({ shape, node, up, slot }: Site): SchemaView['parameter'] {
  const holder =
    shape === 'parameter' ? node : up?.shape === 'parameter' && slot === 'schema' ? up.node : undefined;
  const name = stringOf(holder?.get('name'));
  const where = stringOf(holder?.get('in'));
  return name === undefined || where === undefined ? undefined : { name, in: where };
}

export function directionOf({ site, part, env, both }: Look): Direction {
  if (both) return 'both';
  if (site.shape === 'parameter') return 'request';
  return site.way === 'same' ? env.usage(part.id, 'direction') : site.way;
}

function goesOnly(way: Way, { site, both }: Look): boolean {
  return site.way === way && !both;
}

function writtenBy(look: Look): readonly Method[] {
  const { site, part, env } = look;
  if (goesOnly('response', look)) return [];
  const operation = callersOperation(look);
  return operation ? [operation.method] : site.outbound ? [] : env.usage(part.id, 'writtenBy');
}

function calls(look: Look): SchemaView['calls'] {
  const { site, part, env } = look;
  if (goesOnly('response', look) || site.outbound) return [];
  const operation = callersOperation(look);
  if (operation === undefined) return env.usage(part.id, 'calls');
  return computed(callsOf, operation, () => {
    const use = addressUse(operation);
    return use === undefined ? [] : [use];
  });
}

/** Every schema of an operation asks for the same. */
const callsOf = new WeakMap<OperationFact, SchemaView['calls']>();

/** Keys of the operations of some kind that callers send it to. */
function sentTo(
  look: Look,
  aspect: 'joinedBy' | 'ownBy' | 'openBy',
  concerns: (operation: OperationFact) => boolean,
): readonly string[] {
  const { site, part, env } = look;
  if (goesOnly('response', look) || site.outbound) return [];
  const operation = callersOperation(look);
  if (operation === undefined) return env.usage(part.id, aspect);
  return concerns(operation) ? [operation.key] : [];
}

function returnedBy(look: Look): readonly string[] {
  const { site, part, env } = look;
  if (goesOnly('request', look)) return [];
  const operation = callersOperation(look);
  return operation ? [operation.key] : site.outbound ? [] : env.usage(part.id, 'returnedBy');
}

/** The operation that callers reach the place through, when it stands inside of one. */
function callersOperation({ site, part, env }: Look): OperationFact | undefined {
  return part.role === 'operation' && !site.outbound ? env.operation(part.id) : undefined;
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

/** Whether nothing else holds for a value of the schema than what it says itself. */
function standsAlone({ node, slot }: Site): boolean {
  return !COMBINERS.has(slot) && node.get('allOf') === undefined;
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
