import { deepEqual, equal, ok } from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const MODEL = `const { Schema, model } = require('mongoose');
const schema = new Schema({ email: String, password: String });
module.exports = model('User', schema);
`;

const ROUTES = `const express = require('express');
const User = require('./user');
const app = express();
app.get('/users/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  res.json(user);
});
app.get('/health', (req, res) => res.end());
`;

const FILES: readonly (readonly [string, string])[] = [
  ['user.js', MODEL],
  ['app.js', ROUTES],
];

/** File, what is replaced in it, by what, and whether the record is still sent whole. */
const EDITS: readonly (readonly [string, string, string, boolean])[] = [
  ['user.js', 'password: String', 'nickname: String', false],
  ['user.js', 'password: String', 'password: { type: String, select: false }', false],
  ['user.js', "model('User'", "model('Person'", false],
  ['user.js', 'email: String', 'name: String', true],
  ['app.js', '  res.json(user);', '  delete user.password;\n  res.json(user);', false],
  ['app.js', 'findById(req.params.id)', "findById(req.params.id).select('email')", false],
  ['app.js', 'res.end()', "res.send('fine')", true],
  ['app.js', "app.get('/health'", "app.use(rateLimit());\napp.get('/health'", true],
];

describe('a record that is sent', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, from, to, sent] of EDITS) {
    it(`is looked at again after an edit in ${name}: ${to}`, () => {
      const { engine, uris } = opened(parser, FILES);
      ok(isSent(said(engine, uris, false)));
      const uri = uris[FILES.findIndex(([file]) => file === name)] ?? '';
      const edit = (start: number, end: number, text: string): void => {
        const document = engine.document(uri);
        ok(document);
        engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text }]));
        settle(engine);
      };
      // What is kept for the next edit is kept from the first one on.
      edit(0, 0, '\n');
      const at = (engine.document(uri)?.text() ?? '').indexOf(from);
      ok(at >= 0);
      edit(at, at + from.length, to);
      const now = said(engine, uris, true);
      equal(isSent(now), sent);
      const texts = FILES.map(([file, text]) => {
        return [file, file === name ? (engine.document(uri)?.text() ?? '') : text] as const;
      });
      const fresh = opened(parser, texts);
      deepEqual(now, said(fresh.engine, fresh.uris, true));
    });
  }
});

function isSent(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes(' design/excessive-data-exposure '));
}
