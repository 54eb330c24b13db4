import type { LanguageId } from '../text/leaf.js';
import { MARK_LENGTH, withoutMarks } from '../text/merge-marks.js';
import type { Range } from '../text/span.js';
import type { CodeNode, CodeParser, CodeRoot } from './code.js';

/**
 * The tree of a text; where two versions of it could not be merged, both are read, one after the other, as far as that
 * makes a program. Offsets are those of the text. `before` as of `CodeParser.parse`.
 */
export function parseCode(
  parser: CodeParser | undefined,
  language: LanguageId,
  text: string,
  before?: CodeRoot,
): CodeRoot | undefined {
  const { text: merged, conflicts } = withoutMarks(text);
  return parser?.parse(language, conflicts.length === 0 ? text : merged, before);
}

/** Where two versions of a text could not be merged; what stands in a text of the program is a part of that. */
export function conflictsIn(text: string, root: CodeRoot): readonly Range[] {
  return withoutMarks(text)
    .conflicts.filter((at) => !isQuoted(at, root))
    .map((start) => ({ start, end: start + MARK_LENGTH }));
}

function isQuoted(at: number, root: CodeRoot): boolean {
  let node: CodeNode | undefined = root;
  while (node !== undefined) {
    if (/^(?:string|template_string|comment|regex)/.test(node.type)) return true;
    node = node.children.find(({ start, end }) => start <= at && at < end);
  }
  return false;
}
