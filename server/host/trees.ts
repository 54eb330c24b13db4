import type { Edit, Parser, Point, Tree } from '@vscode/tree-sitter-wasm';
import type { CodeRoot, CopiedNode } from '../core/syntax/code.js';
import { differenceOf, type TextDifference } from '../core/syntax/code-change.js';
import { copyTree } from '../core/syntax/code-tree.js';
import { common, Translations } from '../core/syntax/languages/index.js';
import type { LanguageId } from '../core/text/leaf.js';

/** What is kept of a text, to read the next one faster. */
interface Kept {
  /** In the memory of the parser; undefined for a text that was only opened. */
  readonly tree: Tree | undefined;
  readonly text: string;
  readonly copy: CopiedNode;
  readonly translations: Translations;
}

/** How many files that were only opened are expected to be edited next. */
const MOST_RECENT = 8;

/**
 * Reads texts, and edited ones again. Invariant: a tree that is kept belongs to the newest root of a file that was
 * edited; a file that was only opened holds no memory of the parser, and unless it is one of the last, none at all.
 */
export class TreeReader {
  readonly #kept = new WeakMap<CodeRoot, Kept>();
  readonly #recent = new Set<CodeRoot>();
  #held = 0;
  /** Whoever forgets a root without a word, as by dropping a whole engine, leaves no tree behind. */
  readonly #forgotten = new FinalizationRegistry<Tree>((tree) => this.#drop(tree));

  /** Undefined when the parser gives up. `before` is the root of the text before, which is not to be read again. */
  read(parser: Parser, language: LanguageId, text: string, before?: CodeRoot): CodeRoot | undefined {
    const kept = before?.language === language ? this.#kept.get(before) : undefined;
    const difference = kept && differenceOf(kept.text, text);
    let tree: Tree | null = null;
    try {
      tree = (kept && difference && again(parser, kept, text, difference)) ?? parser.parse(text);
      if (tree === null) return undefined;
      const copy = copyTree(tree, text, kept && difference && { root: kept.copy, difference });
      const translations = kept?.translations ?? new Translations();
      const root = common(language, copy, text, translations);
      this.#kept.set(root, { tree: before === undefined ? undefined : tree, text, copy, translations });
      if (before === undefined) this.#expect(root);
      else {
        this.#forgotten.register(root, tree, root);
        this.#held += 1;
        tree = null;
      }
      return root;
    } catch {
      parser.reset();
      return undefined;
    } finally {
      tree?.delete();
      if (before !== undefined) this.release(before);
    }
  }

  release(root: CodeRoot): void {
    const kept = this.#kept.get(root);
    if (kept === undefined) return;
    this.#kept.delete(root);
    this.#recent.delete(root);
    this.#forgotten.unregister(root);
    if (kept.tree !== undefined) this.#drop(kept.tree);
  }

  #expect(root: CodeRoot): void {
    this.#recent.add(root);
    const [oldest] = this.#recent;
    if (this.#recent.size > MOST_RECENT && oldest !== undefined) this.release(oldest);
  }

  #drop(tree: Tree): void {
    this.#held -= 1;
    tree.delete();
  }

  /** How many trees lie in the memory of the parser. */
  get held(): number {
    return this.#held;
  }
}

/**
 * The tree of an edited text, made of the one before; undefined where it has to be read from its start. How a text with a
 * fault is read depends on what was read before.
 */
function again(
  parser: Parser,
  { tree: before, text: old }: Kept,
  text: string,
  difference: TextDifference,
): Tree | undefined {
  if (before === undefined) return undefined;
  before.edit(editOf(old, text, difference));
  const tree = parser.parse(text, before);
  if (tree?.rootNode.hasError === false) return tree;
  tree?.delete();
  return undefined;
}

function editOf(before: string, after: string, { old, now }: TextDifference): Edit {
  return {
    startIndex: old.start,
    oldEndIndex: old.end,
    newEndIndex: now.end,
    startPosition: pointAt(before, old.start),
    oldEndPosition: pointAt(before, old.end),
    newEndPosition: pointAt(after, now.end),
  };
}

function pointAt(text: string, offset: number): Point {
  let row = 0;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    row += 1;
    start = end + 1;
  }
  return { row, column: offset - start };
}
