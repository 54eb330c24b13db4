import type { Edit, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { CodeRoot, CopiedNode } from '../core/syntax/code.js';
import { differenceOf, type TextDifference } from '../core/syntax/code-change.js';
import { copyTree } from '../core/syntax/code-tree.js';
import { common, Translations } from '../core/syntax/languages/index.js';
import type { LanguageId } from '../core/text/leaf.js';
import { isLocalFault } from './local-fault.js';
import { pointAt } from './points.js';

/** A text and its tree in the memory of the parser. */
interface Base {
  readonly tree: Tree;
  readonly text: string;
}

/** What is kept of a text, to read the next one faster. */
interface Kept {
  /** The last text without a fault, or this one where none is known; undefined for a text that was only opened. */
  readonly base: Base | undefined;
  readonly text: string;
  readonly copy: CopiedNode;
  readonly translations: Translations;
}

/** How many files that were only opened are expected to be edited next. */
const MOST_RECENT = 8;

/**
 * Reads texts, and edited ones again. Invariant: a tree that is kept serves the newest root of a file that was
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
      tree = (kept && again(parser, kept, text)) ?? parser.parse(text);
      if (tree === null) return undefined;
      const copy = copyTree(tree, text, kept && difference && { root: kept.copy, difference });
      const translations = kept?.translations ?? new Translations();
      const root = common(language, copy, text, translations);
      const base = before === undefined ? undefined : baseOf({ tree, text }, kept?.base);
      this.#kept.set(root, { base, text, copy, translations });
      if (base === undefined) this.#expect(root);
      else {
        this.#forgotten.register(root, base.tree, root);
        this.#held += 1;
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
    if (kept.base !== undefined) this.#drop(kept.base.tree);
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

/** Of a text from which the next one differs in more than this, what was read before is of little use. */
const MOST_CHANGED = 2_000;

/**
 * The tree of an edited text, made of an earlier one; undefined where it has to be read from its start. How a text with a
 * fault is read depends on what was read before.
 */
function again(parser: Parser, { base, text: last }: Kept, text: string): Tree | undefined {
  if (base === undefined) return undefined;
  const difference = differenceOf(base.text, text);
  const { now } = difference;
  if (base.text !== last && now.end - now.start > MOST_CHANGED) return undefined;
  const before = base.tree.copy();
  before.edit(editOf(base.text, text, difference));
  const tree = parser.parse(text, before);
  const isRead =
    tree !== null &&
    (!tree.rootNode.hasError || (!hasFault(base) && isLocalFault(parser, before, tree, text, now)));
  before.delete();
  if (isRead) return tree;
  tree?.delete();
  return undefined;
}

/** What the next text is read by: this one, unless it has a fault and the one before it had none. */
function baseOf(now: Base, before: Base | undefined): Base {
  const { tree, text } = before !== undefined && hasFault(now) && !hasFault(before) ? before : now;
  return { tree: tree.copy(), text };
}

function hasFault({ tree }: Base): boolean {
  return tree.rootNode.hasError;
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
