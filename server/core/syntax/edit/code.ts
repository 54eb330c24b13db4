import { isProperties } from '../../text/leaf.js';
import type { CodeNode, CodeParser } from '../code.js';
import { parseCode } from '../code-merged.js';
import type { TextualChange } from './held.js';
import { importOp, type Wanted } from './imports.js';
import { remarkOp } from './remark.js';
import { indentOf, lineStart, type Op, opensLine, type Sheet, stretchOf, textOp } from './sheet.js';

/** Nodes whose children are statements, members or arms: a comment line may stand above each of them. */
const HOLDERS: ReadonlySet<string> = new Set([
  'program',
  'statement_block',
  'class_body',
  'switch_body',
  'switch_case',
]);

/** Nodes that may hold a statement without braces around it. */
const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
]);

/** Changes of code; undefined when one needs a tree and there is none, or when its place is not understood. */
export function codeOps(
  sheet: Sheet,
  changes: readonly TextualChange[],
  parser: CodeParser | undefined,
): readonly Op[] | undefined {
  const root = parseCode(parser, sheet.document.language, sheet.text);
  const ops: Op[] = [];
  for (const change of changes) {
    if ('importName' in change) continue;
    const stretch = stretchOf(sheet, 'comment' in change ? change.comment : change.text);
    if (stretch === undefined) return undefined;
    if ('by' in change) {
      const op = textOp(sheet.text, stretch, change.by);
      if (!ops.some((one) => one.start === op.start && one.end === op.end && one.text === op.text))
        ops.push(op);
      continue;
    }
    const op = isProperties(sheet.document.language)
      ? remarkOp(sheet, stretch.start, change.text)
      : root && commentAbove(sheet, root, stretch.start, change.text);
    if (op === undefined) return undefined;
    ops.push(op);
  }
  for (const wanted of wantedIn(sheet, changes)) {
    // How other languages import is not known here.
    const made = root && root.language !== 'java' ? importOp(sheet, root, wanted) : undefined;
    if (made === undefined) return undefined;
    ops.push(...made);
  }
  return ops;
}

/** What the changes import, by the module. */
function wantedIn(sheet: Sheet, changes: readonly TextualChange[]): readonly Wanted[] {
  const found = new Map<string | undefined, Wanted>();
  for (const change of changes) {
    if (!('importName' in change)) continue;
    const { from, importName, inFile } = change;
    const at = stretchOf(sheet, inFile)?.start ?? 0;
    const { names = [], before = at } = found.get(from) ?? {};
    found.set(from, {
      from,
      names: names.includes(importName) ? names : [...names, importName],
      before: Math.min(before, at),
    });
  }
  return [...found.values()];
}

/** Above the innermost statement, or step of a chain of calls, around the offset that begins a line. */
function commentAbove(sheet: Sheet, root: CodeNode, offset: number, text: string): Op | undefined {
  let at: CodeNode | undefined = root;
  let found: number | undefined;
  while (at !== undefined) {
    const holder: CodeNode = at;
    at = holder.children.find((one) => one.start <= offset && offset < one.end);
    const begin = at && (beginOf(sheet.text, holder, at) ?? stepOf(sheet.text, holder, at));
    if (begin !== undefined && opensLine(sheet.text, begin)) found = begin;
  }
  if (found === undefined || text.includes('\n')) return undefined;
  const start = lineStart(sheet.text, found);
  const sign = sheet.document.language === 'python' ? '#' : '//';
  const line = `${indentOf(sheet.text, found)}${/^\/[/*]/.test(text) ? text : `${sign} ${text}`}${sheet.style.eol}`;
  return { start, end: start, text: line, depth: 0 };
}

/** Where the step of a chain begins that is handed what stands there: `.post` of `.post('/users', make)`. */
function stepOf(text: string, holder: CodeNode, at: CodeNode): number | undefined {
  const callee = at.type === 'arguments' ? holder.children[0] : undefined;
  const name = callee?.type === 'member_expression' ? callee.children.at(-1) : undefined;
  return callee && name && beginOf(text, callee, name);
}

/** Where something begins that a comment above it would cover; undefined for any other node. */
function beginOf(text: string, { type, children }: CodeNode, at: CodeNode): number | undefined {
  if (HOLDERS.has(type)) return at.start;
  if (BRANCHES.has(type)) return /_statement$|^else_clause$/.test(at.type) ? at.start : undefined;
  if (type !== 'member_expression' || at !== children.at(-1)) return undefined;
  const dot = text.lastIndexOf('.', at.start);
  return text.charAt(dot - 1) === '?' ? dot - 1 : dot;
}
