import { deepEqual } from 'node:assert/strict';
import { foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const HEAD = `from typing import Annotated, Any
from fastapi import Body, Depends, FastAPI, Header
app = FastAPI()
@app.post("/lists")
`;

/** Whether a handler of FastAPI that takes this and does that is told of. */
function isTold(param: string, ...lines: readonly string[]): boolean {
  const body = lines.length === 0 ? ['db.add(Row(sent["rows"]))'] : lines;
  const text = [`def make(${param}):`, ...body.map((line) => `    ${line}`)].join('\n');
  return linesOf({ 'app.py': HEAD + text }, 'input/unvalidated-input').length > 0;
}

describe('bodies of FastAPI that may hold anything', () => {
  before(prepare);

  it('are told of where what is in them is used', () => {
    const params = [
      'sent: dict',
      'sent: dict[str, Any]',
      'sent: dict[str, Any] = Body(...)',
      'sent: Annotated[dict[str, Any], Body()]',
      'sent: Any = Body(None)',
      'sent: dict | None = None',
      'sent=Body()',
    ];
    deepEqual(
      params.filter((param) => !isTold(param)),
      [],
    );
    deepEqual(isTold('sent: dict', 'db.add(Row(name=sent.get("name")))'), true);
  });

  it('are checked by their type, or come from elsewhere', () => {
    const params = [
      'sent: dict[str, int]',
      'sent: Wish',
      'sent: list[Wish] = Body()',
      'sent: dict = Depends(wish)',
      'sent: Annotated[dict, Depends(wish)]',
      'sent: Any = None',
    ];
    deepEqual(
      params.filter((param) => isTold(param)),
      [],
    );
  });

  it('are checked, or may be, by what the handler does', () => {
    const all = [
      ['wish = Wish.model_validate(sent)', 'db.add(Row(sent["rows"]))'],
      ['if not isinstance(sent["rows"], list):', '    raise HTTPException(422)', 'db.add(Row(sent["rows"]))'],
      ['rows = rows_of(sent)', 'db.add(Row(rows, sent["name"]))'],
      ['db.add(Wish(**sent))', 'log(sent["name"])'],
      ['for key, value in sent.items():', '    setattr(row, key, value)', 'db.add(row)'],
      ['db.add(Row(1))'],
      ['return sent["rows"]'],
    ];
    deepEqual(
      all.filter((lines) => isTold('sent: dict', ...lines)),
      [],
    );
  });
});

describe('a body of Express that is logged first', () => {
  before(prepare);

  it('is told of where it is used', () => {
    const app = `
      const app = require('express')();
      app.post('/bans', async (req, res) => {
        logger.debug('banning', req.body);
        logger.debug(\`by \${req.body.reason}\`);
        await Ban.create({ ip: req.body.ip });
        res.end();
      });`;
    const text = 'POST /bans uses req.body.ip as it was sent: nothing checks its type, length or form.';
    deepEqual(foundIn({ 'app.js': app }, 'input/unvalidated-input'), [`app.js:5 ${text}`]);
  });
});
