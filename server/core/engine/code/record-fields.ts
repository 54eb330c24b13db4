import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeNode } from '../../syntax/code.js';
import { field, named, unwrap, walk } from '../../syntax/code-read.js';
import { isCountName } from '../../words/counts.js';
import type { Scopes } from './scopes.js';
import { statedType } from './stated-types.js';

/** Whether a field of what the caller sent leaves no choice of text, by its type or else by its name. */
export function isNarrowField(record: CodeNode, key: string | undefined, scopes: Scopes): boolean {
  if (key === undefined || (scopes.language !== 'python' && scopes.language !== 'java')) return false;
  const type = typeOfField(record, key, scopes);
  if (type !== undefined) return isNarrow(type, scopes);
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

/** The type that the class of the record, when it stands in this file, gives the field. */
function typeOfField(record: CodeNode, key: string, scopes: Scopes): string | undefined {
  const node = unwrap(record);
  const stated = node?.type === 'identifier' ? statedType(scopes.find(node)) : undefined;
  const name = stated && [...walk(stated)].find(({ type }) => /identifier$/.test(type));
  const body = name && field(scopes.classNamed(scopes.textOf(name)), 'body');
  for (const member of named(body)) {
    const own = field(member, 'name') ?? field(member, 'property');
    const type = field(member, 'type');
    if (own !== undefined && type !== undefined && scopes.textOf(own) === key) return scopes.textOf(type);
  }
  return undefined;
}
