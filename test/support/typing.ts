import fc from 'fast-check';

/** One edit of a text of any length: where it begins and how much it takes out, both as shares. */
export interface TypedEdit {
  readonly at: number;
  readonly removes: number;
  readonly text: string;
  /** Takes the edit before it back instead. */
  readonly undo: boolean;
  /** Puts a word or a line of the text itself there instead: which one, as a share. A word takes the place of another. */
  readonly from?: { readonly unit: 'word' | 'line'; readonly at: number };
}

/** What people type and paste into code, much of it half of something. */
const PIECES = [
  ...['x', 'a1', ' ', '.', ',', ';', ':', '=', '(', ')', '{', '}', '[', ']', '"', "'", '`', '\\', '/', '@'],
  ...[
    '/*',
    '*/',
    '//',
    '#',
    '"""',
    '${',
    '=>',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\n    ',
    '\t',
    'é',
    '😀',
    '\ud83d',
  ],
  ...['req.', 'await ', 'async ', 'return ', 'if (', 'else ', 'class X ', 'def f():', 'import ', 'function '],
];

/** A run of edits; most are small, some take a part of the text out. */
export const typedEdits: fc.Arbitrary<readonly TypedEdit[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removes: fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 1, arbitrary: fc.integer({ min: 4, max: 400 }) },
    ),
    text: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.constant('') },
    ),
    undo: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  }),
  { minLength: 4, maxLength: 24 },
);

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** A run of edits after which most of the code still reads well and says something else. */
export const wordEdits: fc.Arbitrary<readonly TypedEdit[]> = fc.array(
  fc.record({
    at: share,
    removes: fc.constant(0),
    text: fc.constant(''),
    undo: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 2, arbitrary: fc.constant(true) }),
    from: fc.record({ unit: fc.constantFrom('word' as const, 'word' as const, 'line' as const), at: share }),
  }),
  { minLength: 6, maxLength: 24 },
);

/** A replacement in a text, and what it is after it. */
export interface Step {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly after: string;
}

/** The edits as they follow one another on a text. */
export function stepsOn(text: string, edits: readonly TypedEdit[]): readonly Step[] {
  const steps: Step[] = [];
  const inverse: Omit<Step, 'after'>[] = [];
  let now = text;
  for (const edit of edits) {
    const back = edit.undo ? inverse.pop() : undefined;
    const from = Math.floor(edit.at * now.length);
    const typed = { start: from, end: Math.min(now.length, from + edit.removes), text: edit.text };
    const { start, end, text: by } = back ?? unitEdit(now, edit) ?? typed;
    if (back === undefined) inverse.push({ start, end: start + by.length, text: now.slice(start, end) });
    now = now.slice(0, start) + by + now.slice(end);
    steps.push({ start, end, text: by, after: now });
  }
  return steps;
}

/** Words and texts in quotes; or lines with their ends, of which every other edit drops one. */
function unitEdit(now: string, { at, from }: TypedEdit): Omit<Step, 'after'> | undefined {
  if (from === undefined) return undefined;
  const units = [...now.matchAll(from.unit === 'word' ? /'[^'\n]*'|"[^"\n]*"|\w+/g : /[^\n]*\n/g)];
  const target = units[Math.floor(at * units.length)];
  const source = units[Math.floor(from.at * units.length)];
  if (target === undefined || source === undefined) return undefined;
  const start = target.index;
  const end = start + target[0].length;
  if (from.unit === 'word') return { start, end, text: source[0] };
  return from.at < at ? { start, end, text: '' } : { start, end: start, text: source[0] };
}
