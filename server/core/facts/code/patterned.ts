import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, named } from '../../syntax/code-read.js';
import type { Reading } from './expression.js';

/** A pattern of all of a text, `Query(pattern="^(small|large)$")`, or one that has a name and stands elsewhere. */
const PATTERNED =
  /\b(?:pattern|regex)\s*=\s*(?:(?:re\.compile\(\s*)?r?(["'])(?:\^|\\A)(?!\.[*+]\$)[^"'\n]*(?:\$|\\[zZ])\1|(?!None\b|r?["']|re\.)[A-Za-z_][\w.]*)/;
/** The same in Java, where a pattern is of all of a text anyway. */
const ANNOTATED = /^Pattern\(.*?\bregexp\s*=\s*(?:"(?!\.[*+]")|[A-Z_]+\b)/s;
const VALIDATES = /^(?:\w+\.)?(?:field_)?validator\(/;
const REFUSES = /\braise\b|\bassert\b/;

/** Whether a parameter or a field, as it is written, is held to a pattern. */
export function isPatterned(text: string): boolean {
  return PATTERNED.test(text);
}

/** Fields of a class that take no text but what a pattern allows, or a validator that refuses others. */
export function patternedFields(
  node: CodeNode,
  reading: Pick<Reading, 'text' | 'language'>,
): readonly string[] {
  const { language, text } = reading;
  const read = ({ start, end }: CodeNode) => text.slice(start, end);
  return [...named(field(node, 'components')), ...named(field(node, 'body'))].flatMap((member) => {
    if (member.type === 'method_definition') return language === 'python' ? validated(member, read) : [];
    const name = field(member, 'name') ?? field(member, 'property') ?? field(member, 'pattern');
    const held =
      language === 'python'
        ? isPatterned(read(member))
        : decoratorsOf(member).some((one) => ANNOTATED.test(read(one)));
    return name !== undefined && held ? [read(name)] : [];
  });
}

/** `@field_validator("host")` above a method that refuses something. */
function validated(method: CodeNode, read: (node: CodeNode) => string): readonly string[] {
  const marks = decoratorsOf(method)
    .map(read)
    .filter((one) => VALIDATES.test(one));
  if (marks.length === 0 || !REFUSES.test(read(method))) return [];
  return marks.flatMap((one) => [...one.matchAll(/["'](\w+)["']/g)].flatMap(([, name]) => name ?? []));
}
