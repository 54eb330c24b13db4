import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { settle } from '../support/engine.js';
import { holdAgainstNew, opened } from '../support/renewed.js';
import { SAMPLES } from '../support/samples.js';
import { stepsOn, typedEdits, wordEdits } from '../support/typing.js';

const FILES = [
  'apps/shop/src/controllers/orders.controller.js',
  'apps/notes/src/controllers/notes.ts',
  'apps/stock/app/routers/items.py',
  'apps/orders/src/main/java/a/Orders.java',
];
const SEED = 20;

/** The text of a fixture, with characters outside of the plane of most, in lines that end as is asked. */
function textOf(file: string, end: string): string {
  const mark = /py$/.test(file) ? '# 🔐 über\n' : '/* 🔐 über */\n';
  const text = mark + readFileSync(`test/fixtures/${file}`, 'utf8');
  return text.replaceAll('\n', end);
}

/** A tree with all that it says, one node a line; also asserts that children know their parents. */
function drawn(root: CodeNode): readonly string[] {
  const lines: string[] = [];
  const stack: (readonly [CodeNode, number])[] = [[root, 0]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, depth] = top;
    const { type, start, end, field, broken } = node;
    lines.push(`${depth} ${field ?? ''} ${type} ${start}-${end}${broken ? ' broken' : ''}`);
    for (const child of node.children.toReversed()) {
      assert.equal(child.parent, node);
      stack.push([child, depth + 1]);
    }
  }
  return lines;
}

/** A small server of one kind: a fixture that is edited, and the files beside it. */
interface App {
  readonly edited: string;
  readonly beside: readonly string[];
}

const APPS: readonly App[] = [
  {
    edited: 'apps/mixed/a.js',
    beside: ['apps/mixed/b.js'],
  },
  {
    edited: 'apps/shop/src/controllers/orders.controller.js',
    beside: ['apps/shop/src/app.js', 'apps/shop/src/routes/orders.js', 'apps/shop/src/middleware/auth.js'],
  },
  {
    edited: 'apps/notes/src/routes/catalog.ts',
    beside: ['apps/notes/src/app.ts', 'apps/notes/src/middlewares/auth.ts'],
  },
  {
    edited: 'apps/stock/app/routers/items.py',
    beside: ['apps/stock/app/main.py', 'apps/stock/app/deps.py', 'apps/stock/app/routers/auth.py'],
  },
  {
    edited: 'apps/orders/src/main/java/a/Orders.java',
    beside: ['apps/orders/src/main/java/a/Auth.java'],
  },
];

