import type { LanguageId } from '../../text/leaf.js';
import type { CodeNode, CodeRoot } from '../code.js';
import { java } from './java.js';
import { python } from './python.js';

/** Languages that are translated; JavaScript and TypeScript are what the common tree is made of. */
const TRANSLATIONS: Readonly<Partial<Record<LanguageId, (root: CodeNode, text: string) => CodeNode>>> = {
  python,
  java,
};

/** The common tree of a text, from the tree that the language's own grammar gives. */
export function common(language: LanguageId, root: CodeNode, text: string): CodeRoot {
  const tree = TRANSLATIONS[language]?.(root, text) ?? root;
  return Object.assign(tree, { language });
}
