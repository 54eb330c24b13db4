import { isPatterned, patternedFields } from '../../../facts/code/patterned.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, named, unwrap, walk } from '../../../syntax/code-read.js';
import { isCountName } from '../../../words/counts.js';
import type { Scopes } from '../names/scopes.js';
import { statedType } from '../names/stated-types.js';

/** Whether a field of what the caller sent leaves no choice of text, by its type or else by its name. */
export function isNarrowField(record: CodeNode, key: string | undefined, scopes: Scopes): boolean {
  if (key === undefined || (scopes.language !== 'python' && scopes.language !== 'java')) return false;
  const body = bodyOf(record, scopes);
  const type = typeOfField(body, key, scopes);
  if (type !== undefined) {
    const held = body?.parent !== undefined && patternedFields(body.parent, scopes).includes(key);
    return held || isNarrow(scopes.textOf(type), scopes) || isPatterned(aliased(type, scopes));
  }
  const declared = record.type === 'identifier' ? scopes.find(record) : undefined;
  const known = declared?.kind === 'parameter' ? scopes.narrowIn(declared.of, declared.index) : undefined;
  return known?.includes(key) ?? isCountName(key);
}

/** Whether a value of the type leaves no choice of text. */
export function isNarrow(type: string, scopes: Scopes): boolean {
  const parameter = { type, marks: [], decorators: ['post', 'PostMapping'] };
  const own = FRAMEWORKS.filter(({ languages }) => languages.includes(scopes.language));
  if (own.some((framework) => framework.source?.(parameter) === 'computed')) return true;
  const kind = scopes.classNamed(type);
  const heritage = kind?.children.find((child) => child.type === 'class_heritage');
  return (
    kind?.type === 'enum_declaration' || (heritage !== undefined && /\bEnum\b/.test(scopes.textOf(heritage)))
  );
}

/** The body of the class of a record, when it stands in this file. */
function bodyOf(record: CodeNode, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(record);
  const stated = node?.type === 'identifier' ? statedType(scopes.find(node)) : undefined;
  const name = stated && [...walk(stated)].find(({ type }) => /identifier$/.test(type));
  return name && field(scopes.classNamed(scopes.textOf(name)), 'body');
}

function typeOfField(body: CodeNode | undefined, key: string, scopes: Scopes): CodeNode | undefined {
  for (const member of named(body)) {
    const own = field(member, 'name') ?? field(member, 'property');
    const type = field(member, 'type');
    if (own !== undefined && type !== undefined && scopes.textOf(own) === key) return type;
  }
  return undefined;
}

/** What a type is that has a name of its own: `Host = Annotated[str, StringConstraints(pattern="^...$")]`. */
function aliased(type: CodeNode, scopes: Scopes): string {
  const name = [...walk(type)].find((one) => /identifier$/.test(one.type));
  const declared = name === undefined ? undefined : scopes.find(name);
  return declared?.kind === 'value' && declared.path.length === 0 ? scopes.textOf(declared.value) : '';
}
