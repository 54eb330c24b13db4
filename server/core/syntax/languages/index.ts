import type { LanguageId } from '../../text/leaf.js';
import type { CodeNode, CodeRoot } from '../code.js';
import type { CopiedRoot } from '../code-tree.js';
import { java } from './java.js';
import { python } from './python.js';
import { Translations } from './translation.js';

export { Translations };

/** Languages that are translated; JavaScript and TypeScript are what the common tree is made of. */
const TRANSLATIONS: Readonly<
  Partial<Record<LanguageId, (root: CodeNode, text: string, known: Translations) => CodeNode>>
> = {
  python,
  java,
};

/** The common tree of a text, from the tree that the language's own grammar gives; `known` is kept from version to version. */
export function common(
  language: LanguageId,
  root: CopiedRoot,
  text: string,
  known = new Translations(),
): CodeRoot {
  const tree = TRANSLATIONS[language]?.(root, text, known) ?? root;
  return Object.assign(tree, { language, ...(root.cuts === undefined ? {} : { cuts: root.cuts }) });
}
