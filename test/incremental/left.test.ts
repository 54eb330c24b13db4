import assert from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const SCRIPT = `const app = require('express')();
app.use((req, res, next) => (req.user ? next() : res.status(401).end()));
const load = async (req, res, next) => { req.bill = await Bill.findById(req.params.id); next(); };
app.use('/bills/:id', load);
app.get('/bills/:id', (req, res) => res.json(req.bill));
`;
const JAVA = `import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping("/bills/{id}")
@PreAuthorize("isAuthenticated()")
class Bills {
  private final BillRepository bills;
  @ModelAttribute("bill") Bill load(@PathVariable long id) { return bills.findById(id).orElseThrow(); }
  @GetMapping Bill show(@ModelAttribute("bill") Bill bill) { return bill; }
}
`;

/** Edits after which what is found in front of a handler is no longer what it reads. */
const EDITS: readonly (readonly [string, string, string, string])[] = [
  ['app.js', SCRIPT, 'req.bill = await', 'req.sheet = await'],
  ['app.js', SCRIPT, 'res.json(req.bill)', 'res.json(PRICES)'],
  ['app.js', SCRIPT, "app.use('/bills/:id', load);", "app.use('/sheets/:id', load);"],
  ['Bills.java', JAVA, '@ModelAttribute("bill") Bill load', '@ModelAttribute("sheet") Bill load'],
  ['Bills.java', JAVA, '@ModelAttribute("bill") Bill load', 'Bill load'],
  ['Bills.java', JAVA, '@ModelAttribute("bill") Bill bill', '@ModelAttribute("sheet") Bill bill'],
];

describe('what is left in front of a handler', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, text, from, to] of EDITS) {
    it(`is followed again when it differs: ${from}`, () => {
      const { engine, uris } = opened(parser, [[name, text]]);
      const [uri = ''] = uris;
      const edit = (start: number, end: number, by: string): void => {
        const document = engine.document(uri);
        assert.ok(document);
        engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text: by }]));
        settle(engine);
      };
      const fresh = () => {
        const now = opened(parser, [[name, engine.document(uri)?.text() ?? '']]);
        return said(now.engine, now.uris, false);
      };
      const found = (findings: unknown) => JSON.stringify(findings).includes('object-level-missing-owner');
      edit(text.length, text.length, '\n');
      const at = text.indexOf(from);
      assert.ok(at >= 0);
      assert.equal(found(said(engine, uris, false)), true);
      edit(at, at + from.length, to);
      assert.equal(found(said(engine, uris, false)), false);
      assert.deepEqual(said(engine, uris, false), fresh());
      edit(at, at + to.length, from);
      assert.equal(found(said(engine, uris, false)), true);
      assert.deepEqual(said(engine, uris, false), fresh());
    });
  }
});
