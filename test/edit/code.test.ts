import assert from 'node:assert/strict';
import { suppressionsOf } from '../../server/core/rule/suppressions.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import type { Change } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import type { Spot } from '../../server/core/syntax/spot.js';
import type { Document } from '../../server/core/text/document.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { judge, open } from './support.js';

/** The first occurrence of a text in a document. */
function spot(document: Document, text: string): Spot {
  const [leaf] = document.leaves;
  const start = document.text().indexOf(text);
  if (leaf === undefined || start < 0) throw new Error(`no '${text}'`);
  return { leaf, start, endLeaf: leaf, end: start + text.length };
}

describe('edits of code', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  function edited(
    text: string,
    make: (at: (text: string) => Spot) => readonly Change[],
    language: LanguageId = 'typescript',
    uri = `file:///w/a.${language === 'javascript' ? 'js' : 'ts'}`,
  ): string | undefined {
    const document = open(text, language, uri);
    const edits = planEdits(
      make((one) => spot(document, one)),
      { document: () => document, parser },
    );
    return edits && applyEdits(text, edits);
  }

  /** For what stands at the end of the file. */
  const imports = (name: string, from?: string) => (at: (text: string) => Spot) => {
    const { leaf } = at('');
    const end = leaf.text.length;
    return [{ importName: name, ...(from && { from }), inFile: { leaf, start: end, endLeaf: leaf, end } }];
  };

  it('replace a stretch, and leave no empty line where a comment was', () => {
    assert.equal(
      edited('f();\n  // gone\ng(a, b);\n', (at) => [
        { text: at('// gone'), by: '' },
        { text: at('b'), by: 'c' },
      ]),
      'f();\ng(a, c);\n',
    );
  });

  it('refuse what would not parse any more, and stretches that overlap', () => {
    assert.equal(
      edited('g(a, b);\n', (at) => [{ text: at('b'), by: '(' }]),
      undefined,
    );
    assert.equal(
      edited('g(a, b);\n', (at) => [
        { text: at('a, b'), by: 'c' },
        { text: at('b'), by: 'd' },
      ]),
      undefined,
    );
  });

  it('write allow comments as each language does, and find them again', () => {
    const cases: readonly (readonly [LanguageId, string, string, string])[] = [
      [
        'python',
        '@app.post("/x")\ndef x(q):\n    if q:\n        run(q)\n',
        '"/x"',
        '# portcullis-allow auth/a: why\n@app.post("/x")\ndef x(q):\n    if q:\n        run(q)\n',
      ],
      [
        'python',
        'def x(q):\n    if q:\n        run(q)\n',
        'run(q)',
        'def x(q):\n    if q:\n        # portcullis-allow auth/a: why\n        run(q)\n',
      ],
      [
        'java',
        'class A {\n  @PostMapping("/x")\n  void x() { }\n}\n',
        '"/x"',
        'class A {\n  // portcullis-allow auth/a: why\n  @PostMapping("/x")\n  void x() { }\n}\n',
      ],
    ];
    for (const [language, text, place, expected] of cases) {
      const comment = 'portcullis-allow auth/a: why';
      const uri = `file:///w/a.${language === 'python' ? 'py' : 'java'}`;
      const after = edited(text, (at) => [{ comment: at(place), text: comment }], language, uri);
      assert.equal(after, expected);
      const document = open(expected, language, uri);
      const [one, ...more] = suppressionsOf(document, parser.parse(language, expected));
      assert.equal(more.length, 0);
      const covered = one === undefined ? '' : expected.slice(one.covers?.start, one.covers?.end);
      assert.ok(covered.includes(place) && !covered.includes('portcullis'), covered);
    }
  });

  it('imports nothing where it does not know how', () => {
    const made = edited('import a.B;\nclass C {}\n', imports('b', 'c'), 'java', 'file:///w/C.java');
    assert.equal(made, undefined);
  });

  const PYTHON: readonly (readonly [string, string, string])[] = [
    ['behind the last import', 'import a\n\nrun()\n', 'import a\nfrom m import x\n\nrun()\n'],
    ['into the list', 'from m import a, b as c\n', 'from m import a, b as c, x\n'],
    ['into a list of lines', 'from m import (\n    a,\n)\n', 'from m import (\n    a, x,\n)\n'],
    ['not twice', 'from n import x\n', 'from n import x\n'],
    ['below the docstring', '"Docs."\n\nrun()\n', '"Docs."\nfrom m import x\n\nrun()\n'],
  ];
  for (const [name, before, after] of PYTHON) {
    it(`imports a name of Python ${name}`, () =>
      assert.equal(edited(before, imports('x', 'm'), 'python', 'file:///w/a.py'), after));
  }

  const OWN: readonly (readonly [string, string, string])[] = [
    [
      'in order of its own',
      'import json\nimport re\nfrom typing import Any\n',
      'import json\nimport os\nimport re\nfrom typing import Any\n',
    ],
    [
      'behind the last of them',
      'import json\nfrom typing import Any\n\nimport jwt\n',
      'import json\nimport os\nfrom typing import Any\n\nimport jwt\n',
    ],
    [
      'in front of names of them',
      'from typing import Any\n\nimport jwt\n',
      'import os\nfrom typing import Any\n\nimport jwt\n',
    ],
    [
      'in front of those of others',
      '"Docs."\nfrom __future__ import annotations\n\nimport jwt\n',
      '"Docs."\nfrom __future__ import annotations\n\nimport os\n\nimport jwt\n',
    ],
    ['where there are none', '"Docs."\n\nrun()\n', '"Docs."\nimport os\n\nrun()\n'],
    ['once', 'import os\n', 'import os\n'],
    ['beside another name for it', 'import os as system\n', 'import os as system\nimport os\n'],
    ['under no name of the file', 'import jwt\nos = 1\n', ''],
  ];
  for (const [name, before, after] of OWN) {
    it(`imports a module of Python ${name}`, () =>
      assert.equal(edited(before, imports('os'), 'python', 'file:///w/a.py') ?? '', after));
  }

  it('imports in front of what uses the name, and no name twice', () => {
    const written = (text: string, place: string) =>
      edited(text, (at) => [{ importName: 'os', inFile: at(place) }], 'python', 'file:///w/a.py');
    assert.equal(written('KEY = 1\nimport jwt\n', 'KEY'), 'import os\n\nKEY = 1\nimport jwt\n');
    const renamed = "import { auth as own } from './auth.js';\n";
    assert.equal(
      edited(renamed, imports('auth', './auth.js')),
      "import { auth as own, auth } from './auth.js';\n",
    );
    assert.equal(
      edited("import a from 'a';\nexport const auth = 1;\n", imports('auth', './auth.js')),
      undefined,
    );
  });

  const MODULES: readonly (readonly [string, LanguageId, string, string])[] = [
    [
      'behind the last import, in its quotes',
      'typescript',
      `import a from "a";\nimport { b } from "b";\n\nrun(b);\n`,
      `import a from "a";\nimport { b } from "b";\nimport { auth } from "./auth.js";\n\nrun(b);\n`,
    ],
    [
      'into the list of names of the same module',
      'typescript',
      `import {\n  one,\n  two,\n} from './auth.js';\n`,
      `import {\n  one,\n  two, auth,\n} from './auth.js';\n`,
    ],
    [
      'behind the last require, without semicolons where the author writes none',
      'javascript',
      `'use strict'\nconst express = require('express')\nconst app = express()\n`,
      `'use strict'\nconst express = require('express')\nconst { auth } = require('./auth.js')\nconst app = express()\n`,
    ],
    [
      "behind the interpreter line and 'use strict'",
      'javascript',
      `#!/usr/bin/env node\n'use strict';\nmodule.exports = 1;\n`,
      `#!/usr/bin/env node\n'use strict';\nconst { auth } = require('./auth.js');\nmodule.exports = 1;\n`,
    ],
    [
      'behind the comment that opens the file',
      'typescript',
      `// Licence.\n\n// About run.\nexport const run = 1;\n`,
      `// Licence.\nimport { auth } from './auth.js';\n\n// About run.\nexport const run = 1;\n`,
    ],
    [
      'at the top of a file that imports nothing',
      'typescript',
      `export const run = 1;\n`,
      `import { auth } from './auth.js';\n\nexport const run = 1;\n`,
    ],
    [
      'not at all when the name is bound',
      'typescript',
      `import { auth } from './other.js';\n`,
      `import { auth } from './other.js';\n`,
    ],
  ];
  for (const [name, language, before, after] of MODULES) {
    it(`import ${name}`, () => assert.equal(edited(before, imports('auth', './auth.js'), language), after));
  }

  it('import once what several changes ask for', () => {
    assert.equal(
      edited('export const a = 1;\n', (at) => [
        ...imports('x', 'm')(at),
        ...imports('x', 'm')(at),
        ...imports('y', 'm')(at),
      ]),
      "import { x, y } from 'm';\n\nexport const a = 1;\n",
    );
  });

  it('put a comment above the statement, never into a template or a call', () => {
    const before = [
      'app.get("/a", (req) => {',
      '  db.query(',
      '    `select *',
      `     from t where id = $\{req.query.id}\``.concat(','),
      '  );',
      '});',
      '',
    ].join('\r\n');
    const after = before.replace(
      '  db.query',
      '  // portcullis-allow input/sql-injection: a number\r\n  db.query',
    );
    assert.equal(
      edited(before, (at) => [
        { comment: at('req.query.id'), text: 'portcullis-allow input/sql-injection: a number' },
      ]),
      after,
    );
  });

  it('put a comment above one step of a chain, and above a branch without braces', () => {
    const before =
      'api\n  .route("/x")\n  .post(a)\n  ?.delete(b);\nif (c)\n  api.put(d);\nelse api.head(e);\n';
    const written = (place: string) =>
      edited(before, (at) => [{ comment: at(place), text: 'portcullis-allow auth/a: b' }])?.split('\n');
    const line = 'portcullis-allow auth/a: b';
    assert.deepEqual(written('post')?.slice(1, 4), ['  .route("/x")', `  // ${line}`, '  .post(a)']);
    assert.deepEqual(written('delete')?.slice(2, 5), ['  .post(a)', `  // ${line}`, '  ?.delete(b);']);
    assert.deepEqual(written('put')?.slice(4, 7), ['if (c)', `  // ${line}`, '  api.put(d);']);
    assert.deepEqual(written('head')?.slice(5, 8), ['  api.put(d);', `// ${line}`, 'else api.head(e);']);
    assert.deepEqual(written('"/x"')?.slice(0, 3), ['api', `  // ${line}`, '  .route("/x")']);
    assert.deepEqual(written('a)')?.slice(1, 4), ['  .route("/x")', `  // ${line}`, '  .post(a)']);
  });

  it('leave comments beside a line of code and at the end without anything to silence', () => {
    const text =
      'app.post("/a", a); // portcullis-allow auth/x: beside\napp.post("/b", /* portcullis-allow auth/x: before */ b);\n// portcullis-allow auth/x: above\napp.post("/c", c);\n// portcullis-allow auth/x: at the end\n';
    const found = suppressionsOf(open(text, 'typescript'), parser.parse('typescript', text));
    assert.deepEqual(
      found.map(({ reason, covers }) => [reason, covers && text.slice(covers.start, covers.end)]),
      [
        ['beside', undefined],
        ['before', 'b'],
        ['above', 'app.post("/c", c);'],
        ['at the end', undefined],
      ],
    );
  });

  it('cover a step of a chain with what it is handed, and no other', () => {
    const text =
      'app\n  // portcullis-allow auth/x: first\n  .get("/a", a)\n  // portcullis-allow auth/x: second\n  .post("/b", b)\n  .put("/c", c);\n';
    const found = suppressionsOf(open(text, 'typescript'), parser.parse('typescript', text));
    assert.deepEqual(
      found.map(({ reason, covers }) => [reason, covers && text.slice(covers.start, covers.end)]),
      [
        ['first', 'get("/a", a)'],
        ['second', 'post("/b", b)'],
      ],
    );
  });

  it('write comments that silence what stands there', () => {
    const before = 'router\n  .route("/a")\n  .get(a)\n  .post(b);\nrouter.get("/c", c);\n';
    const after =
      edited(before, (at) => [{ comment: at('post'), text: 'portcullis-allow auth/x: why' }]) ?? '';
    const document = open(after, 'typescript');
    const root = parser.parse('typescript', after);
    const range = (text: string) => ({ start: after.indexOf(text), end: after.indexOf(text) + text.length });
    const findings = ['post', '"/c"'].map((text) => ({
      rule: 'auth/x',
      severity: 'error' as const,
      profile: 'recommended' as const,
      weight: 'exposure' as const,
      message: '',
      place: { uri: document.uri, version: 1, range: range(text) },
      related: [],
      fixes: [],
      fingerprint: text,
    }));
    const { suppressed } = judge(findings, suppressionsOf(document, root), {
      today: '2026-01-01',
      rules: ['auth/x'],
      ran: [],
    });
    assert.deepEqual(
      suppressed.map(({ fingerprint }) => fingerprint),
      ['post'],
    );
  });
});
