import type { CodeNode, CodeRoot } from '../code.js';
import { field, stringValue, walk } from '../code-read.js';
import { moduleOp } from './python-imports.js';
import { lineEnd, type Op, type Sheet } from './sheet.js';

/** Names to import, from a module or as modules of Python themselves. */
export interface Wanted {
  readonly names: readonly string[];
  readonly from: string | undefined;
  /** Offset of the first of what uses them: they have to be there before. */
  readonly before: number;
}

/**
 * Imports the names, once, in the style of the file, `from a import b` in Python; no edit for those that the file already
 * imports, undefined where it uses one for something else.
 */
export function importOp(sheet: Sheet, root: CodeRoot, wanted: Wanted): readonly Op[] | undefined {
  const { text } = sheet;
  const { from, before } = wanted;
  const imports = root.children.filter(({ type }) => type === 'import_statement');
  const requires = root.children.filter((node) => isRequire(node, text));
  const bound = new Set([...imports, ...requires].flatMap((node) => boundNames(node, text)));
  const names = wanted.names.filter((name) => !bound.has(name));
  if (names.length === 0) return [];
  if (names.some((name) => isDeclared(root, name, text))) return undefined;
  const inFront = [imports, requires].flatMap((all) => all.findLast(({ end }) => end <= before) ?? [])[0];
  if (from === undefined)
    return names.map(
      (name) => moduleOp(sheet, imports, name, before) ?? place(sheet, root, inFront, `import ${name}`),
    );
  const known = imports.find(
    (node) => stringValue(field(node, 'source'), text) === from && !isTypeOnly(node, text),
  );
  const list = known && [...walk(known)].find(({ type }) => type === 'named_imports');
  const last = list?.children.findLast(({ type }) => type === 'import_specifier');
  if (last !== undefined)
    return [{ start: last.end, end: last.end, text: names.map((name) => `, ${name}`).join(''), depth: 0 }];
  const line =
    root.language === 'python'
      ? `from ${from} import ${names.join(', ')}`
      : scriptLine(sheet, root, { names, from, isModule: isModule(sheet, root, imports, requires) });
  return [place(sheet, root, inFront, line)];
}

interface Script {
  readonly names: readonly string[];
  readonly from: string;
  readonly isModule: boolean;
}

function scriptLine(sheet: Sheet, root: CodeRoot, { names, from, isModule }: Script): string {
  const list = names.join(', ');
  const end = semicolon(sheet, root);
  return isModule
    ? `import { ${list} } from ${quoted(sheet, from)}${end}`
    : `const { ${list} } = require(${quoted(sheet, from)})${end}`;
}

/** Behind the last import; else behind the interpreter line, the comment that opens the file and `'use strict'`. */
function place(sheet: Sheet, root: CodeNode, last: CodeNode | undefined, line: string): Op {
  const { text, style } = sheet;
  if (last !== undefined) {
    const at = lineEnd(text, last.end);
    return { start: at, end: at, text: style.eol + line, depth: 0 };
  }
  let at = 0;
  for (const node of root.children) {
    const opening = node.type === 'hash_bang_line' || isDirective(node) || opensFile(node, text);
    if (!opening) break;
    at = lineEnd(text, node.end);
  }
  if (at === 0) {
    const start = text[0] === '\ufeff' ? 1 : 0;
    return { start, end: start, text: `${line}${style.eol}${text.trim() === '' ? '' : style.eol}`, depth: 0 };
  }
  return { start: at, end: at, text: style.eol + line, depth: 0 };
}

/** A comment of its own, with an empty line below it, is about the file and not about the first statement. */
function opensFile(node: CodeNode, text: string): boolean {
  return node.type === 'comment' && /^[ \t]*\r?\n[ \t]*\r?\n/.test(text.slice(node.end, node.end + 200));
}

function isDirective(node: CodeNode): boolean {
  const [only] = node.children;
  return node.type === 'expression_statement' && only?.type === 'string';
}

function isRequire(node: CodeNode, text: string): boolean {
  if (node.type !== 'lexical_declaration' && node.type !== 'variable_declaration') return false;
  return node.children.some((one) => {
    const value = field(one, 'value');
    return (
      value?.type === 'call_expression' && /^require\s*\(/.test(text.slice(value.start, value.start + 40))
    );
  });
}

function boundNames(node: CodeNode, text: string): readonly string[] {
  const names: string[] = [];
  for (const one of walk(node)) {
    const binds = one.type === 'identifier' || one.type === 'shorthand_property_identifier_pattern';
    // `a` of `a as b` is what the module calls it.
    const isRenamed = one.field === 'name' && field(one.parent, 'alias') !== undefined;
    if (binds && !isRenamed) names.push(text.slice(one.start, one.end));
  }
  return names;
}

/** Whether the module itself declares the name for something else. */
function isDeclared(root: CodeNode, name: string, text: string): boolean {
  const statements = root.children.flatMap((node) =>
    node.type === 'export_statement' ? node.children : node,
  );
  return statements
    .flatMap((node) => [node, ...node.children])
    .some((node) => {
      const own = /declaration$|declarator$/.test(node.type) ? field(node, 'name') : undefined;
      return own !== undefined && text.slice(own.start, own.end) === name;
    });
}

function isTypeOnly(node: CodeNode, text: string): boolean {
  return /^import\s+type\b/.test(text.slice(node.start, node.start + 40));
}

function isModule(
  sheet: Sheet,
  root: CodeNode,
  imports: readonly CodeNode[],
  requires: readonly CodeNode[],
): boolean {
  if (imports.length > 0 || root.children.some(({ type }) => type === 'export_statement')) return true;
  if (requires.length > 0 || /\bmodule\.exports\b|\brequire\s*\(/.test(sheet.text)) return false;
  const { uri, language } = sheet.document;
  return uri.endsWith('.mjs') || (language !== 'javascript' && !uri.endsWith('.cts'));
}

function quoted(sheet: Sheet, from: string): string {
  const single = sheet.text.split("'").length;
  const double = sheet.text.split('"').length;
  return double > single ? JSON.stringify(from) : `'${from}'`;
}

function semicolon(sheet: Sheet, root: CodeNode): string {
  const statements = root.children.filter(
    ({ type }) => /statement$|_declaration$/.test(type) && type !== 'function_declaration',
  );
  const ended = statements.filter((node) => sheet.text[node.end - 1] === ';').length;
  return statements.length > 0 && ended * 2 < statements.length ? '' : ';';
}
