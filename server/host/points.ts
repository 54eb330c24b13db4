import type { Point } from '@vscode/tree-sitter-wasm';

/** Row and column of an offset, as the parser counts them. */
export function pointAt(text: string, offset: number): Point {
  let row = 0;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    row += 1;
    start = end + 1;
  }
  return { row, column: offset - start };
}
