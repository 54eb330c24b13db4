import type { LanguageId } from '../text/leaf.js';

/**
 * A node of a syntax tree, copied out of the parser so that no foreign memory is held. Only named nodes, plus operators
 * and keywords where a grammar puts them in a field. Offsets are UTF-16 and relative to the text.
 */
export interface CodeNode {
  /**
   * As tree-sitter's grammars of JavaScript and TypeScript name it: 'call_expression'. Trees of other languages are
   * translated to these names; 'keyword_argument' (fields `name` and `value`), 'keyword_spread', 'raw_fragment' and
   * 'comprehension' exist only there.
   */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The field of its parent that it fills: 'function', 'arguments'. */
  readonly field: string | undefined;
  readonly parent: CodeNode | undefined;
  readonly children: readonly CodeNode[];
  /** The node, or something in it, is a syntax error or was invented by error recovery. */
  readonly broken: boolean;
}

/** A node of a copy, as long as its tree may be brought up to date. */
export interface CopiedNode extends CodeNode {
  start: number;
  end: number;
  field: string | undefined;
  parent: CopiedNode | undefined;
  children: CopiedNode[];
  broken: boolean;
}

/** The whole text. */
export interface CodeRoot extends CodeNode {
  readonly language: LanguageId;
  /** Innermost statements in which something is nested too deeply to be read. */
  readonly cuts?: readonly Pick<CodeNode, 'start' | 'end'>[];
}

/** Reads code; given to the engine by its host, since a grammar is loaded from a file. */
export interface CodeParser {
  /**
   * Undefined when the language has no grammar loaded. Never throws; depth is bounded. `before` is the tree of the
   * text before an edit: nodes that stand in text that did not change are taken over from it, moved to where they
   * stand now, and it must not be read again. The answer equals that without it, node by node.
   */
  parse(language: LanguageId, text: string, before?: CodeRoot): CodeRoot | undefined;
  /** Why the end of a text that somebody wrote is not parsed, and where it begins; undefined where all of it is. */
  refusal?(
    language: LanguageId,
    text: string,
  ): { readonly from: number; readonly reason: string } | undefined;
  /** No text follows that of this tree: frees what was kept to read the next one faster. */
  release?(root: CodeRoot): void;
}
