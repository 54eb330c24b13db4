import assert from 'node:assert/strict';
import { parseEvents } from 'js-yaml';
import { parseDocument } from 'yaml';
import type { SyntaxProblem } from '../../server/core/syntax/build.js';
import { DUPLICATE } from '../../server/core/syntax/duplicates.js';
import { rangeOf, unitTree } from '../../server/core/syntax/tree.js';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';

const FILES = corpus(20_000).filter(({ name }) => !name.includes('/'));
const ROUNDS = 15;
const TYPED = {
  json: ['', '{', '}', '[', ']', ',', ':', '"', "'", 'x', '1', '\t', '\n', '/', '-', '\\', '\v', '// c\n'],
  yaml: [
    '',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    'x',
    ' ',
    '\t',
    '\n',
    '-',
    '#',
    '?',
    '|',
    ': ',
    '- ',
    '  ',
  ],
};

const OWN = {
  json: `{
  "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
  "paths": {
    "/a": {
      "get": { "tags": ["a", "b"], "responses": { "200": { "description": "ok" } } },
      "put": { "responses": {} }
    },
    "/b": { "post": { "responses": { "201": { "description": "made" } } } }
  },
  "components": { "schemas": { "A": { "type": "object" }, "B": { "enum": [1, 2.5, true, null] } } }
}
`,
  yaml: `openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a:
    get:
      tags: [a, "b"]
      responses:
        '200':
          description: |
            ok
    put: { responses: {} }
  /b:
    post:
      responses: {}
components:
  schemas:
    A: &a
      type: object
    B:
      allOf:
        - *a
        - enum: [1, 2.5, true, null]
`,
};

type Language = 'json' | 'yaml';

function textsOf(language: Language): readonly string[] {
  const wanted = FILES.filter(({ name }) => name.endsWith('.json') === (language === 'json'));
  return [OWN[language], ...wanted.map(({ text }) => text)];
}

interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** A character goes, comes or gives way to another, half of the time at one that means something. */
function mutation(text: string, language: Language, pick: (below: number) => number): Mutation {
  const meaning = language === 'json' ? /[{}[\],:"]/g : /[:\n-]/g;
  const near = pick(text.length);
  meaning.lastIndex = near;
  const start = pick(2) === 0 ? (meaning.exec(text)?.index ?? near) : near;
  const by = TYPED[language][pick(TYPED[language].length)] ?? '';
  return { start, end: by === '' || pick(2) === 0 ? start + 1 : start, by };
}

/** Offset of the first error that a parser of the whole text finds. */
function errorIn(text: string, language: Language): number | undefined {
  if (language === 'yaml') {
    const { errors } = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    // A limit on the length of a line that depends on what is parsed with it.
    return errors.find(({ code }) => code !== 'KEY_OVER_1024_CHARS')?.pos[0];
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const at = /position (\d+)/.exec(String(error));
    return at ? Number(at[1]) : text.length;
  }
}

/** Whether the stricter of the YAML parsers takes it too. */
function isAccepted(text: string, language: Language): boolean {
  if (language === 'json') return true;
  try {
    parseEvents(text, {});
    return true;
  } catch {
    return false;
  }
}

function problemsOf(document: Document): readonly SyntaxProblem[] {
  return document.units
    .flatMap((unit) => unitTree(document, unit).problems)
    .filter(({ message }) => message !== DUPLICATE && !message.startsWith('No anchor'));
}

function isNear(document: Document, { spot }: SyntaxProblem, places: readonly number[]): boolean {
  const { line } = document.positionAt(rangeOf(document, spot).start);
  return places.some((place) => Math.abs(document.positionAt(place).line - line) <= 2);
}

for (const language of ['json', 'yaml'] as const) {
  const texts = textsOf(language);
  describe(`one wrong character in ${language.toUpperCase()}`, () => {
    it(`is a problem at its place, and only where a parser sees one (${texts.length} documents)`, () => {
      let broken = 0;
      let far = 0;
      for (const [seed, text] of texts.entries()) {
        const pick = random(seed + 31);
        const before = createDocument('file:///a', language, 1, text);
        for (let round = 0; round < ROUNDS * (seed === 0 ? 10 : 1); round++) {
          const change = mutation(text, language, pick);
          const { start, end, by } = change;
          const now = text.slice(0, start) + by + text.slice(end);
          const fresh = createDocument('file:///a', language, 2, now);
          const edited = before.edit(2, [{ range: { start, end }, text: by }]);
          assert.equal(edited.text(), now);
          const at = `${JSON.stringify(change)} in ${JSON.stringify(text.slice(start - 60, end + 60))}`;
          const error = errorIn(now, language);
          for (const document of [fresh, edited]) {
            const problems = problemsOf(document);
            if (error === undefined) {
              if (isAccepted(now, language)) assert.deepEqual(problems, [], at);
              if (language === 'json') assert.ok(document.regular, at);
              continue;
            }
            broken++;
            assert.notEqual(problems.length, 0, at);
            if (!problems.some((problem) => isNear(document, problem, [start, error]))) far++;
          }
        }
      }
      // Where a bracket or a quote is missing is a guess, and a guess may be wrong.
      assert.ok(broken > 100 && far <= broken / 50, `${far} of ${broken} are far`);
    });
  });
}
