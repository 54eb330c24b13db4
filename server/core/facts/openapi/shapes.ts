import type { PathStep } from '../../text/span.js';
import type { Role } from './types.js';

/** Every kind of OpenAPI object that holds others: roles, and what only stands inside of one. */
export type Shape = Role | 'encoding' | 'server';

/** How the objects of a keyword are laid out. */
export type Form = 'one' | 'list' | 'oneOrList' | 'map';

/** What a keyword holds. */
export interface Slot {
  readonly to: Shape;
  readonly form: Form;
  /** Which way its data goes, of what an operation holds. */
  readonly as?: 'request' | 'response';
  /** The keys of the map are its own names, so `x-` is a name and no extension. */
  readonly names?: boolean;
}

/** What kind of text stands at a keyword. */
export type TextKind = 'example' | 'default' | 'enum' | 'description' | 'server' | 'extension';

type Slots = ReadonlyMap<string, Slot>;

/** Amazon API Gateway's: an operation that answers every method that the path item does not name. */
const ANY_METHOD = 'x-amazon-apigateway-any-method';

/** The methods of a Path Item Object; `query` is 3.2's. */
export const METHODS: ReadonlySet<string> = new Set([
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query', ANY_METHOD],
]);

/** The method, in capitals, of the key that an operation stands at. */
export function methodOf(key: string): string {
  return key === ANY_METHOD ? 'ANY' : key.toUpperCase();
}

/** The slot of a key in an object of that shape; undefined for data, prose, extensions and unknown keys. */
export function slotOf(shape: Shape, key: string): Slot | undefined {
  return SLOTS[shape].get(key) ?? openSlot(shape, key);
}

/**
 * What stands at the end of a path that begins at an object: `properties`, `name` of a schema is a schema, `properties`
 * itself and everything inside an example is nothing.
 */
export function shapeAt(shape: Shape, path: readonly PathStep[]): Shape | undefined {
  let current = shape;
  for (let at = 0; at < path.length; ) {
    const slot = slotOf(current, String(path[at]));
    if (slot === undefined) return undefined;
    const taken = stepsOf(slot.form, path[at + 1]);
    if (at + taken > path.length) return undefined;
    current = slot.to;
    at += taken;
  }
  return current;
}

/** The kind of text at a key whose value is data or prose; undefined when nobody looks for secrets there. */
export function textKind(shape: Shape, key: string): TextKind | undefined {
  return (TEXTS[shape] ?? PROSE).get(key) ?? (key.startsWith('x-') ? 'extension' : undefined);
}

/** A callback's keys are expressions; a path item in it or a method in a path item are found by their key alone. */
function openSlot(shape: Shape, key: string): Slot | undefined {
  if (shape === 'callback') return key.startsWith('x-') ? undefined : { to: 'path', form: 'one' };
  if (shape === 'path' && METHODS.has(key)) return { to: 'operation', form: 'one' };
  return undefined;
}

function stepsOf(form: Form, next: PathStep | undefined): number {
  if (form === 'one') return 1;
  if (form === 'oneOrList') return next !== undefined && /^\d+$/.test(String(next)) ? 2 : 1;
  return 2;
}

function slots(table: Readonly<Record<string, Slot>>): Slots {
  return new Map(Object.entries(table));
}

function schemaSlots(): Slots {
  const one: Slot = { to: 'schema', form: 'one' };
  const list: Slot = { to: 'schema', form: 'list' };
  const map: Slot = { to: 'schema', form: 'map', names: true };
  const ofOne = [
    'additionalProperties',
    'additionalItems',
    'unevaluatedItems',
    'unevaluatedProperties',
    'not',
  ];
  const conditions = ['if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema'];
  const maps = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
  return new Map<string, Slot>([
    ...[...ofOne, ...conditions].map((key) => [key, one] as const),
    ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((key) => [key, list] as const),
    ...maps.map((key) => [key, map] as const),
    ['items', { to: 'schema', form: 'oneOrList' }],
  ]);
}

const SERVERS: Slot = { to: 'server', form: 'list' };
const PARAMETERS: Slot = { to: 'parameter', form: 'list', as: 'request' };
const SCHEMA: Slot = { to: 'schema', form: 'one' };
const CONTENT: Slot = { to: 'mediaType', form: 'map', names: true };
const EXAMPLES: Slot = { to: 'example', form: 'map', names: true };
const HEADERS: Slot = { to: 'header', form: 'map', names: true };

/** 2.0's parameters and headers are schemas themselves; of their keywords only `items` holds another. */
const DESCRIBED = slots({
  schema: SCHEMA,
  content: CONTENT,
  examples: EXAMPLES,
  items: { to: 'schema', form: 'one' },
});

const SLOTS: Readonly<Record<Shape, Slots>> = {
  operation: slots({
    parameters: PARAMETERS,
    requestBody: { to: 'requestBody', form: 'one', as: 'request' },
    responses: { to: 'response', form: 'map', as: 'response' },
    callbacks: { to: 'callback', form: 'map', names: true },
    servers: SERVERS,
  }),
  path: slots({
    parameters: PARAMETERS,
    servers: SERVERS,
    additionalOperations: { to: 'operation', form: 'map', names: true },
  }),
  schema: schemaSlots(),
  parameter: DESCRIBED,
  header: DESCRIBED,
  response: slots({
    headers: HEADERS,
    content: CONTENT,
    links: { to: 'link', form: 'map', names: true },
    schema: SCHEMA,
  }),
  requestBody: slots({ content: CONTENT }),
  mediaType: slots({
    schema: SCHEMA,
    itemSchema: SCHEMA,
    examples: EXAMPLES,
    encoding: { to: 'encoding', form: 'map', names: true },
    itemEncoding: { to: 'encoding', form: 'one' },
    prefixEncoding: { to: 'encoding', form: 'list' },
  }),
  encoding: slots({ headers: HEADERS }),
  link: slots({ server: { to: 'server', form: 'one' } }),
  server: slots({}),
  example: slots({}),
  callback: slots({}),
  securityScheme: slots({}),
  section: slots({ servers: SERVERS }),
};

type Texts = ReadonlyMap<string, TextKind>;

const PROSE: Texts = new Map([
  ['description', 'description'],
  ['summary', 'description'],
  ['title', 'description'],
]);
const EXAMPLE: readonly (readonly [string, TextKind])[] = [['example', 'example']];
const VALUES: readonly (readonly [string, TextKind])[] = [
  ...EXAMPLE,
  ['default', 'default'],
  ['enum', 'enum'],
  ['const', 'enum'],
];

/** Of shapes that hold more than prose. */
const TEXTS: Readonly<Partial<Record<Shape, Texts>>> = {
  schema: new Map([...PROSE, ...VALUES, ['examples', 'example']]),
  parameter: new Map([...PROSE, ...VALUES]),
  header: new Map([...PROSE, ...VALUES]),
  response: new Map([...PROSE, ['examples', 'example']]),
  mediaType: new Map([...PROSE, ...EXAMPLE]),
  example: new Map([
    ...PROSE,
    ['value', 'example'],
    ['dataValue', 'example'],
    ['serializedValue', 'example'],
  ]),
  server: new Map([...PROSE, ['url', 'server'], ['variables', 'default']]),
};
