import { deepEqual, equal, ok } from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const CONFIG = `const port = 3000;
module.exports = { port, secret: 'keep-me-quiet' };
`;

const APP = `const express = require('express');
const jwt = require('jsonwebtoken');
const config = require('./config');
const app = express();
app.get('/me', (req, res) => res.json(jwt.verify(req.get('x-token'), config.secret)));
`;

const FILES: readonly (readonly [string, string])[] = [
  ['config.js', CONFIG],
  ['app.js', APP],
];

/** File, what is replaced in it, by what, and whether the key is still known. */
const EDITS: readonly (readonly [string, string, string, boolean])[] = [
  ['config.js', "'keep-me-quiet'", 'process.env.SECRET', false],
  ['config.js', 'secret:', 'key:', false],
  ['config.js', 'const port = 3000;', "const port = 3000;\nconst name = 'api-token';", true],
  ['app.js', "require('./config')", "require('./other')", false],
  ['app.js', 'config.secret', 'config.port', false],
];

describe('a key that another file writes down', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, from, to, isKnown] of EDITS) {
    it(`is looked for again after an edit in ${name}: ${to}`, () => {
      const { engine, uris } = opened(parser, FILES);
      ok(isTold(said(engine, uris, false)));
      const uri = uris[FILES.findIndex(([file]) => file === name)] ?? '';
      const document = engine.document(uri);
      ok(document);
      const start = document.text().indexOf(from);
      ok(start >= 0);
      engine.edit(document.edit(2, [{ range: { start, end: start + from.length }, text: to }]));
      settle(engine);
      const now = said(engine, uris, true);
      equal(isTold(now), isKnown);
      const texts = FILES.map(
        ([file, text]) => [file, file === name ? text.replace(from, to) : text] as const,
      );
      const fresh = opened(parser, texts);
      deepEqual(now, said(fresh.engine, fresh.uris, true));
    });
  }
});

function isTold(all: readonly string[]): boolean {
  return all.some((one) => one.includes('auth/jwt-hardcoded-secret'));
}
