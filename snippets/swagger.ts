import type { DocumentContent, Inline } from '../server/core/rule/snippet.js';

type Tree = DocumentContent['tree'][string];
type Entries = { readonly [key: string]: Tree };

/** What 2.0 calls the maps of `components`, which stand at its root; it has none of the others. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['schemas', 'definitions'],
  ['responses', 'responses'],
  ['parameters', 'parameters'],
  ['securitySchemes', 'securityDefinitions'],
]);

/** The same content as OpenAPI 2.0 has it. What 2.0 cannot say is left out; a bearer token is a key in a header. */
export function asSwagger(content: DocumentContent): DocumentContent {
  const { components, ...rest } = content.tree;
  const sections = isEntries(components) ? Object.entries(components) : [];
  const tree = Object.fromEntries(
    sections.flatMap(([section, entries]) => {
      const name = SECTIONS.get(section);
      return name === undefined || !isEntries(entries) ? [] : [[name, mapped(entries, written(section))]];
    }),
  );
  const { hint, inline } = content;
  return {
    ...content,
    tree: { ...tree, ...rest },
    places: content.places.flatMap((place) => placeOf(place)),
    ...(hint === undefined ? {} : { hint: refer(hint) }),
    ...(inline === undefined ? {} : { inline: inline.map(inlined) }),
  };
}

/** `components` itself is no place, and what stands in it stands at the root. */
function placeOf([first, section, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first !== 'components') return [[first, section, ...rest].filter((key) => key !== undefined)];
  const name = section === undefined ? undefined : SECTIONS.get(section);
  return name === undefined ? [] : [[name, ...rest]];
}

function inlined({ places, entries }: Inline): Inline {
  if (isList(entries)) return { places, entries: entries.map(parameter) };
  const isResponses = places.some((place) => place.at(-1) === 'responses');
  return { places, entries: isResponses ? mapped(entries, response) : entries };
}

function written(section: string): (value: Tree) => Tree {
  if (section === 'responses') return response;
  if (section === 'parameters') return parameter;
  return section === 'securitySchemes' ? scheme : referred;
}

function mapped(entries: Entries, write: (value: Tree) => Tree): Entries {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, write(value)]));
}

/** The keywords of its schema stand in a parameter or a header themselves. */
function parameter(value: Tree): Tree {
  if (!isEntries(value)) return value;
  const { schema, ...rest } = value;
  return { ...rest, ...(isEntries(schema) ? schema : {}) };
}

/** A response has one schema, whatever its media type. */
function response(value: Tree): Tree {
  if (!isEntries(value)) return value;
  const { headers, content, ...rest } = value;
  const [media] = isEntries(content) ? Object.values(content) : [];
  const schema = isEntries(media) ? media.schema : undefined;
  return {
    ...rest,
    ...(isEntries(headers) ? { headers: mapped(headers, parameter) } : {}),
    ...(schema === undefined ? {} : { schema: referred(schema) }),
  };
}

function scheme(value: Tree): Tree {
  if (!isEntries(value)) return value;
  const { type, description, flows } = value;
  const said: Entries = description === undefined ? {} : { description };
  const flow = isEntries(flows) ? flows.authorizationCode : undefined;
  if (type !== 'oauth2' || !isEntries(flow))
    return { type: 'apiKey', name: 'Authorization', in: 'header', ...said };
  const { refreshUrl, ...rest } = flow;
  return { type, ...said, flow: 'accessCode', ...rest };
}

function referred(value: Tree): Tree {
  if (typeof value === 'string') return refer(value);
  if (isList(value)) return value.map(referred);
  return isEntries(value) ? mapped(value, referred) : value;
}

function refer(text: string): string {
  return text.replace(/#\/components\/(\w+)\//g, (whole, section) => {
    const name = SECTIONS.get(section);
    return name === undefined ? whole : `#/${name}/`;
  });
}

function isList(tree: Tree | Inline['entries'] | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isEntries(tree: Tree | undefined): tree is Entries {
  return typeof tree === 'object' && tree !== null && !isList(tree);
}
