/** A place that an example says a finding stands at: line and columns count from 0. */
export interface Mark {
  readonly line: number;
  readonly start: number;
  /** Undefined when the mark shows where the finding begins only. */
  readonly end: number | undefined;
  readonly message: string | undefined;
}

export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * Takes the marker lines out of an example. `# ^^^ message` marks what stands above the carets; `# <- message` marks
 * what begins above the `#` itself, for a place that a comment cannot point at. `//` does the same in JSON and code.
 */
export function readMarks(example: string): Marked {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of dedent(example).split('\n')) {
    const match = /^(\s*)(#|\/\/)(\s*)(\^+|<-)(?:\s+(.*))?$/.exec(line);
    if (match === null) {
      lines.push(line);
      continue;
    }
    const [, indent = '', sign = '', gap = '', shape = '', message = ''] = match;
    const below = shape === '<-';
    const start = below ? indent.length : indent.length + sign.length + gap.length;
    marks.push({
      line: lines.length - 1,
      start,
      end: below ? undefined : start + shape.length,
      message: message.trim() === '' ? undefined : message.trim(),
    });
  }
  return { text: lines.join('\n'), marks };
}

/** The text without its first line break and without the indentation that all of its lines share. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}
