import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { CodeNode, CodeParser } from '../../server/core/syntax/code.js';
import { argumentsOf, field, stringValue, unwrap, walk } from '../../server/core/syntax/code-read.js';
import { loadParser } from '../../server/host/grammars.js';

describe('copied syntax trees', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(['javascript', 'typescript', 'tsx']);
  });

  const parse = (text: string): CodeNode => {
    const root = parser.parse('typescript', text);
    ok(root !== undefined);
    return root;
  };

  it('hold offsets in UTF-16 units', () => {
    const text = "const a = '💥'; f('ü', x)";
    const call = [...walk(parse(text))].find((node) => node.type === 'call_expression');
    ok(call !== undefined);
    strictEqual(text.slice(call.start, call.end), "f('ü', x)");
    deepStrictEqual(
      argumentsOf(call).map((node) => text.slice(node.start, node.end)),
      ["'ü'", 'x'],
    );
    strictEqual(stringValue(argumentsOf(call)[0], text), 'ü');
  });

  it('name fields, know their parents and keep operators', () => {
    const text = 'x = (a + b) as string';
    const sum = [...walk(parse(text))].find((node) => node.type === 'binary_expression');
    strictEqual(field(sum, 'operator')?.type, '+');
    strictEqual(sum?.parent?.type, 'parenthesized_expression');
    strictEqual(unwrap(sum?.parent?.parent), sum);
  });

  it('mark what is broken up to the root and nothing beside it', () => {
    const root = parse('app.get("/a", f);\napp.post("/b", ;\n');
    ok(root.broken);
    strictEqual(root.children[0]?.broken, false);
  });

  it('hold what `!` stands behind as it is meant', () => {
    /** The text with parentheses around every operation and around all that `!` stands behind. */
    const shown = (node: CodeNode, text: string): string => {
      if (node.children.length === 0) return text.slice(node.start, node.end);
      const parts = node.children.map((child) => shown(child, text)).join(' ');
      return /^(?:binary|unary|non_null|member|call)_expression$/.test(node.type) ? `(${parts})` : parts;
    };
    const meant = {
      'a !== b!.c': '(a !== ((b) c))',
      'x || a.b !== q.u!.id': '(x || ((a b) !== (((q u)) id)))',
      'p || q && r!.c !== d || e': '((p || (q && (((r) c) !== d))) || e)',
      'p && q!.c !== d && e!.f(g)!.h': '((p && (((q) c) !== d)) && (((((e) f) g)) h))',
      '!a!.b && c': '((! ((a) b)) && c)',
      'a === b!': '(a === (b))',
      'a ?? b![0]': '(a ?? (b) 0)',
      '(a !== b)!.c': '(((a !== b)) c)',
      'a!.b !== c': '(((a) b) !== c)',
    };
    for (const [text, expected] of Object.entries(meant)) {
      const root = parse(text);
      strictEqual(shown(root, text), expected);
      for (const node of walk(root)) {
        ok(node.children.every((child) => child.parent === node && child.start >= node.start));
        ok(node.children.every((child) => child.end <= node.end));
      }
    }
  });

  it('are bounded in depth', () => {
    const root = parse(`${'['.repeat(3000)}${']'.repeat(3000)}`);
    let depth = 0;
    for (let node: CodeNode | undefined = root; node !== undefined; node = node.children[0]) depth += 1;
    ok(depth <= 402, String(depth));
    ok(root.broken);
  });

  it('answer undefined for a language without grammar and for a huge text', () => {
    strictEqual(parser.parse('yaml', 'a: 1'), undefined);
    strictEqual(parser.parse('javascript', 'x;'.repeat(600_000)), undefined);
  });
});
