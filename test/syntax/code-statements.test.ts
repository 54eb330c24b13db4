import { deepEqual, equal, ok } from 'node:assert/strict';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import { openingIn } from '../../server/core/syntax/code-openings.js';
import { walk } from '../../server/core/syntax/code-read.js';
import { headOf, nodesOf, statementAround, statementsOf } from '../../server/core/syntax/code-statements.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { SAMPLES } from '../support/samples.js';
import { wrapped } from '../support/wrapped.js';

const BODY =
  "  app.get('/a', (req, res) => res.end());\n  app.use(wrap(async () => {}));\n  function f() {}\n";

/** What holds the body, and whether it is opened. */
const SHAPES: readonly (readonly [LanguageId, string, boolean])[] = [
  ['javascript', `module.exports = (app) => {\n${BODY}};`, true],
  ['javascript', `exports = module.exports = async function (app) {\n${BODY}}`, true],
  ['typescript', `export default async (app: App) => {\n${BODY}}`, true],
  ['typescript', `export const routes = app => {\n${BODY}};`, true],
  ['javascript', `function routes(app) {\n${BODY}}`, true],
  ['javascript', `function routes(app) {\n${BODY.replace('function f() {}', 'f();')}}`, false],
  ['javascript', `const a = (app) => {\n${BODY}}, b = 1;`, false],
  ['javascript', `if (app) {\n${BODY}}`, false],
  ['javascript', `app.get('/', (req, res) => {\n${BODY}});`, false],
  ['python', `def make(app):\n${'    @app.get("/a")\n    def a(): pass\n'.repeat(3)}`, true],
  ['python', `@app.get("/b")\ndef make():\n${'    def a(): pass\n'.repeat(3)}`, false],
];

describe('statements of a file', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  const read = (language: LanguageId, text: string): CodeRoot => {
    const root = parser.parse(language, text);
    ok(root);
    return root;
  };

  for (const [language, text, isOpened] of SHAPES) {
    it(`${isOpened ? 'are' : 'are not'} those of a function: ${text.split('\n', 1)[0]}`, () => {
      const [first] = read(language, text).children;
      equal(first !== undefined && openingIn(first) !== undefined, isOpened);
    });
  }

  const scripts = SAMPLES.filter(({ edited: [name] }) => !name.endsWith('.java'));
  const texts = [
    ...SAMPLES.map(({ edited }) => ['as it is', ...edited] as const),
    ...scripts.flatMap(wrapped).map(({ front, edited }) => [front, ...edited] as const),
  ];
  for (const [front, name, text] of texts) {
    it(`hold every node once, and know what they hold: ${name}, ${front}`, () => {
      const root = read(languageOf(name) ?? 'javascript', text);
      const held = new Map<CodeNode, CodeNode>();
      for (const statement of statementsOf(root)) {
        for (const node of nodesOf(statement)) {
          ok(!held.has(node), node.type);
          held.set(node, statement.node);
        }
        if (root.language !== 'java') deepEqual(headOf(statement.node), statement.head);
      }
      for (const node of walk(root)) if (node !== root) equal(statementAround(node, root), held.get(node));
      const missing = [...walk(root)].filter((node) => node !== root && !held.has(node));
      ok(missing.every(({ type }) => /^class_(?:declaration|body)$/.test(type)));
    });
  }
});
