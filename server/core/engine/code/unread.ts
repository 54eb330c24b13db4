import type { SyntaxProblem } from '../../syntax/build.js';
import type { CodeParser } from '../../syntax/code.js';
import { TOO_DEEP } from '../../syntax/depth.js';
import type { Document } from '../../text/document.js';
import type { CodeState } from './read.js';

/** What of a code file is not read, and why. */
export function unreadIn(
  document: Document,
  parser: CodeParser | undefined,
  code: CodeState | undefined,
): readonly SyntaxProblem[] {
  return [...refused(document, parser), ...cutIn(document, code)];
}

/** That code is not analyzed stands in the first line of it. */
function refused({ language, leaves }: Document, parser: CodeParser | undefined): readonly SyntaxProblem[] {
  const [leaf] = leaves;
  const refusal = leaf && parser?.refusal?.(language, leaf.text);
  if (leaf === undefined || refusal === undefined) return [];
  const { from: start, reason: message } = refusal;
  const end = leaf.text.indexOf('\n', start);
  return [{ message, spot: { leaf, start, endLeaf: leaf, end: end < 0 ? leaf.text.length : end } }];
}

/** What of code is nested too deeply stands where that statement begins. */
function cutIn({ leaves }: Document, code: CodeState | undefined): readonly SyntaxProblem[] {
  const [leaf] = leaves;
  if (leaf === undefined || code === undefined || code.facts.skipped) return [];
  return (code.root.cuts ?? []).map(({ start, end }) => {
    const line = leaf.text.indexOf('\n', start);
    return {
      message: TOO_DEEP,
      spot: { leaf, start, endLeaf: leaf, end: line < 0 ? end : Math.min(line, end) },
    };
  });
}