describe('edited code', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const file of FILES) {
    for (const [name, end] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      it(`is read as a new text is: ${file} with ${name}`, () => {
        const language: LanguageId = languageOf(file) ?? 'javascript';
        const text = textOf(file, end);
        fc.assert(
          fc.property(typedEdits, (edits) => {
            let root: CodeRoot | undefined = parser.parse(language, text);
            for (const { after } of stepsOn(text, edits)) {
              root = parser.parse(language, after, root);
              const fresh = parser.parse(language, after);
              assert.ok(root && fresh);
              assert.deepEqual(drawn(root), drawn(fresh));
            }
            if (root) parser.release?.(root);
          }),
          { seed: SEED, numRuns: 25 },
        );
      });
    }
  }

  for (const file of FILES) {
    it(`is read as a new text is where letters break its words: ${file}`, () => {
      const language: LanguageId = languageOf(file) ?? 'javascript';
      const text = textOf(file, '\n');
      const words = [...text.matchAll(/[a-z]{2,}/gi)];
      let broken = 0;
      for (const [index, { 0: word, index: start }] of words.entries()) {
        const at = start + 1 + (index % (word.length - 1));
        const typed = [index % 2 === 0 ? 'x' : '', index % 3 === 0 ? 'y z' : '0'].join('');
        const steps = [
          text.slice(0, at) + typed + text.slice(at),
          text.slice(0, at) + text.slice(at + 1),
          text,
        ];
        let root = parser.parse(language, text);
        root = parser.parse(language, `${text}\n`, root);
        for (const after of steps) {
          root = parser.parse(language, after, root);
          const fresh = parser.parse(language, after);
          assert.ok(root && fresh);
          assert.deepEqual(drawn(root), drawn(fresh), after);
          if (fresh.broken) broken += 1;
        }
        if (root) parser.release?.(root);
      }
      assert.ok(broken > words.length / 10);
    });
  }

  it('is read as a new text is: what `!` stands behind', () => {
    const text = [
      'if (!one || a.b !== q.u!.id) f();',
      'x = p.x && q!.c !== d && e!.f(g)!.h || !k!.l;',
      'const y = a.b ?? c![0].d + e! * f!.g;',
    ].join('\n');
    fc.assert(
      fc.property(typedEdits, (edits) => {
        let root: CodeRoot | undefined = parser.parse('typescript', text);
        for (const { after } of stepsOn(text, edits)) {
          root = parser.parse('typescript', after, root);
          const fresh = parser.parse('typescript', after);
          assert.ok(root && fresh);
          assert.deepEqual(drawn(root), drawn(fresh));
        }
        if (root) parser.release?.(root);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  for (const { edited, beside } of APPS) {
    it(`is checked as a new text is: ${edited}`, () => {
      const others = beside.map((file) => [file, textOf(file, '\n')] as const);
      const sample = { edited: [edited, textOf(edited, '\n')] as const, beside: others };
      holdAgainstNew(sample, parser, typedEdits, { seed: SEED, numRuns: 6 });
    });
  }

  for (const sample of SAMPLES) {
    const [name, text] = sample.edited;
    it(`is checked as a new text is where statements ask of others: ${name}`, () => {
      const { engine, uris } = opened(parser, [sample.edited, ...sample.beside]);
      assert.ok(engine.findings(uris[0] ?? '').findings.length > 0, text);
      holdAgainstNew(sample, parser, wordEdits, { seed: SEED, numRuns: 6 });
      holdAgainstNew(sample, parser, typedEdits, { seed: SEED, numRuns: 3 });
    });
  }

  it('is checked as a new text is where two versions could not be merged', () => {
    const route = (path: string) =>
      `app.post('/${path}', (req, res) => {\n  res.send(eval(req.body.${path}));\n});\n`;
    const text = `const app = require('express')();\n<<<<<<< HEAD\n${route('a')}||||||| base\n${route('old')}=======\n${route('b')}>>>>>>> other\n${route('c')}`;
    const sample = { edited: ['a.js', text], beside: [] } as const;
    holdAgainstNew(sample, parser, wordEdits, { seed: SEED, numRuns: 6 });
    holdAgainstNew(sample, parser, typedEdits, { seed: SEED, numRuns: 12 });
  });

  it('has only the statement checked again that a key stands in, and no other file', () => {
    const route = (name: string) =>
      `router.get('/${name}/:id', async (req, res) => {\n  // one of them\n  res.json(await db.query('select 1', [req.params.id]));\n});\n`;
    const names = Array.from({ length: 30 }, (_, index) => `things${index}`);
    const head = "const router = require('express').Router();\nconst db = require('./db');\n";
    const text = `${head}${names.map(route).join('')}module.exports = router;\n`;
    const { engine, uris } = opened(parser, [
      ['a.js', text],
      ['b.js', text],
    ]);
    const [uri = '', other = ''] = uris;
    const sum = (of: string) =>
      [...engine.counters()].reduce((all, [key, count]) => (key.endsWith(` ${of}#`) ? all + count : all), 0);
    const first = sum(uri);
    for (const word of ['module.', 'of them', 'select 1', 'db.query']) {
      const before = [sum(uri), sum(other)] as const;
      const document = engine.document(uri);
      assert.ok(document);
      const at = document.text().indexOf(word, text.length / 2);
      engine.edit(document.edit(document.version + 1, [{ range: { start: at, end: at }, text: 'x' }]));
      settle(engine);
      const again = sum(uri) - before[0];
      assert.ok(again < first / 10, `${word}: ${again} of ${first}`);
      assert.equal(sum(other), before[1]);
    }
  });

  it('gives the memory of its parser back when it is closed', () => {
    const released: CodeRoot[] = [];
    const roots: CodeRoot[] = [];
    const { engine, uris } = opened(
      {
        parse(language, text, before) {
          const root = parser.parse(language, text, before);
          if (root) roots.push(root);
          return root;
        },
        release(root) {
          released.push(root);
          parser.release?.(root);
        },
      },
      [['a.js', 'f();\n']],
    );
    const [uri = ''] = uris;
    const document = engine.document(uri);
    assert.ok(document);
    engine.edit(document.edit(2, [{ range: { start: 0, end: 0 }, text: 'g();' }]));
    settle(engine);
    engine.close(uri);
    assert.equal(roots.length, 2);
    assert.deepEqual([released.length, released[0] === roots[1]], [1, true]);
  });
});
