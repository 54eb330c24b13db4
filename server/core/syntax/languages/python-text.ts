import type { CodeNode } from '../code.js';
import { named } from '../code-read.js';
import { type Draft, draft } from './draft.js';

type Inner = (node: CodeNode) => Draft;

/** A string, or a template when it is an f-string with something in it. */
export function text(node: CodeNode, source: string, inner: Inner): Draft {
  return made(node, fragments(node, source, inner));
}

/** Strings that stand behind each other are one. */
export function concatenation(node: CodeNode, source: string, inner: Inner): Draft {
  return made(
    node,
    named(node).flatMap((part) => fragments(part, source, inner)),
  );
}

function made(node: CodeNode, pieces: readonly Draft[]): Draft {
  const type = pieces.some((piece) => piece.type === 'template_substitution') ? 'template_string' : 'string';
  return draft(type, node, pieces);
}

function fragments(node: CodeNode, source: string, inner: Inner): readonly Draft[] {
  const raw = /^[a-z]*r/i.test(source.slice(node.start, node.start + 3));
  return node.children.flatMap((part): readonly Draft[] => {
    if (part.type === 'string_content') return [draft(raw ? 'raw_fragment' : 'string_fragment', part)];
    if (part.type !== 'interpolation') return [];
    const expression = named(part)[0];
    return [draft('template_substitution', part, expression === undefined ? [] : [inner(expression)])];
  });
}
